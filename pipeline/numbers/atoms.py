"""The smallest pieces that numbers are made of: figures and number words, where they stand in the text."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from pipeline.numbers.tables import table
from pipeline.patterns import by_first_letter

LONGEST = 16
"""figures in a row; more of them are an identifier, not a quantity"""

_FRACTIONS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
              "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}  # fmt: skip

_LETTER = rf"[^\W\d_{''.join(_FRACTIONS)}]"
_FIGURE = re.compile(
    rf"""
    (?P<vulgar>   (?:\d{{1,4}}\ ?|(?<!{_LETTER}))[{"".join(_FRACTIONS)}]  )    # 3½
    """
    r"""
  | (?P<power>    \d{1,9}(?:\.\d{1,9})?(?:[eE][+-]?\d{1,2}\b|\ ?[x×]\ ?10\^-?\d{1,2}\b) )    # 1.3e6  1.3x10^6
  | (?P<eighths>  (?<![\d.,/-])\d{1,3}-\d{1,2}/(?:2|3|4|8|16|32)(?![\d/])    )    # 14-1/2
  | (?P<ratio>    (?:\d{1,6}[ ]{1,2})?\d{1,4}\ ?[/⁄]\ ?\d{1,4}(?![/⁄\d])  )    # 1 1/2
  | (?P<grouped>  \d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?(?!\d)        )    # 1,500
  | (?P<indian>   \d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d+)?(?!\d)    )    # 12,34,567
  | (?P<spaced>   \d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,6}(?:\.\d{1,9})?(?![\d,]) )    # 10 000
  | (?P<european> \d{1,3}(?:\.\d{3}){1,5},\d{1,2}(?!\d)|\d+,\d{1,2}(?![\d,])    )    # 1.111,5  3,5
  | (?P<plain>    \d+(?:\.\d+)?|(?<![\w.])\.\d+               )    # 1500  1.5  .5
    """,
    re.VERBOSE,
)
_OPENS = re.compile(rf"[\d{''.join(_FRACTIONS)}]")
"""where a figure starts, but for the point of ".5" """


class Atom(NamedTuple):
    """One figure or one number word; `kind` is "figure" or a kind of `words.tsv`."""

    start: int
    end: int
    kind: str
    value: float
    text: str


@cache
def _words() -> dict[str, tuple[str, float]]:
    return {word: (kind, float(value)) for word, kind, value in table("words.tsv")}


def atoms(text: str) -> list[Atom]:
    """Every figure and number word of the text, in order. Linear in its length."""
    return sorted([*_figures(text), *_number_words(text)], key=attrgetter("start"))


def _figures(text: str) -> Iterator[Atom]:
    at = 0
    while (opening := _OPENS.search(text, at)) is not None:
        start = opening.start()
        point = start > at and text[start - 1] == "."
        match = (_FIGURE.match(text, start - 1) if point else None) or _FIGURE.match(text, start)
        at = match.end() if match is not None else opening.end()
        if match is not None and len(match.group()) <= LONGEST + 8:
            value = _figure(match.group(), match.lastgroup or "")
            if value is not None:
                yield Atom(match.start(), at, "figure", value, match.group())


def _number_words(text: str) -> Iterator[Atom]:
    for match in _word_pattern().finditer(_in_small_letters(text)):
        surface = text[match.start() : match.end()]
        known = _word(surface)
        if known is not None:
            yield Atom(match.start(), match.end(), known[0], known[1], surface)


@cache
def _word_pattern() -> re.Pattern[str]:
    """The words of the table, each with "fold" too: what is none of them is passed over without a look at the table."""
    return re.compile(rf"(?<!{_LETTER})(?:{by_first_letter(_words())})(?:fold)?(?![^\W\d_])")


def _in_small_letters(text: str) -> str:
    """The text with every letter at its place; "İ", of which Python makes two, stays as it is."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


@lru_cache(1 << 16)
def _word(surface: str) -> tuple[str, float] | None:
    """What kind of number word it is, and its value; most words are none."""
    lower = surface.lower()
    return _words().get(lower) or _fold(lower)


def _fold(word: str) -> tuple[str, float] | None:
    """ "sixfold", "tenfold"."""
    if not word.endswith("fold") or len(word) == 4:
        return None
    known = _words().get(word[:-4])
    return ("fold", known[1]) if known and known[0] in ("ones", "tens", "scale") else None


def _figure(surface: str, form: str) -> float | None:
    if form == "plain":
        return float(surface) if len(surface) <= LONGEST else None
    if form in ("grouped", "indian"):
        return float(surface.replace(",", ""))
    if form == "spaced":
        return float(re.sub(r"\s", "", surface))
    if form == "european":
        return float(surface.replace(".", "").replace(",", "."))
    if form == "vulgar":
        return float(surface[:-1].strip() or 0) + _FRACTIONS[surface[-1]]
    if form == "power":
        base, _, exponent = re.sub(r"\s?[x×]\s?10\^|[eE]", "e", surface).partition("e")
        return float(f"{base}e{exponent}")
    whole, top, bottom = re.fullmatch(r"(?:(\d+)[ -]+)?(\d+) ?[/⁄] ?(\d+)", surface).groups()  # type: ignore[union-attr]
    return float(whole or 0) + int(top) / int(bottom) if int(bottom) else None
