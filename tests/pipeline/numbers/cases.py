"""Reads the tables of numbers: one line a text, `text | numbers`.

A number is written `low`, `low-high` or with its bound before it (`~5`, `>=5`, `>5`, `<=5`, `<5`, `vague 1000`),
then its unit if it has one and, in brackets, its item: `>=3000 (soldiers)`, `5 kilometre`, `2.5e9 USD`.
Numbers stand by `;`. `none` is a text without one. An item that is not given is not asked.
"""

import re

from schemas import Number

_MARKS = {
    "exact": "",
    "about": "~",
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "range": "",
}


def written(numbers: tuple[Number, ...], expected: str) -> str:
    """The numbers as the table writes them, with items where `expected` has them."""
    asked = [part.strip() for part in expected.split(";")]
    with_items = [bool(re.search(r"\)$", part)) for part in asked]
    with_items += [True] * (len(numbers) - len(with_items))
    return "; ".join(_one(number, item) for number, item in zip(numbers, with_items, strict=False)) or "none"


def _one(number: Number, with_item: bool) -> str:
    if number.bound == "vague":
        value = f"vague {_plain(number.low)}"
    elif number.bound == "range":
        value = f"{_plain(number.low)}-{_plain(number.high)}"
    else:
        value = _MARKS[number.bound] + _plain(number.low if number.low is not None else number.high)
    unit = f" {number.unit}" if number.unit else ""
    item = f" ({number.item.text})" if with_item and number.item else " ()" if with_item else ""
    return value + unit + item


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.6g}" if value % 1 else f"{value:.0f}"
