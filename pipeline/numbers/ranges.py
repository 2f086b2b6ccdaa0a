"""Two numbers that are the ends of one: "3,000–5,000", "between $48,000 and $90,000", "70 to 80,000"."""

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.numbers.marks import money_name
from pipeline.numbers.units import Quantity
from schemas import Number

_DASH = re.compile(r"\s?[-–—‑~]\s?|-to-|\sto-|-to\s")
_TO = re.compile(
    r"\s(?:to|through)(?:\s(?:about|around|some|as\s(?:many|much|high)\sas|nearly|almost|perhaps|even))?\s|\s?(?:-|–)\s?to\s?(?:-|–)?\s?"
)
_AND = re.compile(r"\sand\s")
_OR = re.compile(r"\sor\s")
_BETWEEN = re.compile(
    r"\b(?:between|from between|anywhere between)(?: about| around| roughly| some| an estimated)? ?$", re.I
)
_FROM = re.compile(r"\bfrom(?: about| around| roughly| some| an estimated| under| over| nearly)? ?$", re.I)
_BY = re.compile(r"\bby(?: about| around| roughly| some| an estimated| another| nearly| almost)? ?$", re.I)
_CHANGE = re.compile(
    r"\b(?:up|down|ris\w+|rose|grow\w*|grew|fall\w*|fell|drop\w*|increas\w+|decreas\w+|cut\w*|reduc\w+|rais\w+|boost\w*"
    r"|expand\w*|swell\w*|swoll\w+|jump\w*|climb\w*|soar\w*|surg\w+|plung\w+|slump\w*|slid\w*|shr[aiu]nk\w*|chang\w+|double\w*|triple\w*"
    r"|went|go|gone|moved?|revis\w+|declin\w+|slash\w*|scal\w+|expansion|rise|growth)\b[^.;]{0,50}$",
    re.I,
)
_POLL_BEFORE = re.compile(
    r"(?:^|[.,;:\n“\"(]\s?|\b(?:than|about|around|nearly|almost|some|roughly|least|that|says?|said|and|while|for|with|by|to"
    r"|of|just|only|fully|perhaps) )$",
    re.I,
)
_GAMES = re.compile(
    r" (?:games?|match(?:es)?|tests?|starts?|outings?|races?|rounds?|innings|attempts?|attacks?)\b"
)
_CENTS_END = re.compile(r"(?:[.,;!?)](?!\d)|\s*$| more\b)")
_PARTS = {
    ("foot", "inch"): 12,
    ("pound", "ounce"): 16,
    ("USD", "cent"): 100,
    ("EUR", "cent"): 100,
    ("GBP", "penny"): 100,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}


