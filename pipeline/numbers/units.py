"""Units and money: "$50 billion", "60-mile", "15 per cent", "40 miles per hour"."""

import re
from dataclasses import dataclass

from pipeline.numbers.grammar import Value
from pipeline.numbers.marks import (
    mark_codes,
    marks_before,
    marks_end_with,
    money_codes,
    money_name,
    symbols,
    symbols_after,
    unit_words,
)
from pipeline.numbers.metres import metres
from pipeline.numbers.tables import words
from pipeline.numbers.temperatures import temperature
from pipeline.numbers.times import multiple

_REACH = 40
"""code points after a number in which its unit ends"""

_DEGREES = re.compile(r"°[ \u00a0]?(celsius|fahrenheit|centigrade)\b", re.I)
_ON_A_SCALE = re.compile(r" on the (\w+) scale\b")
_INCHES = re.compile(r" ?in\b")
_FEET = re.compile(r"\d ?(?:ft|feet|foot|')\.? ?$")
_QUOTED = 400
"""code points before a mark in which the quotation that it may close starts"""

_GAP = re.compile(r"[ \u00a0\u202f\u2009]?[-‐‑ (\[]?")
_OF_GAP = re.compile(r" of ")
_WORDS = re.compile(r"[^\W\d_]+\.?(?:[ \u00a0-][^\W\d_]+\.?){0,3}")
_CODE_BEFORE = re.compile(r"(?<![A-Za-z])([A-Z]{3})\$?[ \u00a0]?$")
_CODE_AFTER = re.compile(r"[ \u00a0]?(M?)([A-Z]{3})(?![A-Za-z])")
_RATE = re.compile(
    r"[ \u00a0]?(?:(per(?=[ \u00a0])|/)[ \u00a0]?|-?[ \u00a0]?(?:an?|each|every)[ -])"
    r"((?:1(?:,?000){1,2} |100(?:,000)? )?(?:(?:sq|square|cubic) )?[^\W\d_]+)"
    r"(?! (?:later|earlier|ago|before|after)\b)"
)
_GOES_ON = re.compile(r"[ \u00a0][a-z]")
_BARE_RATE = re.compile(r" per ((?:1(?:,?000){1,2}|100(?:,000)?)(?: [a-z]+)?|[a-z]+)\b")
_SHARE_OF = re.compile(r"(?: of)? (?:an?|the|one) (?:US |U\.S\. |UK |imperial )?")

_NO_UNIT = {
    "foot": ("soldier", "patrol", "bridge", "guard"),
    "barrel": ("bomb",),
    "second": ("",),
    "point": ("man",),
}
"""unit words that are no unit before these: "six foot patrols", "two second battalions" """
_SCALES = {"million": 1e6, "billion": 1e9, "trillion": 1e12}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit. `outer_*` take in the unit: `text[outer_start:outer_end]` is "$50 billion"."""

    value: Value
    low: float
    high: float
    outer_start: int
    outer_end: int
    unit: str | None
    money: bool = False
    prefixed: bool = False
    is_range: bool = False

    @property
    def start(self) -> int:
        """Where the number itself starts."""
        return self.value.start

    @property
    def end(self) -> int:
        """Where the number itself ends."""
        return self.value.end


def with_unit(text: str, value: Value) -> Quantity:
    """The value with the unit that stands before or after it, if any."""
    before = _money_before(text, value)
    if before:
        code, start = before
        unit, end = rated(text, code, _past_repeated_money(text, value.end, code))
        return Quantity(value, value.value, value.value, start, end, unit, money=True, prefixed=True)
    length = metres(text, value)
    if length is not None:  # "48m tall" was read as 48 million
        return Quantity(value, length, length, value.start, value.end, "metre")
    after = _after(text, value)
    if after is None:
        rate = _BARE_RATE.match(text, value.end)  # "an average of 20 per week"
        if rate is None or not (rate.group(1)[0] == "1" or rate.group(1) in words("context.tsv", "rate")):
            fold = multiple(text, None, value.surface, value.end)
            return Quantity(value, value.value, value.value, value.start, value.end, fold)
        return Quantity(value, value.value, value.value, value.start, rate.end(), f"per {rate.group(1)}")
    unit, end, times = after
    number = value.value * times
    money = unit in money_codes()
    unit, end = rated(text, unit, end)
    unit = multiple(text, unit, value.surface, end) or unit
    return Quantity(value, number, number, value.start, end, unit, money=money)


def _money_before(text: str, value: Value) -> tuple[str, int] | None:
    left = text[max(0, value.start - 12) : value.start]
    if left.rstrip(" \u00a0\n")[-1:] not in marks_end_with():
        return None
    mark = marks_before().search(left)
    if mark:
        return mark_codes()[re.sub(r"\s", "", mark.group(1)).lower()], value.start - len(left) + mark.start(1)
    code = _CODE_BEFORE.search(left)
    if code and code.group(1) in money_codes():  # "USD 10", "EUR50m"
        return code.group(1), value.start - len(left) + code.start(1)
    return None


def _past_repeated_money(text: str, end: int, code: str) -> int:
    """ "$76 US", "$10 dollars": the unit said again."""
    if code == "USD":
        again = re.compile(r" ?(?:US|U\.S\.|USD|dollars)(?![\w])").match(text, end)
        return again.end() if again else end
    return end


def _after(text: str, value: Value) -> tuple[str, int, float] | None:
    figure = value.form == "figure" or value.surface[-1:].isdigit()
    if figure or value.form == "word":
        code = _CODE_AFTER.match(text, value.end)
        if code and code.group(2) in money_codes():  # "10 USD", "120 MEUR"
            scale = re.compile(r" (million|billion|trillion)\b").match(text, code.end())  # "75 USD million"
            if scale and value.scale == 1:
                return code.group(2), scale.end(), _SCALES[scale.group(1)]
            return code.group(2), code.end(), 1e6 if code.group(1) else 1.0
        symbol = (temperature(text, value) or _symbol(text, value)) if figure else None
        if symbol:
            return *symbol, 1.0
    return _word(text, value) or _scale(text, value)


def _scale(text: str, value: Value) -> tuple[str, int, float] | None:
    """ "70 on the Celsius scale"."""
    found = _ON_A_SCALE.match(text, value.end)
    unit = (symbols().get(found.group(1)) or unit_words().get(found.group(1).lower())) if found else None
    return (unit, found.end(), 1.0) if found and unit else None


def _symbol(text: str, value: Value) -> tuple[str, int] | None:
    gap = _GAP.match(text, value.end)
    assert gap is not None
    for start in {value.end: 0, gap.end(): 0}:
        found = symbols_after().match(text, start)
        if found is None:
            continue
        symbol = found.group()
        if start > value.end and len(symbol) == 1 and symbol.isalpha() and symbol not in "mgWV":
            continue
        if symbol in "'\"" and _closes_a_quotation(text, value, start, symbol):
            continue
        degrees = _DEGREES.match(text, start)
        if degrees:  # "100° Celsius"
            return unit_words()["degrees " + degrees.group(1).lower()], degrees.end()
        return symbols()[symbol], found.end()
    return None


def _closes_a_quotation(text: str, value: Value, at: int, mark: str) -> bool:
    """Whether the mark at `at` is no sign of feet or inches: "lost 30", '30', the 30's."""
    if at > value.end or text[at + 1 : at + 2].isalpha() or value.form != "figure":
        return True
    line = text[max(0, at - _QUOTED) : at].rpartition("\n")[2]
    if mark == '"':
        feet = re.search(r"\d'\d{1,2}$", line) is not None  # 5'10"
        return not feet and line.count(mark) % 2 == 1
    return re.search(r"(?:^|[\s(])'", line) is not None


