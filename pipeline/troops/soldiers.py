"""Which numbers count military personnel, and the word that says so."""

import re
from itertools import islice

from pipeline.numbers.items import noun_after
from pipeline.parse import Parse, Token
from pipeline.troops.case import Case
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Names
from pipeline.troops.tables import words
from schemas import Number

_SOLDIERS = words("soldiers.tsv", "soldier")
_ARMED = words("soldiers.tsv", "armed")
_TOLL = words("soldiers.tsv", "toll")
_STRENGTH = words("soldiers.tsv", "strength")
_AMOUNT = words("soldiers.tsv", "amount")
_MILITARY = re.compile(
    r"\b(?:troops?|soldiers?|army|armies|military|servicem[ae]n|battlefield|front ?line|frontline|mercenar\w+|combat\w*"
    r"|conscript\w*|reservist\w*|militar\w+|armed forces|battalion\w*|brigade\w*|paratroop\w*|marines?|mobili[sz]\w+|war|fight\w*|invasion)\b",
    re.I,
)
_CIVIL = frozenset("civilian protester refugee migrant child journalist student worker firefighter policeman police rescuer woman".split())
_FORCES = frozenset("army military personnel deployment contingent garrison force battlegroup mobilisation mobilization call-up manpower navy militia corps".split())
_LEVELS = words("verbs.tsv", "level")
_EDGES = ("ccomp", "advcl")
_CLIMB = 5
"""steps up the tree from a number to the noun whose strength it is"""
_LOOK_BACK = 2
"""sentences in which "another 1,500" finds whom it counts"""


def find_cases(parse: Parse, numbers: tuple[Number, ...], names: Names) -> list[Case]:
    """The numbers that count troops, in order."""
    found: list[Case] = []
    for index, number in enumerate(numbers):
        if number.unit is not None or (number.low or number.high or 0) < 1:
            continue
        tokens = parse.tokens_in(number.start, number.end)
        if not tokens:
            continue
        case = _case(parse, index, number, tokens[-1], names, found)
        if case:
            found.append(case)
    return found


def _case(
    parse: Parse, index: int, number: Number, figure: Token, names: Names, before: list[Case]
) -> Case | None:
    noun = noun_after(parse, number.start, number.end)
    if figure.lower == "one" and parse.text[number.end : number.end + 4] == " of ":
        return None  # "one of the most famous mercenaries" is nobody's count
    if noun is not None and _counts(noun, figure, names):
        of = re.search(r"\d,? (?:out )?of (?:the |its |their )?$", parse.text[max(0, number.start - 16) : number.start])
        return Case(parse, index, number, figure, noun, "whole" if of and before and before[-1].head is noun else "item")
    if noun is not None:
        return None
    whole = _strength(figure, names)
    if whole is not None:
        return Case(parse, index, number, figure, whole, "strength")
    model = _again(parse, number, figure, before) or _same_amount(figure, before)
    if model is not None:
        return Case(parse, index, number, figure, figure, "again", model)
    return None


def _counts(noun: Token, figure: Token, names: Names) -> bool:
    word = lemma(noun)
    if word in _SOLDIERS or noun.lower in _SOLDIERS:
        return noun.tag != "NN" or figure.lower == "one" or noun.lower == "infantry" or noun.lower == "personnel"
    if noun.lower in ("servicemen", "servicewomen", "troops", "marines"):
        return True
    if word in _ARMED or noun.lower in _ARMED:
        return _is_armed(noun, figure, names)
    if word in _TOLL:
        return _has_force(noun, names)
    return False


def _is_armed(noun: Token, figure: Token, names: Names) -> bool:
    """ "3,000 Wagner fighters", "300 special-forces men": a force is named, or soldiers are what it is about."""
    phrase = [t for t in noun.subtree() if t.i >= figure.i - 3]
    if any(lemma(t) in _CIVIL for t in phrase):
        return False
    word = lemma(noun)
    near = {t.lower for t in phrase}
    if word == "fighter":
        return not near & {"jet", "jets", "aircraft", "planes", "f-16", "f-35", "f16", "mig-29"}
    if word in ("personnel", "recruit", "militant", "rebel", "insurgent", "militiaman", "guerrilla", "jihadist", "jihadi", "gunman"):
        return not near & {"medical", "media", "police", "security", "civilian", "embassy", "diplomatic"}
    if near & {"military", "army", "armed", "nato", "wagner", "mobilised", "mobilized", "battle", "naval", "navy", "enlisted", "infantry", "combat"}:
        return True
    if word in ("instructor", "trainer", "adviser", "advisor", "prisoner", "pow"):
        return _MILITARY.search(_sentence_text(noun)) is not None
    return False


