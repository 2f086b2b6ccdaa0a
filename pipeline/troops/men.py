"""Men who are soldiers because of whose they are: "Seven of its men were killed", "the unit had 70 men"."""

from itertools import islice

from pipeline.parse import Token
from pipeline.troops.case import path_of
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.names import Names
from pipeline.troops.strength import is_of_war, is_war_story, speaks_of_peace
from pipeline.troops.tables import words

_FORMATIONS = (
    words("soldiers.tsv", "unit")
    | words("context.tsv", "force")
    | words("context.tsv", "irregular")
    | words("soldiers.tsv", "soldier")
    | words("context.tsv", "has men")
) - {"ship", "tank", "vehicle", "jet", "aircraft", "system", "drone", "missile", "team", "group"}
_REACH = 30
"""tokens to a word that says what is guarded"""
_NEAR = 6
"""steps from the men to what has them"""


def are_men_of_war(names: Names, men: Token, figure: Token) -> bool:
    """Whether a number's men are soldiers where nothing in their own phrase says so."""
    parse = names.parse
    if men.lower == "guards" and not any(t.lower in words("context.tsv", "guards") for t in _around(men)):
        return False  # "the oil field and its 200 guards"
    if any(child.dep == "poss" and child.lower in words("context.tsv", "pointer") for child in men.children):
        return is_of_war(parse, men)  # "14 of our men"
    verb = men.head.head if men.dep == "pobj" else men.head
    if forms(verb) & words("context.tsv", "call on"):  # "can call on 7,000 men"
        return _acts(names, _subject(verb, men), groups=True) or is_war_story(parse, men)
    for token in path_of(men)[1:_NEAR]:
        if token.pos in ("VERB", "AUX"):
            subject = _subject(token, men)
            if lemma(token) in words("context.tsv", "of men") and _acts(names, subject, groups=True):
                return True
            if lemma(token) in words("context.tsv", "of men"):  # "lost 300 men", "has 70 men"
                if subject is not None and subject.tag == "WDT" and token.dep == "relcl":
                    subject = token.head  # "the brigade, which had 2,000 men"
                if subject is not None and subject.lower in ("they", "we", "it"):
                    return is_war_story(parse, men)
                formation = subject is not None and lemma(subject) in _FORMATIONS
                return (formation and not speaks_of_peace(parse, men)) or (
                    lemma(token) in words("context.tsv", "of war")
                    and (_acts(names, subject) or is_war_story(parse, men))
                )
            return False
        if token.pos == "NOUN" and lemma(token) in _FORMATIONS:
            return not speaks_of_peace(parse, men)
    before = parse.tokens[max(0, figure.i - _NEAR) : figure.i]
    units = (token for token in before if token.tag in ("NNS", "NN") and token.sentence is men.sentence)
    beside = men.dep == "appos" and any(
        lemma(token) in _FORMATIONS for token in units
    )  # "five battalions, 4,000 men"
    return beside and not speaks_of_peace(parse, men)


def _around(men: Token) -> list[Token]:
    tokens = men.sentence.tokens
    i = men.i - tokens[0].i
    return tokens[max(0, i - _REACH) : i + _REACH]


def _subject(verb: Token, men: Token) -> Token | None:
    """The verb's subject, or the noun that it describes: "the FDLR, thought to have 1,500 men"."""
    for above in (verb, *islice(verb.ancestors(), 2)):
        if above.pos in ("NOUN", "PROPN"):
            return above
        subject = next((c for c in above.children if c.dep in ("nsubj", "nsubjpass") and c is not men), None)
        if subject is not None or above.dep not in ("xcomp", "acl"):
            return subject
    return None


def _acts(names: Names, subject: Token | None, *, groups: bool = False) -> bool:
    """Whether a state, its army or an armed group is the subject; with `groups` not a state."""
    name = names.at(subject) if subject is not None else None
    if name is None or name.alliance:
        return False
    return name.kind in (("group", "army") if groups else ("country", "group", "army", "seat"))
