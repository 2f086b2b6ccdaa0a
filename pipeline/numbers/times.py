"""Multiples: "four times as many", "2.5 times higher", "sixfold"; not how often: "three times a week"."""

import re

from pipeline.numbers.tables import words

MULTIPLE = "times"
"""the unit of a multiple: its name has no singular, it says by what something is multiplied"""

_OF = re.compile(r" ([a-z]+)")


def multiple(text: str, unit: str | None, surface: str, end: int) -> str | None:
    """The unit of the number that ends, with its unit, at `end`: a multiple's where it is one."""
    if unit is None and surface.lower().endswith("fold"):
        return MULTIPLE
    of = _OF.match(text, end) if unit == "time" else None
    return MULTIPLE if of and of.group(1) in words("context.tsv", "multiple of") else unit
