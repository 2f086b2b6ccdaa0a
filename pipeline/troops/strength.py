"""Nouns that take the number of their men: "a garrison of 400", "the number of its soldiers reached 140,000"."""

import re
from itertools import islice

from pipeline.parse import Parse, Token
from pipeline.troops.lemmas import lemma
from pipeline.troops.tables import words

_MILITARY = re.compile(
    r"\b(?:troops?|soldiers?|army|armies|military|servicem[ae]n|battlefield|front ?line|mercenar\w+|combat\w*|conscript\w*"
    r"|reservist\w*|militar\w+|armed forces|battalion\w*|brigade\w*|paratroop\w*|marines?|mobili[sz]\w+|war|fight\w*|invasion|defen[cs]e|enemy|recruits|rebels?|militias?|insurgents?|guerrillas?|jihadi\w*|peacekeep\w+|(?:UN|NATO|peace) (?:force|mission)|regiment\w*|offensive|casualt\w+|shell(?:s|ed|ing)|(?:general|joint) staff|spy agency|junta|trench\w*|garrisons?|contingents?|(?:home|national|revolutionary|republican|presidential) guards?"
    r"|border (?:guards?|service)|legion|training (?:mission|team)|commanders?|navy|air force|ambush\w*|barracks|draft board|ceasefire|assault|bomb\w*"
    r"|(?<!security )(?<!police )(?<!market )forces)\b",
    re.I,
)
_PEACE = re.compile(
    r"\b(?:police\w*|gendarme\w*|civilian\w*|players?|football\w*|match(?:es)?|clubs?|coach\w*|league|cup"
    r"|refugees|concentration camp|political prisoners|charity|flood\w*|earthquake|humanitarian|aid|schools?|pupils|miners?|factory|workers|employees|trade union|students?|patients|election\w*|poll)\b",
    re.I,
)
"""where men, volunteers, trainers and defenders may be others than soldiers"""
_STRONG = re.compile(r" strong\b(?! \w+s\b)")
_CIVILIAN = re.compile(r"\bcivilian", re.I)
_OPENING = 1_000
"""code points of a story in which its subject is told"""
_AROUND = 300
"""code points on each side of a noun in which its sentence can say that it is military"""
_CLIMB = 5
"""steps up the tree from a number to the noun whose strength it is"""
_PARTS = 40
"""words looked through under "the number of" """
_HAS = frozenset({"add", "lose", "gain", "recruit", "have", "field", "count"})
_LEADING_ON = ("prep", "attr", "dobj", "xcomp", "npadvmod", "advmod", "pobj", "nummod")
_BEFORE = 12
"""tokens between a force and "9,000 strong" """
_COMPLETING = ("attr", "dobj", "acomp", "nummod", "npadvmod", "advmod", "xcomp")


def strength_of(parse: Parse, figure: Token) -> Token | None:
    """The noun whose strength the figure tells, None if it tells none."""
    token = figure
    formation = _formation_of(parse, figure)
    if formation is not None:
        return formation
    if _STRONG.match(parse.text, figure.end):
        return _strong(parse, figure)
    for above in islice(figure.ancestors(), _CLIMB):
        if above.pos in ("NOUN", "PROPN") and is_strength(parse, above):
            return above
        if above.pos in ("VERB", "AUX"):
            objects = [child for child in above.children if child.dep == "dobj" and child is not token]
            moved = token.dep == "prep" and token.lower in ("at", "to")  # "puts its losses at 30"
            for child in objects if objects and moved else above.children:
                noun = above.head if child.tag in ("WP", "WDT") and above.dep == "relcl" else child
                if child is not token and _takes(above, child, token) and _tells(parse, noun):
                    return noun
            if token.dep not in _LEADING_ON:
                return None
        token = above
    return None


def _formation_of(parse: Parse, figure: Token) -> Token | None:
    """ "A brigade of 5,000", "a platoon of 30": the number ends the phrase."""
    goes_on = "." in figure.text or (bool(figure.children) and figure.children[-1].i > figure.i)
    if figure.dep != "pobj" or figure.head.lower != "of" or goes_on:
        return None
    noun = figure.head.head
    surely = lemma(noun) in words("context.tsv", "formation") and not speaks_of_peace(parse, noun)
    perhaps = lemma(noun) in words("soldiers.tsv", "unit") and is_war_story(parse, noun)
    return noun if surely or perhaps else None


def _are_of_others(figure: Token) -> bool:
    """ "Of its three wars the army lost two": something else has been counted."""
    before = (t for t in figure.sentence.tokens if t.i < figure.i and t.tag in ("NNS", "NNPS"))
    return any(lemma(t) not in words("soldiers.tsv", "soldier") | {"force"} for t in before)


