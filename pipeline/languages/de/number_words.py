"""German writes a number below a million as one word: "zweitausendfünfhundert", "einundzwanzig"."""

import re
from functools import cache

from pipeline.languages.language import NumberWord
from pipeline.numbers.tables import table

_LONGEST = 60
"""letters; "siebenhundertsiebenundsiebzigtausend…" has fewer"""


def compound(word: str) -> NumberWord | None:
    """The value of a number word in lower case that is put together from others; None for any other word."""
    found = _pattern().fullmatch(word) if len(word) <= _LONGEST else None
    if found is None:
        return None
    thousands = _below_thousand(found, "1") if found["thousand"] else 0
    rest = _below_thousand(found, "2") if found["rest"] else 0
    return "unit", float((thousands or 1) * 1000 + rest if found["thousand"] else rest)


def _below_thousand(found: re.Match[str], part: str) -> int:
    hundreds = (_ones().get(found[f"h{part}"] or "", 1)) * 100 if found[f"hundred{part}"] else 0
    tens = _tens().get(found[f"t{part}"] or "", 0) + _ones().get(found[f"o{part}"] or "", 0)
    return hundreds + tens + _ones().get(found[f"s{part}"] or "", 0)


@cache
def _ones() -> dict[str, int]:
    """zwei to neunzehn, and the ein of "eintausend", "einundzwanzig"."""
    return {
        word: int(value)
        for word, kind, value in table("number_words.tsv", "pipeline.languages.de")
        if kind == "unit" and float(value).is_integer() and float(value) < 20
    } | {"ein": 1}


@cache
def _tens() -> dict[str, int]:
    return {
        word: int(value)
        for word, kind, value in table("number_words.tsv", "pipeline.languages.de")
        if kind == "unit" and float(value) in range(20, 100, 10)
    }


@cache
def _pattern() -> re.Pattern[str]:
    ones = "|".join(sorted(_ones(), key=len, reverse=True))
    tens = "|".join(_tens())

    def below_thousand(part: str) -> str:
        hundreds = rf"(?P<hundred{part}>(?P<h{part}>{ones})?hundert(?:und)?)?"
        below = rf"(?:(?:(?P<o{part}>{ones})und)?(?P<t{part}>{tens})|(?P<s{part}>{ones}))?"
        return hundreds + below

    thousands = rf"(?P<thousand>{below_thousand('1')}tausend(?:und)?)?"
    return re.compile(rf"(?=.){thousands}(?P<rest>{below_thousand('2')})")
