"""The way of a number: grammar, unit, what is none, ranges, bound, the thing counted."""

import re
from itertools import pairwise

from pipeline.numbers.bounds import bound_of
from pipeline.numbers.grammar import values
from pipeline.numbers.items import Items, repeats
from pipeline.numbers.not_numbers import is_quantity
from pipeline.numbers.ranges import closed, joined
from pipeline.numbers.shared_units import with_shared_units
from pipeline.numbers.units import Quantity, with_unit
from pipeline.parse import Parse
from schemas import Number
from schemas.story import Bound

_LARGEST = 1e18
"""what is larger is an identifier, or no figure that a float holds"""

_EQUAL = re.compile(r" or equal\b(?! to \S*\d)")
_OR_EQUAL: dict[Bound | None, Bound] = {"less_than": "at_most", "more_than": "at_least"}

Ends = tuple[float | None, float | None, Bound]


def find_numbers(parse: Parse) -> tuple[Number, ...]:
    """Every quantity of the text, in order, not overlapping; `text[start:end]` is its surface. Never raises."""
    written = (with_unit(parse.text, value) for value in values(parse.text))
    kept = [
        quantity for quantity in written if abs(quantity.high) < _LARGEST and is_quantity(parse, quantity)
    ]
    quantities = with_shared_units(parse, joined(parse.text, kept))
    items = Items(parse)
    numbers = [
        _number(parse.text, quantity, ends, items)
        for quantity, ends in zip(quantities, _all_ends(parse.text, quantities), strict=True)
    ]
    return tuple(closed(parse.text, numbers))


def _number(text: str, quantity: Quantity, ends: Ends, items: Items) -> Number:
    low, high, bound = ends
    item = items.of(quantity)
    return Number(
        start=quantity.start,
        end=quantity.end,
        text=text[quantity.start : quantity.end],
        low=low,
        high=high,
        bound=bound,
        unit=quantity.unit or items.unit(),
        item=item,
    )


def _all_ends(text: str, quantities: list[Quantity]) -> list[Ends]:
    found = [_ends(quantity, _bound(text, quantity)) for quantity in quantities]
    for i, (last, quantity) in enumerate(pairwise(quantities), start=1):
        bound = found[i - 1][2]
        if bound not in ("vague", "range") and not quantity.is_range and repeats(text, last, quantity):
            found[i] = _ends(quantity, bound)  # "more than 100 kilometres (60 miles)"
    return found


def _bound(text: str, quantity: Quantity) -> Bound:
    if quantity.value.form == "vague":
        return "vague"
    if quantity.is_range:
        return "range"
    said = bound_of(text, quantity.outer_start, quantity.end, quantity.outer_end)
    if said in _OR_EQUAL and _EQUAL.match(text, quantity.outer_end):  # "less than 300 or equal to it"
        return _OR_EQUAL[said]
    return said or ("about" if quantity.value.form == "about" else "exact")


def _ends(quantity: Quantity, bound: Bound) -> Ends:
    """Open ends are None (DESIGN 3, *number*)."""
    low = None if bound in ("at_most", "less_than") else _tidy(quantity.low)
    high = None if bound in ("at_least", "more_than", "vague") else _tidy(quantity.high)
    return low, high, bound


def _tidy(value: float) -> float:
    """16.4 million is 16400000, not 16399999.999999998."""
    written = float(f"{value:.15g}")
    return value if written % 1 else written
