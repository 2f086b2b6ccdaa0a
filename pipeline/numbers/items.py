"""What is counted: "3,000 battle-hardened soldiers", "3,000 of its troops", "a 7,000-strong contingent"."""

import re
from collections.abc import Iterable

from pipeline.numbers.units import Quantity
from pipeline.parse import Parse, Token
from schemas import Item

_NOUNS = ("NOUN", "PROPN")
_TIMES = frozenset("year month week day night morning afternoon evening today yesterday tomorrow quarter season time spring summer autumn fall winter weekend term".split())
_DIMENSIONS = frozenset("depth length height width diameter size weight area total value number cash advance addition collaboration cooperation comparison response exchange return turn".split())
_REACH = 14
"""tokens from a number to its noun"""
_CLIMB = 6
"""steps up the tree from a number to what it tells of"""
_BRACKETS = re.compile(r"[ \u00a0]?[(\[][^()\[\]]{1,30}[)\]]")
_MODIFIERS = ("ADJ", "DET")
_MODIFIER_TAGS = ("VBN", "VBG", "PRP$", "HYPH", "JJR", "NFP")
_MODIFIER_WORDS = frozenset(("-", "“", '"', "‘", "'", "strong", "odd", "more"))


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

    def _noun(self, quantity: Quantity) -> Token | None:
        parse, has_unit = self._parse, quantity.unit is not None
        if self._repeats(quantity):
            return self._last[1] if self._last else None
        following = noun_after(parse, quantity.outer_start, quantity.outer_end, has_unit=has_unit)
        if following is not None:
            return following
        tokens = parse.tokens_in(quantity.outer_start, quantity.outer_end)
        if not tokens:
            return None
        return _named_before(parse, tokens[0]) or self._elliptic(quantity, tokens[-1]) or measured(tokens[-1])

    def _repeats(self, quantity: Quantity) -> bool:
        """ "seven miles (11 km)": the same again in another unit."""
        if self._last is None:
            return False
        gap = self._parse.text[self._last[0].outer_end : quantity.outer_start]
        return len(gap) <= 3 and gap.strip() in ("(", "[") and self._last[0].unit is not None

    def _elliptic(self, quantity: Quantity, last: Token) -> Token | None:
        """ "435 homes by open sale and 187 by tender", "another 1,500 will follow"."""
        counted = self._counted
        if quantity.unit is not None or counted is None or counted.start > quantity.start:
            return None
        apart = last.sentence.i - counted.sentence.i
        left = self._parse.text[max(0, quantity.start - 24) : quantity.start]
        if re.search(r"\b(?:another|further|additional|remaining|other) (?:\w+ )?$", left, re.I):
            return counted if apart <= 2 else None
        if apart:
            return None
        if re.search(r"\bto (?:\w+ )?$", left):  # "from 300 ships to 900"
            return counted if re.fullmatch(r" to (?:\w+ )?", self._parse.text[counted.end : quantity.start]) else None
        if re.search(r"\bfrom (?:\w+ )?$", left):  # "to 900 soldiers from 300"
            return counted
        return counted if last.dep in ("nsubj", "nsubjpass", "dobj", "conj", "nummod") else None


def _item(parse: Parse, noun: Token, quantity: Quantity) -> Item:
    """The noun, with the nouns right before it that are part of its name ("heart transplants")."""
    first = noun.i
    while first > 0 and not quantity.outer_start < parse.tokens[first - 1].end <= quantity.outer_end and _names_it(
        parse, parse.tokens[first - 1], noun
    ):
        first -= 1
    start = parse.tokens[first].start
    lemma = noun.lemma.lower() if noun.pos == "NOUN" else noun.lemma
    return Item(text=parse.text[start : noun.end], lemma=parse.text[start : noun.start] + lemma)


def _names_it(parse: Parse, token: Token, noun: Token) -> bool:
    if token.dep != "compound" or not token.text[-1:].isalpha() or token.pos not in _NOUNS or token.sentence is not noun.sentence:
        return False
    if token.i > 0 and parse.tokens[token.i - 1].text in ("-", "‑"):
        return False  # "special-forces soldiers"
    if any(first <= token.i < last and label in ("NORP", "MONEY", "QUANTITY", "CARDINAL") for first, last, label in _near(parse, token)):
        return False
    return token.head is noun or token.head.i <= noun.i and token.head.dep == "compound"


def _near(parse: Parse, token: Token) -> Iterable[tuple[int, int, str]]:
    from bisect import bisect_right

    i = bisect_right(parse.names, (token.i, 1 << 60, ""))
    return parse.names[max(0, i - 2) : i + 1]