def _has_force(noun: Token, names: Names) -> bool:
    """Losses are men where an army or a country at war has them: "Russia has 70,000 losses"."""
    text = _sentence_text(noun)
    if re.search(r"\bcivilian", text, re.I):
        return False
    return _MILITARY.search(text) is not None


def _strength(figure: Token, names: Names) -> Token | None:
    """ "a garrison of 400", "taking the deployment to 3,000", "the number of its soldiers reached 140,000"."""
    if figure.lower == "one":
        return None
    token = figure
    for above in islice(figure.ancestors(), _CLIMB):
        if above.pos in ("NOUN", "PROPN"):
            if _is_strength(above):
                return above
        elif above.pos in ("VERB", "AUX"):
            for child in above.children:
                if child is not token and _takes(above, child, token) and _is_strength(child):
                    return child
            if token.dep not in ("prep", "attr", "dobj", "xcomp", "npadvmod", "advmod", "pobj", "nummod") or token.dep in _EDGES:
                return None
        token = above
    return None


def _takes(verb: Token, noun: Token, number: Token) -> bool:
    """ "the total is 3,000", "the garrison rose to 900", "brings the total to 3,000"."""
    moved = number.dep == "prep" and number.lower in ("to", "at", "by", "from")
    if noun.dep in ("nsubj", "nsubjpass"):
        return lemma(verb) in _LEVELS and (moved or number.dep in ("attr", "dobj", "acomp", "nummod", "npadvmod", "advmod", "xcomp"))
    return noun.dep == "dobj" and moved


def _is_strength(noun: Token) -> bool:
    """A word that takes the number of its men, or "the number of troops"."""
    word = lemma(noun)
    if word in _AMOUNT:
        return any(
            lemma(t) in _SOLDIERS or t.lower in ("troops", "servicemen") or lemma(t) in _FORCES
            for t in noun.subtree()
            if t is not noun
        )
    if word in _SOLDIERS and noun.tag in ("NNS", "NNPS") or noun.lower == "troops":
        return True
    if word in ("deployment", "garrison", "contingent", "manpower", "headcount", "troop", "battlegroup"):
        return True
    if word in _FORCES | {"presence", "strength"}:
        return _MILITARY.search(_sentence_text(noun)) is not None
    return False


def _again(parse: Parse, number: Number, figure: Token, before: list[Case]) -> Case | None:
    """ "Another 1,500 will follow", "two soldiers killed and three wounded": the men are those of the count before."""
    if not before or figure.sentence.i - before[-1].figure.sentence.i > _LOOK_BACK:
        return None
    same = before[-1].figure.sentence is figure.sentence
    left = parse.text[max(0, number.start - 30) : number.start].lower()
    if re.search(r"\b(?:another|further|additional|remaining|other) (?:\w+ )?$", left) and figure.dep in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return before[-1]
    if same and figure.dep in ("nsubj", "nsubjpass", "dobj", "conj", "pobj", "nummod", "attr") and _stands_alone(figure):
        return before[-1]
    return None


def _same_amount(figure: Token, before: list[Case]) -> Case | None:
    """ "this number may rise to 500,000": the amount is that of the count before."""
    if not before or figure.sentence.i - before[-1].figure.sentence.i > 1:
        return None
    for verb in islice(figure.ancestors(), 3):
        for child in verb.children:
            if child.dep in ("nsubj", "nsubjpass") and lemma(child) in _AMOUNT and len(child.children) <= 2:
                if any(c.lower in ("this", "that", "their", "its", "the") for c in child.children):
                    return before[-1]
    return None


def _stands_alone(figure: Token) -> bool:
    """No noun of its own: the next word is a verb, a participle or the end of the phrase."""
    following = next((t for t in figure.sentence.tokens if t.i > figure.i), None)
    if following is None:
        return True
    if following.lower == "of" or figure.lower == "one":
        return False
    return (following.pos in ("VERB", "AUX", "PUNCT", "ADP", "SCONJ", "ADV") or following.lower == "who") and following.text not in "-%$€£"


def _sentence_text(token: Token) -> str:
    return " ".join(t.text for t in token.sentence.tokens)
