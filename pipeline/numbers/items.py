"""What is counted or measured: after the number, before it, in what it completes, or in an earlier count."""

import re
from bisect import bisect_right
from functools import cache

from pipeline.numbers.marks import unit_words
from pipeline.numbers.measured import gapped, measured, named_before
from pipeline.numbers.phrases import NOUNS, noun_after
from pipeline.numbers.tables import table, words
from pipeline.numbers.units import Quantity, rated
from pipeline.parse import Parse, Token
from schemas import Item

_NOT_PART_OF_A_NAME = ("NORP", "MONEY", "QUANTITY", "CARDINAL")
_ANOTHER = re.compile(r"\b(?:another|further|additional|remaining|other) (?:\w+ )?$", re.I)
_PLURAL = re.compile(r"[a-z][b-rt-z]s$|[^s]es$")
_OLD = re.compile(r"[rhky](?:[-‑]| )old\b")
_OF_THEM = re.compile(r" of (?:them|these|those|which|whom)\b(?! [a-z]+s\b)")
_TO = re.compile(r"\bto (?:\w+ )?$")
_FROM = re.compile(r"\bfrom (?:\w+ )?$")


class Items:
    """Finds the item of one quantity after another; a later one may lean on one before ("another 1,500")."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._last: tuple[Quantity, Token | None] | None = None
        self._counted: Token | None = None
        self._measure: Token | None = None

    def of(self, quantity: Quantity) -> Item | None:
        """The item of the next quantity of the text."""
        noun = self._noun(quantity)
        self._last = quantity, noun
        hyphened = self._parse.text[quantity.end : quantity.end + 1] in ("-", "‑")
        counts = quantity.unit is None and self._measure is None and not hyphened
        if counts and noun is not None and noun.start >= quantity.end:
            self._counted = noun
        return _item(self._parse, noun, quantity) if noun else None

    def unit(self) -> str | None:
        """The unit of the last quantity if its noun gives it one: "15 awkward seconds", "3,000 tests a day".

        People stay people: "1,500 patients a day" says how many they were.
        """
        if self._measure is not None:
            return rated(self._parse.text, unit_words()[self._measure.lower], self._measure.end)[0]
        quantity, noun = self._last or (None, None)
        if quantity is None or noun is None or quantity.unit or noun.start < quantity.end:
            return None
        lemma = noun.lemma.lower()
        if quantity.value.form == "part" or lemma in words("context.tsv", "people"):
            return None
        unit, end = rated(self._parse.text, lemma, noun.end)
        return unit if end > noun.end else None

    def _noun(self, quantity: Quantity) -> Token | None:
        self._measure = None
        if self._last and repeats(self._parse.text, self._last[0], quantity):
            return self._last[1]
        start, end = quantity.outer_start, quantity.outer_end
        old = _OLD.match(self._parse.text, end - 1)
        if old and not self._describes_a_noun(end):
            return None  # "signed the 22-year-old", "my five year old"
        said = self._of_them(quantity) or _hyphened(self._parse, quantity)
        if said is not None:
            return said
        following = noun_after(
            self._parse, start, end, has_unit=quantity.unit is not None, is_money=quantity.money
        )
        if following is not None and _is_a_measure(following, quantity):
            self._measure = following
            of = noun_after(self._parse, following.start, following.end, has_unit=True)
            return of or measured(following, start)
        tokens = self._parse.tokens_in(start, end)
        if following is not None or not tokens:
            return following
        if quantity.unit is not None and end == quantity.end and not quantity.prefixed:
            beside = gapped(tokens[0])
            if beside is not None:
                return beside
        before = named_before(tokens[0]) or self._elliptic(quantity, tokens[-1])
        return before or measured(tokens[-1], start)

    def _describes_a_noun(self, end: int) -> bool:
        """Whether a noun follows the "-old" at `end`: "a 20-year-old man"."""
        old = self._parse.token_at(end + 1)
        return old is not None and old.head.pos in NOUNS and old.head.i > old.i

    def _of_them(self, quantity: Quantity) -> Token | None:
        """ "killed 41 people, 15 of them in Rafah"."""
        counted, token = self._counted, self._parse.token_at(quantity.start)
        if counted is None or token is None or quantity.unit not in (None, "percent"):
            return None
        near = token.sentence.i - counted.sentence.i <= 1
        return counted if near and _OF_THEM.match(self._parse.text, quantity.outer_end) else None

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


def _hyphened(parse: Parse, quantity: Quantity) -> Token | None:
    """The members of "a 12-member panel", the pages of "a 12 page report": they are counted, there is one panel."""
    if quantity.unit is not None or quantity.value.form not in ("figure", "word"):
        return None
    joint = parse.text[quantity.end : quantity.end + 1]
    noun = parse.token_at(quantity.end + 1)
    if noun is None or noun.lower not in words("context.tsv", "hyphen counts"):
        return None
    if joint in ("-", "‑"):
        return noun
    compound = noun.tag == "NN" and noun.dep == "compound" and noun.head.i == noun.i + 1
    return noun if joint == " " and compound and noun.head.tag == "NN" and quantity.high > 1 else None


def _is_a_measure(noun: Token, quantity: Quantity) -> bool:
    """Whether a noun across adjectives is a unit: "15 awkward seconds", "two long miles"; not "World Cups"."""
    bare = quantity.unit is None and quantity.value.form != "part"
    return bare and noun.tag == "NNS" and unit_words().get(noun.lower) in words("context.tsv", "measure")


def repeats(text: str, last: Quantity, quantity: Quantity) -> bool:
    """ "seven miles (11 km)": whether the quantity is the last again, in another unit."""
    gap = text[last.outer_end : quantity.outer_start]
    both = last.unit is not None and quantity.unit is not None
    return both and len(gap) <= 3 and gap.strip() in ("(", "[")


def _item(parse: Parse, noun: Token, quantity: Quantity) -> Item:
    """The noun, with the nouns right before it that are part of its name ("heart transplants")."""
    first = noun
    while first.i > 0 and _names_it(parse, parse.tokens[first.i - 1], noun, quantity):
        first = parse.tokens[first.i - 1]
    lemma = _lemma(noun, counted=noun.start >= quantity.end and quantity.unit is None)
    return Item(text=parse.text[first.start : noun.end], lemma=parse.text[first.start : noun.start] + lemma)


def _lemma(noun: Token, *, counted: bool) -> str:
    if noun.pos != "NOUN":
        return _one_of(noun) if counted else noun.lemma
    if noun.text[-1:] == "s" and noun.text[:-1].isupper():
        return noun.text[:-1]  # "three TDs"
    return _singulars().get(noun.lower) or noun.lemma.lower()


@cache
def _singulars() -> dict[str, str]:
    return {row[0]: row[1] for row in table("singulars.tsv")}


def _one_of(name: Token) -> str:
    """The parser leaves a name's plural as it is: "eight World Cups", "five million Germans"."""
    if name.tag != "NNPS" or name.lemma != name.text or not _PLURAL.search(name.text):
        return name.lemma
    return f"{name.text[:-3]}y" if name.text.endswith("ies") else name.text[:-1]


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
