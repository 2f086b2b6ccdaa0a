"""Temperatures with their letter alone: "highs of 35C", "-22C", "fell to 14F"; not "gate 12C"."""

import re

from pipeline.numbers.grammar import Value
from pipeline.numbers.tables import words

_LETTER = re.compile(r"[ \u00a0]?([CF])(?![\w-])")
_SCALES = {"C": "celsius", "F": "fahrenheit"}
_AROUND = 60
"""code points to each side in which weather is spoken of"""
_WORD = re.compile(r"[a-z]+")


def temperature(text: str, value: Value) -> tuple[str, int] | None:
    """The scale and its end, if a figure with a letter is a temperature."""
    letter = _LETTER.match(text, value.end)
    if letter is None or value.form != "figure" or value.scale != 1:
        return None
    around = text[max(0, value.start - _AROUND) : value.end + _AROUND].lower()
    if value.value < 0 or not words("context.tsv", "weather").isdisjoint(_WORD.findall(around)):
        return _SCALES[letter.group(1)], letter.end()
    return None
