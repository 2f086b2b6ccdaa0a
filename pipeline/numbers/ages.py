"""Ages and units said once: "Maria, 10,", "aged 18 to 34", "7- or 8-inch", "from 208 pounds to 193"."""

import re
from dataclasses import replace

from pipeline.numbers.units import Quantity, rated
from pipeline.parse import Parse

_OLDEST = 120
_AGED = re.compile(
    r"\b(?:aged?|ages)(?: of| between| about| around| over| under| just)? ?(?:\d{1,3} (?:to|and|or) )?$", re.I
)
_TURNED = re.compile(
    r"\b(?:[Ww]ho|[Hh]e|[Ss]he|[A-Z][a-z]+) (?:is|was|will be|be|turned|turns|would be)(?: just| only| now)? $"
)
_AFTER_TURNED = re.compile(r"[.,;]|$| (?:when|at the|by the|and)\b")
_APPOSED = re.compile(r"[A-Z][\w’'-]+, $")
_AFTER_APPOSED = re.compile(r",|;| (?:from|of|and|on)\b|\.$|\)")
_HANGING = re.compile(r"[-‑],? ?(?:(?:or|and|to) )?")
_UP = re.compile(r",? (?:up|down|a (?:rise|fall|gain|loss|drop) of)(?: about| around| some| nearly)? ")
_TO = re.compile(r"(?: [a-z]+)? to (?:about |around |some |nearly )?")


def with_shared_units(parse: Parse, quantities: list[Quantity]) -> list[Quantity]:
    """Units for the quantities that leave theirs to the reader."""
    found = list(quantities)
    for i in reversed(range(len(found))):
        found[i] = _with_unit_ahead(parse, found[i], found[i + 1] if i + 1 < len(found) else None)
    for i in range(1, len(found)):
        if found[i].unit is None and _goes_on(parse, found[i - 1], found[i]):
            found[i] = replace(found[i], unit=found[i - 1].unit)
    return found


def _with_unit_ahead(parse: Parse, quantity: Quantity, following: Quantity | None) -> Quantity:
    """The quantity with the unit that it has from its place, or from what follows it."""
    if quantity.unit is None and _is_age(parse, quantity):
        return replace(quantity, unit="year")
    if following is None or following.unit is None:
        return quantity
    gap = parse.text[quantity.outer_end : following.outer_start]
    if quantity.unit is not None:
        return replace(quantity, unit=_past_brackets(parse.text, quantity.unit, gap, following.outer_end))
    if _HANGING.fullmatch(gap) or (following.unit == "point" and _UP.fullmatch(gap)):
        return replace(quantity, unit=following.unit)  # "7- or 8-inch", "at 16,369, up 58 points"
    return quantity


def _past_brackets(text: str, unit: str, gap: str, end: int) -> str:
    """ "5 million euros ($5.4 million) a year": the rate belongs to what stands before the brackets."""
    return rated(text, unit, end + 1)[0] if gap == " (" and text.startswith(")", end) else unit


def _is_age(parse: Parse, quantity: Quantity) -> bool:
    if not (0 < quantity.high < _OLDEST and quantity.value.form in ("figure", "word")) or quantity.high % 1:
        return False
    left, right = (
        parse.text[max(0, quantity.start - 40) : quantity.start],
        parse.text[quantity.end : quantity.end + 12],
    )
    if _AGED.search(left):
        return not re.match(r" (?:to|and|or) \d", right) or True
    if _APPOSED.search(left) and _AFTER_APPOSED.match(right):
        token = parse.token_at(quantity.start - 3)
        return quantity.value.surface.isdigit() and token is not None and token.pos == "PROPN"
    return bool(_TURNED.search(left) and _AFTER_TURNED.match(right))


def _goes_on(parse: Parse, before: Quantity, quantity: Quantity) -> bool:
    """ "from 208 pounds to 193"."""
    if before.unit in (None, "percent") or not _TO.fullmatch(
        parse.text[before.outer_end : quantity.outer_start]
    ):
        return False
    following = parse.token_at(quantity.end + 1)
    return following is None or following.pos not in ("NOUN", "PROPN", "ADJ", "NUM")
