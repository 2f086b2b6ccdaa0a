"""Units said once for two numbers: "7- or 8-inch", "from 208 pounds to 193", "up 2 percent, while Paris fell 1"."""

import re
from dataclasses import replace

from pipeline.numbers.ages import is_age, is_another_age
from pipeline.numbers.units import Quantity, rated
from pipeline.parse import Parse

_HANGING = re.compile(r"[-‑],? ?(?:(?:or|and|to) )?")
_BOTH = re.compile(r" (?:and|or) ")
_UP = re.compile(r",? (?:up|down|a (?:rise|fall|gain|loss|drop) of)(?: about| around| some| nearly)? ")
_TO = re.compile(r"(?: [a-z]+)? to (?:about |around |some |nearly )?")
_TO_LEVEL = re.compile(r",? to (?:close at |end at |finish at |about |around )?")
_OTHER_SIDE = re.compile(
    r"(?:,| and|, and| but|, but|, while|, whereas|;)(?: the| its)?(?: [A-Z][\w&’'-]*){1,4}"
    r"(?: had| took| got)? "
    r"|\),?(?: and)?(?: the)?(?: [A-Z][\w&’'-]*){1,4} \("
)
_MOVED = re.compile(
    r"\b(?:rose|rises?|fell|falls?|grew|grows?|dropp?(?:ed|s)?|slipp?(?:ed|s)?|slid|climb(?:ed|s)?|jump(?:ed|s)?|sank"
    r"|dipp?(?:ed|s)?|declin(?:ed?|es)|decreas(?:ed?|es)|increas(?:ed?|es)|advanc(?:ed?|es)|eas(?:ed?|es)|soar(?:ed|s)?"
    r"|surg(?:ed?|es)|shrank|tumbl(?:ed?|es)|plung(?:ed?|es)|slump(?:ed|s)?)(?: by)? $"
)
_CLAUSE_END = re.compile(
    r"\)|\.?$|\.\s|[,;](?!\d)|\.[”\"]| (?:and|but|while|whereas|in|on|after|from|last|this)\b"
)
_SAME_SENTENCE = 200
"""code points between two numbers of which the second may leave out its percent"""


def with_shared_units(parse: Parse, quantities: list[Quantity]) -> list[Quantity]:
    """Units for the quantities that leave theirs to the reader."""
    found = list(quantities)
    for i in reversed(range(len(found))):
        found[i] = _with_unit_ahead(parse, found[i], found[i + 1] if i + 1 < len(found) else None)
    for i in range(1, len(found)):
        if found[i].unit is None:
            found[i] = replace(found[i], unit=_unit_behind(parse, found, i))
    return found


def _with_unit_ahead(parse: Parse, quantity: Quantity, following: Quantity | None) -> Quantity:
    """The quantity with the unit that it has from its place, or from what follows it."""
    if quantity.unit is None and is_age(parse, quantity):
        return replace(quantity, unit="year")
    if following is None or following.unit is None:
        return quantity
    gap = parse.text[quantity.outer_end : following.outer_start]
    if quantity.unit is not None:
        return replace(quantity, unit=_past_brackets(parse.text, quantity.unit, gap, following.outer_end))
    if (
        _BOTH.fullmatch(gap)
        and following.value.form == quantity.value.form != "part"
        and not following.prefixed
    ):
        return replace(quantity, unit=following.unit)  # "6 and 8 days"
    if _HANGING.fullmatch(gap) or (following.unit == "point" and _UP.fullmatch(gap)):
        return replace(quantity, unit=following.unit)  # "7- or 8-inch", "at 16,369, up 58 points"
    return quantity


def _past_brackets(text: str, unit: str, gap: str, end: int) -> str:
    """ "5 million euros ($5.4 million) a year": the rate belongs to what stands before the brackets."""
    return rated(text, unit, end + 1)[0] if gap == " (" and text.startswith(")", end) else unit


def _unit_behind(parse: Parse, found: list[Quantity], i: int) -> str | None:
    """The unit of quantity `i` from those before it."""
    before, quantity = found[i - 1], found[i]
    if _goes_on(parse, before, quantity) or is_another_age(parse, before, quantity):
        return before.unit
    moved = found[i - 2] if i > 1 else None
    if moved is not None and moved.unit == "percent" and _moves_as(parse, moved, quantity):
        return "percent"  # "revenue rose 7 percent to 3 billion while profit grew 12"
    if before.unit != "percent":
        return None
    if _moves_as(parse, before, quantity) or _stands_beside(parse, before, quantity):
        return "percent"
    # "gained 45 points, or 0.6 percent, to 7,412"
    level = moved is not None and moved.unit == "point" and quantity.low > moved.high
    return "point" if level and _TO_LEVEL.fullmatch(parse.text, before.outer_end, quantity.start) else None


def _goes_on(parse: Parse, before: Quantity, quantity: Quantity) -> bool:
    """ "from 208 pounds to 193"."""
    if before.unit in (None, "percent") or not _TO.fullmatch(
        parse.text[before.outer_end : quantity.outer_start]
    ):
        return False
    following = parse.token_at(quantity.end + 1)
    return following is None or following.pos not in ("NOUN", "PROPN", "ADJ", "NUM")


def _moves_as(parse: Parse, before: Quantity, quantity: Quantity) -> bool:
    """ "Bonds rose 2 percent but gold fell by 1."."""
    left = parse.text[max(before.outer_end, quantity.start - 16) : quantity.start]
    return _MOVED.search(left) is not None and _is_bare(parse, before, quantity)


def _stands_beside(parse: Parse, before: Quantity, quantity: Quantity) -> bool:
    """ "Silva had 50.9 percent and Rivas 49.1", "Oslo (9 percent), Rome (7)"."""
    beside = _OTHER_SIDE.fullmatch(parse.text, before.outer_end, quantity.start)
    return beside is not None and _is_bare(parse, before, quantity)


def _is_bare(parse: Parse, before: Quantity, quantity: Quantity) -> bool:
    """Whether the second number could be percent, and its clause ends with it, in the sentence of the first."""
    if (
        quantity.value.form != "figure"
        or quantity.high >= 100
        or not _CLAUSE_END.match(parse.text, quantity.end)
    ):
        return False
    if quantity.start - before.outer_end > _SAME_SENTENCE:
        return False
    first, second = parse.token_at(before.start), parse.token_at(quantity.start)
    return first is not None and second is not None and first.sentence is second.sentence
