"""What is counted or measured: after the number, before it, in what it completes, or in an earlier count."""

import re
from bisect import bisect_right
from itertools import islice, pairwise

from pipeline.numbers.marks import unit_words
from pipeline.numbers.phrases import NOUNS, is_time, noun_after
from pipeline.numbers.tables import table, words
from pipeline.numbers.units import Quantity, rated
from pipeline.parse import Parse, Token
from schemas import Item

_CLIMB = 6
"""steps up the tree from a number to what it tells of"""
_BACK = 8
"""tokens from a bracketed number back to its bracket"""
_PARTS_OF_NOUNS = ("prep", "appos", "acl", "relcl", "amod", "nmod", "npadvmod")
_NOT_PART_OF_A_NAME = ("NORP", "MONEY", "QUANTITY", "CARDINAL")
_SHARES = frozenset(row[0] for row in table("words.tsv") if row[1] == "part")
_ANOTHER = re.compile(r"\b(?:another|further|additional|remaining|other) (?:\w+ )?$", re.I)
_TO = re.compile(r"\bto (?:\w+ )?$")
_FROM = re.compile(r"\bfrom (?:\w+ )?$")


class Items:
    """Finds the item of one quantity after another; a later one may lean on one before ("another 1,500")."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._last: tuple[Quantity, Token | None] | None = None
        self._counted: Token | None = None

    def of(self, quantity: Quantity) -> Item | None:
        """The item of the next quantity of the text."""
        noun = self._noun(quantity)
        self._last = quantity, noun
        if quantity.unit is None and noun is not None and noun.start >= quantity.end:
            self._counted = noun
        return _item(self._parse, noun, quantity) if noun else None

    def rate(self) -> str | None:
        """The unit of the last quantity if its item makes it a rate: "3,000 tests a day" is in tests per day.

        People stay people: "1,500 patients a day" says how many they were.
        """
        quantity, noun = self._last or (None, None)
        if quantity is None or noun is None or quantity.unit or noun.start < quantity.end:
            return None
        lemma = noun.lemma.lower()
        if quantity.value.form == "part" or lemma in words("context.tsv", "people"):
            return None
        unit, end = rated(self._parse.text, lemma, noun.end)
        return unit if end > noun.end else None

    def _noun(self, quantity: Quantity) -> Token | None:
        if self._last and repeats(self._parse.text, self._last[0], quantity):
            return self._last[1]
        start, end = quantity.outer_start, quantity.outer_end
        following = noun_after(self._parse, start, end, has_unit=quantity.unit is not None)
        tokens = self._parse.tokens_in(start, end)
        if following is not None or not tokens:
            return following
        before = _named_before(tokens[0]) or self._elliptic(quantity, tokens[-1])
        return before or measured(tokens[-1], start)

    def _elliptic(self, quantity: Quantity, last: Token) -> Token | None:
        """ "435 homes by open sale and 187 by tender", "another 1,500 will follow"."""
        counted = self._counted
        if quantity.unit is not None or counted is None or counted.start > quantity.start:
            return None
        apart = last.sentence.i - counted.sentence.i
        left = self._parse.text[max(0, quantity.start - 24) : quantity.start]
        if _ANOTHER.search(left):
            return counted if apart <= 2 else None
        if apart:
            return None
        if _TO.search(left):  # "from 300 ships to 900"
            beside = re.fullmatch(r" to (?:\w+ )?", self._parse.text[counted.end : quantity.start])
            return counted if beside else None
        if _FROM.search(left):  # "to 900 soldiers from 300"
            return counted
        return counted if last.dep in ("nsubj", "nsubjpass", "dobj", "conj", "nummod") else None


def repeats(text: str, last: Quantity, quantity: Quantity) -> bool:
    """ "seven miles (11 km)": whether the quantity is the last again, in another unit."""
    gap = text[last.outer_end : quantity.outer_start]
    both = last.unit is not None and quantity.unit is not None
    return both and len(gap) <= 3 and gap.strip() in ("(", "[")


def measured(token: Token, start: int) -> Token | None:
    """What a number completes, which starts at `start`: "the total is now 3,000", "shares rose 6%", "a range of 400 km"."""
    climb = token
    for above in islice(token.ancestors(), _CLIMB):
        is_part = start <= above.start <= token.start  # the tonnes of "7 tonnes an hour"
        named = above.pos in NOUNS and climb.dep in _PARTS_OF_NOUNS
        if named and not (is_part or is_time(above) or _is_a_unit(above)):
            return above
        if above.pos in ("VERB", "AUX"):
            subject = next((child for child in above.children if child.dep in ("nsubj", "nsubjpass")), None)
            if subject is climb:
                return None  # "hundreds died": the number is the subject itself
            if subject is not None:
                return _antecedent(subject, above)
            if above.dep == "ccomp" and climb.i < above.i:
                return (
                    None  # "says that between 5 and 7 will be sold": the subject again, behind a preposition
                )
        climb = above
    return None


def _is_a_unit(noun: Token) -> bool:
    """The euros of "33 billion euros in ten years", the % of "Dow +0.2% S&P +0.3%"."""
    counted = noun.lower in unit_words() and any(child.tag == "CD" for child in noun.children)
    return counted or not noun.text[-1:].isalnum()


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """The noun itself, or the one that a relative or personal pronoun stands for."""
    if subject.pos in NOUNS:
        return subject if subject.lower not in _SHARES else None
    if verb.dep == "relcl" and verb.head.pos in NOUNS:
        return verb.head
    if subject.lower not in ("it", "they", "he", "she", "which", "that", "who"):
        return None
    before = islice(reversed(subject.sentence.tokens), subject.sentence.tokens[-1].i - subject.i + 1, None)
    return next((t for t in before if t.pos in NOUNS and t.dep in ("nsubj", "nsubjpass")), None)


def _named_before(first: Token) -> Token | None:
    """ "Price: $448", "Dow +0.2%", "Maldonado (15.3 points": what stands right before it."""
    sentence = first.sentence.tokens
    before = sentence[max(0, first.i - sentence[0].i - _BACK) : first.i - sentence[0].i][::-1]
    if before and first.text[0] == "+" and before[0].pos in NOUNS:
        return before[0]
    if len(before) > 1 and before[0].text in (":", "+", "~", "≈", "="):
        return before[1] if before[1].pos in NOUNS else None
    for token, named in pairwise(before):
        if token.text in ("(", "["):
            return named if named.pos in NOUNS and not is_time(named) else None
        if token.text == ")" or token.pos in ("VERB", "AUX", "ADP"):
            return None
    return None


def _item(parse: Parse, noun: Token, quantity: Quantity) -> Item:
    """The noun, with the nouns right before it that are part of its name ("heart transplants")."""
    first = noun
    while first.i > 0 and _names_it(parse, parse.tokens[first.i - 1], noun, quantity):
        first = parse.tokens[first.i - 1]
    lemma = noun.lemma.lower() if noun.pos == "NOUN" else noun.lemma
    return Item(text=parse.text[first.start : noun.end], lemma=parse.text[first.start : noun.start] + lemma)


def _names_it(parse: Parse, token: Token, noun: Token, quantity: Quantity) -> bool:
    if token.sentence is not noun.sentence:
        return False
    if token.dep == "amod" and token.lower in words("context.tsv", "kind"):
        return token.head.i <= noun.i and not any(child.dep in ("cc", "conj") for child in token.children)
    if token.dep != "compound" or token.pos not in NOUNS:
        return False
    if quantity.outer_start < token.end <= quantity.outer_end or not token.text[-1:].isalpha():
        return False
    if token.i > 0 and parse.tokens[token.i - 1].text in ("-", "‑"):
        return False  # "special-forces soldiers"
    at = bisect_right(parse.names, (token.i, len(parse.tokens), "~"))
    near = parse.names[max(0, at - 2) : at]
    if any(first <= token.i < last and label in _NOT_PART_OF_A_NAME for first, last, label in near):
        return False  # "3,000 Russia troops"
    return token.head is noun or (token.head.i <= noun.i and token.head.dep == "compound")
