"""Where the men are when their own phrase does not say: in their sentence, or in the one that they carry on."""

from itertools import islice

from pipeline.parse import Token
from pipeline.troops.case import Case
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Name, Names
from pipeline.troops.tables import words

Found = list[tuple[Name, bool]]
"""places, with whether the men go there"""

_AT = words("context.tsv", "where") | {"on", "along", "from", "of"}
_REACH = 60
"""tokens from the men to a place"""
_CLIMB = 14
"""steps up the tree to the verb over the men"""
_PHRASE = 4
"""words between a preposition and the place: "in the town of Bunagana" """
_HARM = frozenset().union(
    *(
        words("roles.tsv", role, how)
        for role in ("killed", "wounded", "casualties", "captured", "missing")
        for how in ("verb", "object", "word", "noun")
    )
)


def around(case: Case, names: Names) -> Found:
    """The host of the men; else the one country's places that their sentence, or the one before, is about."""
    return _host(case, names) or _of_sentence(case, names) or _of_sentence_before(case, names)


def _host(case: Case, names: Names) -> Found:
    """ "Cyprus hosts 3,500 British troops", "Tapa is home to 900"."""
    for verb in islice(case.head.ancestors(), _CLIMB):
        if verb.pos in ("VERB", "AUX"):
            subject = next((child for child in verb.children if child.dep == "nsubj"), None)
            name = names.at(subject) if subject is not None else None
            home = lemma(verb) == "be" and any(child.lower == "home" for child in verb.children)
            hosts = lemma(verb) in words("context.tsv", "hosts") or home
            known = name is not None and name.kind in ("country", "place", "seat")
            return [(name, False)] if hosts and known and name is not None else []
    return []


def _of_sentence(case: Case, names: Names) -> Found:
    """ "The ambush in Cauca killed two soldiers": places of one country, where no other clause has a claim to them."""
    if not _befalls(case):
        return []
    near = names.near(case.head, _REACH)
    return _of_one_country([name for name in near if _is_place(names.last_token(name), name)])


def _of_sentence_before(case: Case, names: Names) -> Found:
    """ "The army repelled an attack on Djibo. Seven of its men were killed."""
    i = case.head.sentence.i
    if i == 0 or not (_befalls(case) or _carries_on(case)):
        return []
    before = names.parse.sentences[i - 1]
    if len(before) > _REACH:
        return []
    return _of_one_country([name for name in names.of(before) if _is_place(names.last_token(name), name)])


def _befalls(case: Case) -> bool:
    """Whether the men are told to be dead, wounded or taken: what the sentence is about happened to them."""
    return any(
        lemma(token) in _HARM or token.lower in _HARM
        for each in (case, case.model)
        if each is not None
        for token in (*each.path(), *each.head.children[:_REACH])
    )


def _carries_on(case: Case) -> bool:
    """ "They number 870", "Some 2,000 of its soldiers"."""
    subjects = (
        child for verb in case.verbs() for child in verb.children if child.dep in ("nsubj", "nsubjpass")
    )
    pronouns = (*subjects, *case.head.children[:_REACH])
    return any(token.lower in ("it", "its", "they", "their") for token in pronouns)


def _is_place(token: Token, name: Name) -> bool:
    """ "in Cauca", "near the town of Bunagana", "a base in Tapa, Estonia"; not "said in Geneva"."""
    if name.kind not in ("country", "place", "seat"):
        return False
    tokens = token.sentence.tokens
    first = name.first - tokens[0].i
    for before in reversed(tokens[max(0, first - _PHRASE) : first]):
        if before.dep == "prep" or before.pos == "ADP":
            said = before.head.pos == "VERB" and lemma(before.head) in words("speech.tsv", "say")
            return before.lower in _AT and not said
        if before.pos in ("VERB", "AUX"):
            return False
    return False


def _of_one_country(found: list[Name]) -> Found:
    states = {name.iso for name in found}
    return [(found[-1], False)] if len(states) == 1 and None not in states else []