def joined(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities with each pair that is one range made one."""
    found: list[Quantity] = []
    for quantity in quantities:
        pair = None
        if found and not found[-1].is_range:
            last = found[-1]
            pair = (
                _range(text, last, quantity)
                or _compound(text, last, quantity)
                or _ratio(text, last, quantity)
            )
        if pair:
            found[-1] = pair
        else:
            found.append(quantity)
    return [_led_on(text, first, second) for first, second in pairwise(found)] + found[-1:]


def closed(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers with each pair that closes one at both ends made one: "more than 3,000 but fewer than 5,000"."""
    found: list[Number] = []
    for number in numbers:
        pair = _closing(text, found[-1], number) if found else None
        if pair:
            found[-1] = pair
        else:
            found.append(number)
    return found


def _closing(text: str, last: Number, number: Number) -> Number | None:
    if not _CLOSES.fullmatch(text, last.end, number.start) or last.unit not in (None, number.unit):
        return None
    low, high = (last, number) if last.high is None else (number, last)
    if low.bound not in _LOWER or high.bound not in _UPPER or (low.low or 0) >= (high.high or 0):
        return None
    span = {"start": last.start, "end": number.end, "text": text[last.start : number.end]}
    return number.model_copy(update={**span, "low": low.low, "high": high.high, "bound": "range"})


_LOWER, _UPPER = ("at_least", "more_than"), ("at_most", "less_than")
_CLOSES = re.compile(r",? (?:and|but) [a-z]+ [a-z ]{2,24}|,? (?:and|but) (?:above|below|over|under) ")


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    gap = text[first.outer_end : second.outer_start]
    if len(gap) > 24 or "\n" in gap or first.value.form in ("vague",) or second.value.form in ("vague",):
        return None
    if (first.value.form == "part") != (second.value.form == "part") and (
        second.money or second.value.scale > 1
    ):
        return None  # "profit rose a fifth to $2bn"
    if not _same_unit(first, second) or first.value.surface.endswith("fold"):
        return None
    low = first.low * _shared_scale(first, second)
    if not _fits(text, first, second, gap=gap, low=low):
        return None
    surface = text[first.value.start : second.value.end]
    value = replace(first.value, end=second.value.end, surface=surface, scale=second.value.scale)
    return replace(
        first,
        value=value,
        low=min(low, second.high),
        high=max(low, second.high),
        outer_end=second.outer_end,
        unit=second.unit or first.unit,
        money=first.money or second.money,
        is_range=True,
    )


def _led_on(text: str, first: Quantity, second: Quantity) -> Quantity:
    """ "rose from 24.2 to 33 billion euros": two numbers, whose scale and unit are said once."""
    if first.unit is not None or not _TO.fullmatch(text[first.outer_end : second.outer_start]):
        return first
    if not _FROM.search(text[max(0, first.outer_start - 60) : first.outer_start]):
        return first
    scale = _shared_scale(first, second)
    if (
        first.value.scale == 1 and second.value.scale >= 1e6 and first.low < 1000
    ):  # "fell from 33 to 24.2 billion"
        scale = second.value.scale
    low, high = first.low * scale, first.high * scale
    return replace(first, low=low, high=high, unit=second.unit, money=second.money)


def _fits(text: str, first: Quantity, second: Quantity, *, gap: str, low: float) -> bool:
    """Whether what stands between the two makes them the ends of one."""
    left = text[max(0, first.outer_start - 60) : first.outer_start]
    high = second.high
    if _DASH.fullmatch(gap):
        return low < high or (low != high and first.unit is not None)
    if _TO.fullmatch(gap):
        # "a current of 1.3 A to 0.03 A", the greater end first
        down = first.unit not in (None, "percent") and first.unit == second.unit and not _changes(left)
        return (low < high or down) and _is_span(text, left, first, second)
    if _AND.fullmatch(gap):
        return low < high and _BETWEEN.search(left) is not None
    words = first.unit is None and first.value.form == second.value.form == "word"
    return bool(_OR.fullmatch(gap)) and words and high == low + 1  # "two or three"


def _compound(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "5 feet 2 inches", "3 dollars and 50 cents", "2 hours 30 minutes": the lesser unit added to the greater."""
    parts = _PARTS.get((first.unit or "", second.unit or "")) or _bare_cents(text, first, second)
    gap = text[first.outer_end : second.outer_start]
    if parts is None or first.prefixed or not re.fullmatch(r",? (?:and )?|", gap):
        return None
    if not 0 <= second.high < parts:
        return None
    value = first.low + second.low / parts
    whole = replace(first.value, end=second.value.end, surface=text[first.value.start : second.value.end])
    return replace(first, value=whole, low=value, high=value, outer_end=second.outer_end)


def _bare_cents(text: str, first: Quantity, second: Quantity) -> int | None:
    """ "15 dollars 50", "15 dollars and 50."; not "15 dollars and 50 books"."""
    whole = first.money and first.low % 1 == 0 and first.value.scale == 1
    shared = second.prefixed and second.outer_start < first.outer_end  # "17 USD 25"
    if not whole or (second.unit and not shared) or second.low % 1 or not 10 <= second.low < 100:
        return None
    return 100 if _CENTS_END.match(text, second.end) else None


def _ratio(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """ "one in five soldiers", "one of four plans", "3 out of 10": a share."""
    gap = text[first.outer_end : second.outer_start]
    if first.unit or second.unit or not 0 < first.low < second.high:
        return None
    one = (gap == " in " and first.low == 1) or (gap == " of " and first.value.surface.lower() == "one")
    some = gap == " in " and _is_poll(text, first, second)
    if not (one or some or re.fullmatch(r" (?:out of|in every|of every|for every) ", gap)):
        return None
    if second.value.scale > 1e6 or first.value.form == "part" or second.value.form == "part":
        return None
    share = first.low / second.high
    whole = replace(first.value, end=second.value.end, surface=text[first.value.start : second.value.end])
    return replace(first, value=whole, low=share, high=share, outer_end=second.outer_end)


def _is_poll(text: str, first: Quantity, second: Quantity) -> bool:
    """ "nine in ten voters", "4 in 10 adults"; not "won four in 10 games"."""
    round_ = second.high in (10, 100, 1000) or (second.high <= 5 and second.high == first.low + 1)
    starts = _POLL_BEFORE.search(text[max(0, first.start - 16) : first.start])
    return bool(round_ and starts and not _GAMES.match(text, second.end))


def _same_unit(first: Quantity, second: Quantity) -> bool:
    """Equal, or said once: "7 to 10 years", "$500,000 to $1 million a year"."""
    if first.unit is None or second.unit is None or first.unit == second.unit:
        return True
    return second.unit.startswith(f"{money_name(first.unit)} per ")


def _is_span(text: str, left: str, first: Quantity, second: Quantity) -> bool:
    """ "3,000 to 5,000" and "ranging from 5 to 7" are one number; "grew from 300 to 900" tells of two."""
    if _BY.search(left):  # "rose by 2,000 to 12,000"
        return False
    led = _FROM.search(left) is not None
    if first.unit and not second.unit:
        return led and first.unit != "percent" and _CHANGE.search(left) is None
    if not led:
        return True
    # "cut from 8–9 percent to 4–6 percent" changes one range into another
    return (
        _CHANGE.search(left) is None
        or re.match(r" to \S*\d", text[second.outer_end : second.outer_end + 8]) is not None
    )


def _changes(left: str) -> bool:
    """Whether the text before a number tells of a change: "cut its price from", "down by"."""
    return any(found.search(left) for found in (_CHANGE, _FROM, _BY))


def _shared_scale(first: Quantity, second: Quantity) -> float:
    """ "70 to 80,000" and "3 to 5 million": the scale is said once."""
    scale = second.value.scale
    if scale == 1 and second.value.surface.endswith(",000") and "," not in first.value.surface:
        scale = 1000.0
    if scale < 100 or first.value.scale != 1 or first.low <= 0 or "," in first.value.surface:
        return 1.0
    return scale if first.low < second.high / scale else 1.0
