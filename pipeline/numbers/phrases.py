"""The noun that follows a number: "3,000 battle-hardened soldiers", "3,000 of its troops", "10,000 soldiers' families"."""

import re
from functools import cache

from pipeline.numbers.tables import words
from pipeline.parse import Parse, Token

NOUNS = ("NOUN", "PROPN")

_REACH = 14
"""tokens from a number to its noun"""
_BRACKETS = re.compile(r"[ \u00a0]?[(\[][^()\[\]]{1,30}[)\]]")
_WORTH = re.compile(r"[’']? (worth) of ")
_MODIFIERS = ("ADJ", "DET")
_MODIFIER_TAGS = ("VBN", "VBG", "PRP$", "HYPH", "JJR", "NFP")


def is_time(noun: Token) -> bool:
    """Whether a noun is one of time, which a number with a unit is not of: "1.9% next year"."""
    day = noun.pos == "PROPN" and noun.lower in _days()  # "fined him $10 million Thursday"
    return day or noun.lemma in words("context.tsv", "time")


@cache
def _days() -> frozenset[str]:
    return words("labels.tsv", "weekday") | words("labels.tsv", "month")


def noun_after(
    parse: Parse, start: int, end: int, *, has_unit: bool = False, is_money: bool = False
) -> Token | None:
    """The noun that `text[start:end]` (its unit taken in) counts or describes where it stands after it, else None.

    Across adjectives and partitives to the last noun of the phrase: "3,000 of its battle-hardened troops".
    """
    if has_unit:
        brackets = _BRACKETS.match(parse.text, end)  # "8 miles (13 km) of tunnels"
        end = brackets.end() if brackets else end
        worth = _WORTH.match(parse.text, end)  # "$1,900 worth of tools"
        if worth:
            return noun_after(parse, worth.start(1), worth.end(1), is_money=is_money)
    tokens = parse.tokens_in(start, end)
    if not tokens or _runs_on(tokens[-1], end):
        return None
    last, sentence = tokens[-1], tokens[-1].sentence.tokens
    first = last.i + 1 - sentence[0].i
    return _Walk(sentence, has_unit=has_unit, is_money=is_money).from_(first)


class _Walk:
    """Walks along a phrase from the token after a number to its noun."""

    def __init__(self, sentence: list[Token], *, has_unit: bool, is_money: bool) -> None:
        self._sentence = sentence
        self._has_unit = has_unit
        self._is_money = is_money
        self._found: Token | None = None
        self._hyphen = False
        self._is_age = False

    def from_(self, first: int) -> Token | None:
        """The noun of the phrase that starts at this index of the sentence."""
        for i in range(first, min(len(self._sentence), first + _REACH)):
            token = self._sentence[i]
            following = self._sentence[i + 1] if i + 1 < len(self._sentence) else None
            if not self._step(token, following, first=i == first):
                break
        return self._found

    def _step(self, token: Token, following: Token | None, *, first: bool) -> bool:
        """Takes the token in; False at the end of the phrase."""
        if self._hyphen and token.pos not in NOUNS:  # "gas-only options"
            self._hyphen = False
            return True
        self._hyphen = False
        if token.pos in NOUNS:
            return self._noun(token)
        if self._found is None:
            self._is_age = self._is_age or (self._has_unit and token.lower == "old")
            if token.lower == "in" and following is not None:  # "$50 billion in lending", not "in depth"
                return first and self._is_money and _names_what(token, following)
            return _passes(token, following, first=first, has_unit=self._has_unit)
        return self._beyond(self._found, token, following)

    def _noun(self, token: Token) -> bool:
        if self._found is None and is_time(token) and token.dep != "pobj":
            beside = self._has_unit or token.dep in ("npadvmod", "tmod")
            if beside:  # "1.9% next year"
                return False
        if self._found is not None and token.head is self._found:
            return token.dep == "conj" and self._found.head.i > token.i  # "Kia and Hyundai vehicles"
        self._found = token
        return True

    def _beyond(self, found: Token, token: Token, following: Token | None) -> bool:
        """After a first noun: on to the one that it belongs to, if there is one."""
        if found.dep in ("compound", "nmod", "amod") and token.i < found.head.i:
            return True  # "dozens of Kia and Hyundai vehicles", "300 U.S. military people"
        if token.tag == "POS":  # "10,000 soldiers' families", not "22-year-old Anna's family"
            if self._is_age and found.pos == "PROPN":
                return False
            self._found = None
            return True
        hyphen = token.text == "-" and token.start == found.end and following is not None
        if hyphen and following is not None and following.pos in (*NOUNS, "VERB", "ADJ", "ADV"):
            self._found, self._hyphen = None, True  # "special-forces soldiers"
            return True
        return False


def _runs_on(token: Token, end: int) -> bool:
    """ "reaches 140,000.In turn": a sentence that starts without a space."""
    rest = token.text[end - token.start :]
    return rest.startswith(".") and rest[1:].lower() in words("context.tsv", "starts")


def _passes(token: Token, following: Token | None, *, first: bool, has_unit: bool) -> bool:
    """Whether a word can stand between a number and its noun."""
    if token.pos == "NUM":  # "3,000 of the 10,000 troops"
        if first:  # "a 2.4-litre four-cylinder engine"
            return has_unit and following is not None and following.tag == "HYPH"
        return token.dep == "nummod" and token.head.i > token.i
    if (
        token.pos in _MODIFIERS
        or token.tag in _MODIFIER_TAGS
        or token.lower in words("context.tsv", "modifier")
    ):
        return not (has_unit and token.dep in ("acomp", "prep"))
    if token.lower == "of":  # "3,000 of its troops"
        return first
    if following is None:
        return False
    return _joins(token, following, first=first)


def _names_what(token: Token, following: Token) -> bool:
    """Whether "in" leads to what the money is for: "$50 billion in lending", not "in advance"."""
    of = next((child for child in token.children if child.dep == "pobj"), following)
    aside = is_time(of) or of.lemma in words("context.tsv", "dimension")
    return of.pos == "NOUN" and following.pos in ("NOUN", "ADJ") and not aside


def _joins(token: Token, following: Token, *, first: bool) -> bool:
    """ "300 or more", "old, rusty boats", "Korean and Chinese men", "most heavily armed men"."""
    if token.lower == "or":
        both = following.pos == token.head.pos == "ADJ" and not first  # "300 false or misleading claims"
        return both or following.lower in ("more", "fewer", "less", "so")
    if token.lower in ("so", "fewer", "less"):
        return True
    if token.text == ",":
        return following.pos == "ADJ" and not first
    if token.lower == "and":
        return following.pos in ("ADJ", "PROPN") and not first and token.head.pos in ("ADJ", *NOUNS)
    return token.pos == "ADV" and (
        following.pos == "ADJ" or following.tag in ("VBN", "VBG") or following.text == "-"
    )
