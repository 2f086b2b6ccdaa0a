"""Places that act for their state: "Moscow denied it", "troops sent by Pyongyang", "the Kremlin's offer".

A capital or a house of power is a place by type; where the grammar makes it the one who says or does what states
do, it stands for its state, and so does a country's own name. "Snow fell on Moscow" is only the town.
"""

from pipeline.entities.mentions import Mention
from pipeline.entities.tables import state_acts
from pipeline.gazetteer import country, seat
from pipeline.parse import Parse, Token

DEEPEST = 4
"""steps along "Moscow, Minsk and Pyongyang", and along "began to prepare to withdraw" """


def acts_for(parse: Parse, mention: Mention, text: str, identifier: str | None) -> str | None:
    """ISO code of the state that a place stands for where it acts; None where it does not, or for no state."""
    if mention.type != "PLACE":
        return None
    state = _state(text, identifier)
    return state if state is not None and _acts(_head(parse, mention)) else None


def _state(text: str, identifier: str | None) -> str | None:
    """The state by its own name, as the story means it, or by its seat; a Georgia that may be either is none."""
    if identifier is not None and len(identifier) == 2 and identifier.isalpha():
        return identifier
    return seat(text) if country(text) is None else None


def _head(parse: Parse, mention: Mention) -> Token:
    """The word of the name that hangs on a word outside of it."""
    tokens = parse.tokens[mention.first : mention.end]
    return next((t for t in tokens if not mention.first <= t.head.i < mention.end), tokens[-1])


def _acts(name: Token) -> bool:
    """Whether the name is the subject, the agent or the possessor of an act of state."""
    first = _first_of_several(name)
    verb = first.head
    if first.dep == "nsubj" and verb is not first:
        return _is_act(verb)
    if first.dep == "pobj":
        return _by_or_according(verb)
    return first.dep == "poss" and verb.lemma.lower() in state_acts()["n"]


def _first_of_several(name: Token) -> Token:
    """ "Seoul, Tokyo and Washington said": all of them"""
    for _ in range(DEEPEST):
        if name.dep != "conj" or name.head.pos not in {"PROPN", "NOUN"}:
            break
        name = name.head
    return name


def _is_act(verb: Token) -> bool:
    """ "denied", "has been supplying", "began to withdraw" """
    acts, leads = state_acts()["v"], state_acts()["l"]
    for _ in range(DEEPEST):
        if verb.pos not in {"VERB", "AUX"}:
            return False
        if verb.lemma in acts:
            return True
        further = next((c for c in verb.children if c.dep == "xcomp"), None) if verb.lemma in leads else None
        if further is None:
            return False
        verb = further
    return False


def _by_or_according(preposition: Token) -> bool:
    """ "troops sent by Pyongyang", "a decision by Kyiv", "according to Seoul" """
    governor = preposition.head
    if preposition.lower == "to":
        return governor.lower == "according"
    if preposition.lower != "by":
        return False
    acts = state_acts()
    return governor.lemma in acts["v"] if governor.pos == "VERB" else governor.lemma in acts["n"]
