"""Numbers as written: figures with the language's own marks, number words, and both with a scale behind them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.languages.language import Language, NumberWord
from pipeline.languages.words import OPENING, Sentence, Word

Form = Literal["figure", "word", "vague"]

_LONGEST = 16
"""figures in a row; more of them are an identifier"""
_SPACES = re.compile(r"[ \u00a0\u2009\u202f]")


@dataclass(frozen=True, slots=True)
class Value:
    """A number as written: words `first` to `last` (after the last) of its sentence."""

    first: int
    last: int
    value: float
    scale: float
    """the last multiplier in it, 1 if there is none"""
    form: Form


def values(sentence: Sentence, language: Language) -> Iterator[Value]:
    """Every number of a sentence, in order, not overlapping. Whether it is a quantity is not yet asked."""
    i = 0
    while i < len(sentence):
        found = _figures(sentence, i, language) or _in_words(sentence, i, language)
        if found is not None:
            yield found
        i = found.last if found is not None else i + 1


def _figures(sentence: Sentence, i: int, language: Language) -> Value | None:
    if sentence[i].kind != "figure":
        return None
    value = figure(sentence[i].text, language)
    return _scaled(sentence, i, i + 1, value, form="figure", language=language) if value is not None else None


def figure(surface: str, language: Language) -> float | None:
    """ "3.000" is three thousand in German, "3,5" three and a half; None for what is no plain figure, such as 14.30.

    A comma with three figures behind it ("3,000") is a thousand to one writer and three to another: None.
    """
    if len(surface) > _LONGEST + 8:
        return None
    group, decimal = (
        re.escape(next(iter(language.words("figures.tsv", kind)), " ")) for kind in ("group", "decimal")
    )
    plain = _SPACES.sub("", surface)
    if plain != surface and not plain.isdigit():
        return None
    if not re.fullmatch(rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]+)(?:{decimal}[0-9]{{1,2}})?", plain):
        return None
    whole, _, rest = plain.partition(decimal.replace("\\", ""))
    digits = re.sub(r"[^0-9]", "", whole)
    if len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return None
    return float(f"{digits}.{rest or 0}")


def _in_words(sentence: Sentence, i: int, language: Language) -> Value | None:
    known = number_word(sentence, i, language)
    if known is None:
        return None
    kind, value = known
    if kind in ("link", "half"):  # "eine Million", "eine halbe Million"
        return _led_by_article(sentence, i, language)
    if kind == "few":  # "mehrere Hundert"
        return _few(sentence, i, i, language)
    if kind == "plural":  # "Tausende"
        return Value(i, i + 1, value, value, "vague")
    if kind == "unit":
        return _scaled(sentence, i, i + 1, value, form="word", language=language)
    if kind == "hundred":  # "hundert Soldaten", "tausend Soldaten"
        return Value(i, i + 1, value, value, "word")
    return (
        Value(i, i + 1, value, value, "vague")
        if kind == "scale" and _is_many(sentence[i], language)
        else None
    )


def number_word(sentence: Sentence, i: int, language: Language) -> NumberWord | None:
    """The number word at `i`, as the table or the language's own rule for compounds has it."""
    word = sentence[i]
    if word.kind != "word":
        return None
    known = _table(language).get(word.lower) or language.compound(word.lower)
    if known is None:
        return None
    opens = i == 0 or sentence[i - 1].text in OPENING
    if (
        word.is_capital
        and known[0] == "unit"
        and (not opens or word.lower in language.words("figures.tsv", "noun"))
    ):
        return None  # "die Elf", "eine Acht": a noun
    return known


@cache
def _table(language: Language) -> Mapping[str, NumberWord]:
    return {word: (kind, float(value)) for word, kind, value in language.rows("number_words.tsv")}


def _is_many(word: Word, language: Language) -> bool:
    """ "Millionen Menschen", "Milliarden": alone, only the plural says how many."""
    return word.lower in language.words("figures.tsv", "plural scale")


def _kind_at(sentence: Sentence, i: int, language: Language) -> str | None:
    known = number_word(sentence, i, language) if i < len(sentence) else None
    return known[0] if known else None


def _led_by_article(sentence: Sentence, i: int, language: Language) -> Value | None:
    j = i + 1
    share = 1.0
    if _kind_at(sentence, j, language) == "half":
        share, j = 0.5, j + 1
    if _kind_at(sentence, j, language) == "few":  # "ein paar Dutzend"
        return _few(sentence, i, j, language)
    if j == i or _kind_at(sentence, j, language) not in ("scale", "dozen"):
        return None
    return _scaled(sentence, i, j, share, form="word", language=language)


def _few(sentence: Sentence, first: int, i: int, language: Language) -> Value | None:
    j = i + 1
    known = number_word(sentence, j, language) if j < len(sentence) else None
    if known is None or known[0] not in ("scale", "dozen", "hundred", "plural"):
        return None
    return Value(first, j + 1, known[1], known[1], "vague")


def _scaled(sentence: Sentence, first: int, j: int, value: float, *, form: Form, language: Language) -> Value:
    """The value with the scales behind it: "3 Millionen", "1,5 Mrd.", "zwei Dutzend"."""
    scale = 1.0
    while j < len(sentence) and (known := number_word(sentence, j, language)):
        touches = known[0] in ("scale", "dozen", "hundred") or (known[0] == "short" and form == "figure")
        if not touches or sentence[j].start - sentence[j - 1].end > 1:
            break
        scale *= known[1]
        j += 1
    whole = value >= 1000 and value % 1000 == 0 and form == "word"
    return Value(first, j, value * scale, scale if scale > 1 or not whole else 1000.0, form)
