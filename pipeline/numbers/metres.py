"""Whether the "m" at a figure is metres or millions: "48m tall", "the women's 100m", "5,000m"; not "£5,000m"."""

import re

from pipeline.numbers.grammar import Value
from pipeline.numbers.marks import unit_words
from pipeline.numbers.tables import words

_MANY = 1000
"""nobody writes 5,000 million but of money, whose mark or name is seen"""

_LENGTH_AFTER = re.compile(
    r" ?(?:tall|long|wide|deep|high|thick|away|apart|in (?:depth|length|height|width|diameter)|above|below|x \d|/s"
    r"|from|off|north|south|east|west|up|down)\b"
)
_RACE_BEFORE = re.compile(r"\b(?:men|women|boy|girl)[’']?s[’']? $", re.I)
_WORD_AFTER = re.compile(r" ([a-z]+)")


def metres(text: str, value: Value) -> float | None:
    """The metres that the figure gives, None where its "m" stands for millions or is none."""
    if value.scale != 1e6 or not value.surface.endswith("m"):
        return None
    length = value.value / 1e6
    race = _WORD_AFTER.match(text, value.end)
    if (
        _LENGTH_AFTER.match(text, value.end)
        or ("," in value.surface and length >= _MANY and not (race and race.group(1) in unit_words()))
        or (race and race.group(1) in words("context.tsv", "race"))
        or _RACE_BEFORE.search(text[max(0, value.start - 10) : value.start])
    ):
        return float(length)
    return None