def _gap(text: str, value: Value) -> re.Match[str] | None:
    """What may stand between the number and its unit."""
    if value.form == "vague":
        return _OF_GAP.match(text, value.end)  # "millions of dollars"
    share = value.form == "part" or "/" in value.surface or "⁄" in value.surface
    of = _SHARE_OF.match(text, value.end) if share else None  # "1/16 of a pint", "half a mile"
    return of or _GAP.match(text, value.end)


def _word(text: str, value: Value) -> tuple[str, int, float] | None:
    inches = _INCHES.match(text, value.end)
    if inches and _FEET.search(text[max(0, value.start - 6) : value.start]):
        return "inch", value.end + inches.end() - inches.start(), 1.0  # "5 ft 2 in", "5ft 2in"
    gap = _gap(text, value)
    if gap is None:
        return None
    found = _WORDS.match(text[gap.end() : gap.end() + _REACH])
    if found is None or (gap.end() == value.end and value.form != "figure"):
        return None
    phrase = found.group().lower()
    ends = [m.start() for m in re.finditer(r"[ \u00a0-]", phrase)] + [len(phrase)]
    for cut in reversed(ends):
        name = phrase[:cut].replace("\u00a0", " ")
        end = gap.end() + cut
        if name not in unit_words() and name.endswith("."):
            name = name.rstrip(".")
            end -= not _GOES_ON.match(
                text, end
            )  # "340 million euros."; the stop of "12 kg. of flour" is its own
        unit = unit_words().get(name)
        if unit is None:
            continue
        rest = phrase[cut:].lstrip(" -")
        if name in _NO_UNIT and gap.group()[-1:] != "-" and rest.startswith(_NO_UNIT[name]) and rest:
            return None
        if name in words("context.tsv", "rare money") and value.value < 100:
            return None
        if name == "pounds" and _is_sterling(text, value):
            unit = "GBP"
        if unit == "metre" and name == "m":
            return None
        return unit, end, 1.0
    return None


def _is_sterling(text: str, value: Value) -> bool:
    """ "200 million pounds" is money, "208 pounds" a weight unless something is paid."""
    if value.scale >= 1e6:
        return True
    around = text[max(0, value.start - 60) : value.end + 60].lower()
    if re.search(
        r"weigh|\btons?\b|\btonnes?\b|\blbs?\b|\bkg\b|pounds of|heav|drop|lost|explosive|body", around
    ):
        return False
    return value.value >= 1000 or bool(
        re.search(r"£|cost|paid|pay|price|worth|fine|sterling|salary|earn", around)
    )


def rated(text: str, unit: str, end: int) -> tuple[str, int]:
    """The unit, and its end, with what it is per: "miles per hour", "barrels a day", "$80 per sq m", "tests a day"."""
    found = _RATE.match(text, end)
    if found is None or unit in ("percent", "percentage point") or found.group(2) in ("cent", "se"):
        return unit, end
    noun = found.group(2).lower()
    if found.group(1) is None and noun not in words("context.tsv", "rate"):
        return unit, end
    noun = {"s": "second", "h": "hour", "hr": "hour", "ms": "millisecond"}.get(
        noun, money_name(unit_words().get(noun, noun))
    )
    return f"{money_name(unit)} per {noun}", found.end()
