"""The way of a number: grammar, unit, what is none, ranges, bound, the thing counted."""

from pipeline.numbers.ages import with_shared_units
from pipeline.numbers.bounds import bound_of
from pipeline.numbers.grammar import values
from pipeline.numbers.items import Items
from pipeline.numbers.not_numbers import is_quantity
from pipeline.numbers.ranges import closed, joined
from pipeline.numbers.units import Quantity, with_unit
from pipeline.parse import Parse
from schemas import Number
from schemas.story import Bound

_LARGEST = 1e18


def find_numbers(parse: Parse) -> tuple[Number, ...]:
    """Every quantity of the text, in order, not overlapping; `text[start:end]` is its surface. Never raises."""
    quantities = [with_unit(parse.text, value) for value in values(parse.text)]
    kept = [quantity for quantity in quantities if is_quantity(parse, quantity)]
    whole = with_shared_units(parse, joined(parse.text, kept))
    items = Items(parse)
    numbers = [_number(parse, quantity, items) for quantity in whole if abs(quantity.high) < _LARGEST]
    return tuple(closed(parse.text, numbers))


def _number(parse: Parse, quantity: Quantity, items: Items) -> Number:
    low, high, bound = _ends(parse.text, quantity)
    return Number(
        start=quantity.start,
        end=quantity.end,
        text=parse.text[quantity.start : quantity.end],
        low=low,
        high=high,
        bound=bound,
        unit=quantity.unit,
        item=items.of(quantity),
    )


def _ends(text: str, quantity: Quantity) -> tuple[float | None, float | None, Bound]:
    if quantity.value.form == "vague":
        return quantity.low, None, "vague"
    if quantity.is_range:
        return quantity.low, quantity.high, "range"
    bound = bound_of(text, quantity.outer_start, quantity.end, quantity.outer_end)
    if bound is None and quantity.value.form == "about":
        bound = "about"
    if bound == "at_least":
        return quantity.low, None, "at_least"
    if bound == "more_than":
        return quantity.low, None, "more_than"
    if bound == "at_most":
        return None, quantity.high, "at_most"
    if bound == "less_than":
        return None, quantity.high, "less_than"
    return quantity.low, quantity.high, "about" if bound == "about" else "exact"