def noun_after(parse: Parse, start: int, end: int, *, has_unit: bool = False) -> Token | None:
    """The noun that `text[start:end]` (its unit taken in) counts or describes where it stands after it, else None.

    Across adjectives and partitives to the last noun of the phrase: "3,000 of its battle-hardened troops".
    """
    if has_unit:
        brackets = _BRACKETS.match(parse.text, end)  # "8 miles (13 km) of tunnels"
        end = brackets.end() if brackets else end
    tokens = parse.tokens_in(start, end)
    if not tokens or _runs_on(tokens[-1], end):
        return None
    found: Token | None = None
    hyphen = False
    sentence = tokens[-1].sentence.tokens
    offset = tokens[-1].i + 1 - sentence[0].i
    for i in range(offset, min(len(sentence), offset + _REACH)):
        token = sentence[i]
        following = sentence[i + 1] if i + 1 < len(sentence) else None
        if hyphen and token.pos not in _NOUNS:  # "gas-only options"
            hyphen = False
            continue
        hyphen = False
        if token.pos in _NOUNS:
            if token.lemma in _TIMES and found is None and (has_unit or token.dep in ("npadvmod", "tmod")) and token.dep != "pobj":
                return None  # "1.9% next year"
            if found is not None and token.head is found:
                break
            found = token
        elif found is not None and token.lower == "and" and found.dep in ("compound", "nmod", "amod") and found.head.i > i:
            continue  # "dozens of Kia and Hyundai vehicles"
        elif found is not None and token.tag == "POS":
            found = None  # "10,000 soldiers' families"
        elif found is not None and token.text == "-" and token.start == found.end and following is not None and following.pos in (*_NOUNS, "VERB", "ADJ", "ADV"):
            found, hyphen = None, True  # "special-forces soldiers"
        elif found is not None or not _passes(token, following, first=i == offset, has_unit=has_unit):
            break
    return found


def _runs_on(token: Token, end: int) -> bool:
    """ "reaches 140,000.In turn": a sentence that starts without a space."""
    rest = token.text[end - token.start :]
    return rest.startswith(".") and rest[1:].lower() in _STARTS


_STARTS = frozenset("in the it he she they we a an this that these those but and at on if as for with according by when while its after".split())


def _passes(token: Token, following: Token | None, *, first: bool, has_unit: bool) -> bool:
    """Whether a word can stand between a number and its noun."""
    if token.pos == "NUM" and following is not None and following.pos in (*_NOUNS, "ADJ"):  # "3,000 of the 10,000 troops"
        return not first and token.dep == "nummod" and token.head.i > token.i
    if token.pos in _MODIFIERS or token.tag in _MODIFIER_TAGS or token.lower in _MODIFIER_WORDS:
        return not (has_unit and token.dep in ("acomp", "prep"))
    if token.lower == "of":  # "3,000 of its troops"
        return first
    if token.lower == "in" and has_unit:  # "$50 billion in lending"
        return first and following is not None and following.pos == "NOUN" and following.lemma not in _TIMES | _DIMENSIONS
    if following is None:
        return False
    if token.lower == "or":
        return following.lower in ("more", "fewer", "less", "so")
    if token.lower in ("so", "fewer", "less"):
        return True
    if token.text == ",":
        return following.pos == "ADJ" and not first
    if token.lower == "and":
        return following.pos in ("ADJ", "PROPN") and not first and token.head.pos in ("ADJ", "PROPN", "NOUN")
    return token.pos == "ADV" and (following.pos == "ADJ" or following.tag in ("VBN", "VBG") or following.text == "-")


def _named_before(parse: Parse, first: Token) -> Token | None:
    """ "Price: $448", "Dow +0.2%", "Maldonado (15.3 points": what stands right before it."""
    i, sentence = first.i - 1 - first.sentence.tokens[0].i, first.sentence.tokens
    steps = 0
    bracket = False
    while i >= 0 and steps < 8:
        token = sentence[i]
        if token.text in ("(", "["):
            bracket = True
        elif bracket:
            return token if token.pos in _NOUNS and token.lemma not in _TIMES else None
        elif token.text in (":", "+", "~", "≈", "=") and steps == 0:
            before = sentence[i - 1] if i else None
            return before if before is not None and before.pos in _NOUNS else None
        elif token.text == ")" or token.pos in ("VERB", "AUX", "ADP"):
            return None
        i, steps = i - 1, steps + 1
    return None


def measured(token: Token) -> Token | None:
    """What a number completes: "the total is now 3,000", "shares rose 6%", "a range of 400 km"."""
    climb = token
    for _ in range(_CLIMB):
        above = climb.head
        if above is climb:
            return None
        if above.pos in _NOUNS and climb.dep in ("prep", "appos", "acl", "relcl", "amod", "nmod", "npadvmod"):
            if above.lemma not in _TIMES:
                return above
        if above.pos in ("VERB", "AUX"):
            subject = _subject(above)
            if subject is not None and subject is not climb:
                return _antecedent(subject, above)
        climb = above
    return None


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep in ("nsubj", "nsubjpass")), None)


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """The noun itself, or the one that a relative or personal pronoun stands for."""
    if subject.pos in _NOUNS:
        return subject
    if verb.dep == "relcl" and verb.head.pos in _NOUNS:
        return verb.head
    if subject.lower in ("it", "they", "he", "she", "which", "that", "who"):
        sentence = subject.sentence.tokens
        for token in reversed(sentence[: subject.i - sentence[0].i]):
            if token.pos in _NOUNS and token.dep in ("nsubj", "nsubjpass"):
                return token
    return None