def _strong(parse: Parse, figure: Token) -> Token | None:
    """The army of "the army, 9,000 strong"."""
    kinds = (
        words("soldiers.tsv", "strength")
        | words("soldiers.tsv", "soldier")
        | words("context.tsv", "irregular")
    )
    formations = kinds | {"fighter", "volunteer", "defender", "helmet"}
    before = reversed(parse.tokens[max(figure.sentence.tokens[0].i, figure.i - _BEFORE) : figure.i])
    return next((t for t in before if t.pos in ("NOUN", "PROPN") and lemma(t) in formations), None)


def is_owned(noun: Token) -> bool:
    """ "Russian losses", "its dead": somebody's."""
    owners = (child for child in noun.children if child.dep in ("poss", "amod", "compound", "nmod"))
    return any(child.text[:1].isupper() or child.lower in words("context.tsv", "pointer") for child in owners)


def _tells(parse: Parse, noun: Token) -> bool:
    """Whether a verb's level is of men: as `is_strength`, and "ELN rebels number 6,000", "Russian losses reached 900"."""
    if is_strength(parse, noun) or (noun.tag == "NNS" and lemma(noun) in words("context.tsv", "irregular")):
        return True
    if lemma(noun) not in words("soldiers.tsv", "toll") or not is_owned(noun):
        return False
    military = is_military(parse, noun) or is_war_story(parse, noun)
    return military and not is_military(parse, noun, civilian=True)


def is_strength(parse: Parse, noun: Token) -> bool:
    """A word that takes the number of its men, or "the number of troops"."""
    word = lemma(noun)
    if word in words("soldiers.tsv", "amount"):
        forces = words("soldiers.tsv", "soldier") | words("context.tsv", "force") | {"fighter"}
        if is_military(parse, noun) and not is_military(parse, noun, civilian=True):
            forces |= words("soldiers.tsv", "toll")  # "the number of Russian casualties"
        return any(part is not noun and lemma(part) in forces for part in noun.subtree()[:_PARTS])
    if word in words("soldiers.tsv", "soldier"):
        return noun.tag in ("NNS", "NNPS") or noun.lower == "troops"
    if word in words("context.tsv", "surely"):
        return True
    return word in words("context.tsv", "force") | {"presence", "strength"} and is_military(parse, noun)


def is_military(parse: Parse, noun: Token, *, civilian: bool = False) -> bool:
    """Whether the sentence around a noun speaks of soldiers and war; with `civilian`, of civilians."""
    start = max(noun.sentence.start, noun.start - _AROUND)
    end = min(noun.sentence.end, noun.end + _AROUND)
    return (_CIVILIAN if civilian else _MILITARY).search(parse.text, start, end) is not None


def is_war_story(parse: Parse, noun: Token) -> bool:
    """Whether the sentence or one beside it speaks of soldiers and war, and none of police, miners or clubs."""
    sentences = parse.sentences[max(0, noun.sentence.i - 1) : noun.sentence.i + 2]
    start = max(sentences[0].start, noun.start - _AROUND)
    end = min(sentences[-1].end, noun.end + _AROUND)
    return _MILITARY.search(parse.text, start, end) is not None and not speaks_of_peace(parse, noun)


def is_of_war(parse: Parse, noun: Token) -> bool:
    """Whether the story opens with soldiers or a war, and nothing beside the noun is of peace."""
    opening = _MILITARY.search(parse.text, 0, _OPENING) is not None
    return (opening or is_war_story(parse, noun)) and not speaks_of_peace(parse, noun)


def speaks_of_peace(parse: Parse, noun: Token) -> bool:
    """Whether the sentence or one beside it speaks of those who have men too, and trainers: police, mines, clubs."""
    sentences = parse.sentences[max(0, noun.sentence.i - 1) : noun.sentence.i + 2]
    start = max(sentences[0].start, noun.start - _AROUND)
    end = min(sentences[-1].end, noun.end + _AROUND)
    return _PEACE.search(parse.text, start, end) is not None


def _takes(verb: Token, noun: Token, number: Token) -> bool:
    """ "the total is 3,000", "the garrison rose to 900", "brings the total to 3,000"."""
    moved = number.dep == "prep" and number.lower in ("to", "at", "by", "from")
    if noun.dep in ("nsubj", "nsubjpass"):
        if number.tag == "CD" and number.dep == "dobj" and lemma(verb) in _HAS:
            return not _are_of_others(number)  # "the army will add 1,000"
        return lemma(verb) in words("verbs.tsv", "level") and (moved or number.dep in _COMPLETING)
    return noun.dep == "dobj" and moved
