"""The language of the search box.

    soldiers "North Korea" -drill speaker:kirby force:KP place:RU number>1000 provider:"Test Wire" after:2026-11-01

Words, `"phrases"`, `either | or`, `-without`, `begin*` and `(brackets)` are searched for in headline and text, as a
rule's search is. What has a field's name before it narrows that down, and may be taken away with `-`. Anything can be
typed; `Misread` says in one line what can't be understood.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from consumers.rules import searches

NameField = Literal["person", "organisation", "place", "force", "speaker", "provider", "language"]
Comparison = Literal[">", ">=", "<", "<=", "="]

_FIELDS: Final[dict[str, NameField]] = {
    "person": "person",
    "people": "person",
    "org": "organisation",
    "organisation": "organisation",
    "organization": "organisation",
    "place": "place",
    "force": "force",
    "speaker": "speaker",
    "provider": "provider",
    "language": "language",
}
_DATES: Final = ("before", "after", "on")
KNOWN: Final = (*dict.fromkeys(_FIELDS.values()), *_DATES, "number")
"""the names that one may type, for people to read"""

MOST_NARROWED: Final = 40
"""fields in one search"""


class Misread(ValueError):
    """What was typed can't be understood; the message says what and why."""


@dataclass(frozen=True)
class Named:
    """`speaker:kirby`: stories with that name in that part; `without`: those that lack it."""

    field: NameField
    value: str
    without: bool = False


@dataclass(frozen=True)
class Numbered:
    """`number>1000`: stories that give such a number."""

    comparison: Comparison
    value: float
    without: bool = False


@dataclass(frozen=True)
class Asked:
    """A search, understood. `since` is the first day that counts, `until` the first that doesn't any more."""

    words: str = ""
    named: tuple[Named, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether it asks for nothing in particular."""
        return self == Asked()


_TOKEN = re.compile(
    r"""
    (?P<narrow>
      (?P<minus>-)?
      (?P<field>[A-Za-z]+)
      \s?(?P<sign>:|>=|<=|>|<|=)\s?
      (?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"()|]+))
    )
    (?=[\s()|]|$)
    | -?"[^"]*(?:"(?:~\d+)?|$)
    | [()|]
    | [^\s"()|]+
    """,
    re.VERBOSE,
)


def understood(typed: str) -> Asked:
    """What was typed as a search. Raises `Misread`."""
    if wrong := searches.fault(typed):
        raise Misread(f"The search {wrong}.")
    reader = _Reader()
    for match in _TOKEN.finditer(typed):
        reader.read(match)
    return reader.done()


class _Reader:
    """Takes tokens one after the other."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._depth = 0
        self._last = ""
        self._after_narrow: str | None = None
        self._named: list[Named] = []
        self._numbered: list[Numbered] = []
        self._since: date | None = None
        self._until: date | None = None

    def read(self, match: re.Match[str]) -> None:
        part, field = match.group(0), (match["field"] or "").lower()
        if match["narrow"] and (field in _FIELDS or field in (*_DATES, "number", "numbers")):
            self._narrow(match, part, field)
            self._after_narrow = part
        else:
            if match["narrow"] and match["sign"] == ":" and "//" not in part:
                raise Misread(
                    f"“{field}:” is no field; there are {', '.join(f'{name}:' for name in KNOWN[:-1])} and number>. "
                    f"To search for the words, write them in quotes."
                )
            self._word(part)
        self._last = part

    def _word(self, part: str) -> None:
        self._depth += (part == "(") - (part == ")")
        if part == "|" and self._after_narrow and self._last == self._after_narrow:
            raise Misread(_beside_bar(self._after_narrow))
        self._words.append(part)

    def _narrow(self, match: re.Match[str], part: str, field: str) -> None:
        if self._depth > 0:
            raise Misread(f"“{part}” can't stand inside brackets; it narrows the whole search.")
        if self._last == "|":
            raise Misread(_beside_bar(part))
        if len(self._named) + len(self._numbered) >= MOST_NARROWED:
            raise Misread(f"That is more than {MOST_NARROWED} fields in one search.")
        value = " ".join((match["quoted"] if match["quoted"] is not None else match["bare"]).split())
        without, sign = bool(match["minus"]), match["sign"]
        if field in ("number", "numbers"):
            comparison = _COMPARISONS[sign]
            self._numbered.append(Numbered(comparison, _number(value, part), without))
        elif sign != ":":
            raise Misread(f"“{part}”: only number can be compared; write {field}:{value or '…'}")
        elif not value:
            raise Misread(f"“{part}” says no {field}.")
        elif field in _FIELDS:
            self._named.append(Named(_FIELDS[field], value, without))
        else:
            self._date(field, value, part, without=without)

    def _date(self, field: str, value: str, part: str, *, without: bool) -> None:
        if without:
            raise Misread(f"“{part}”: a date can't be taken away; use before: or after:.")
        first, end = _days(value, part)
        if field in ("after", "on"):
            self._since = max(filter(None, (self._since, first)))
        if field == "before":
            self._until = min(filter(None, (self._until, first)))
        if field == "on":
            self._until = min(filter(None, (self._until, end)))

    def done(self) -> Asked:
        if self._since and self._until and self._since >= self._until:
            raise Misread(f"No day is both after {self._since} and before {self._until}.")
        return Asked(
            " ".join(self._words), tuple(self._named), tuple(self._numbered), self._since, self._until
        )


_COMPARISONS: Final[dict[str, Comparison]] = {":": "=", "=": "=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}


def _beside_bar(part: str) -> str:
    return f"“{part}” can't be one side of |, which is between words; it narrows the whole search."


def _number(value: str, part: str) -> float:
    found = re.fullmatch(r"(-?\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?)([kKmM]?)", value)
    if not found:
        raise Misread(f"“{part}” has no number after its sign; write number>1000 or number<=2.5.")
    return float(found[1].replace(",", "")) * {"": 1, "k": 1e3, "m": 1e6}[found[2].lower()]


def _days(value: str, part: str) -> tuple[date, date]:
    """The first day of a day, month or year, and the first after it."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", value)
    if value.lower() in ("today", "yesterday"):
        raise Misread(f"“{part}”: write the date itself, so that the address means the same tomorrow.")
    try:
        if not found:
            raise ValueError
        year, month, day = (int(part) if part else None for part in found.groups())
        assert year is not None
        first = date(year, month or 1, day or 1)
        if day:
            end = first + timedelta(days=1)
        elif month:
            end = (first + timedelta(days=31)).replace(day=1)
        else:
            end = first.replace(year=first.year + 1)
    except (ValueError, OverflowError):
        raise Misread(f"“{part}” is no date; write 2026, 2026-11 or 2026-11-16.") from None
    return first, end


def written(asked: Asked) -> str:
    """A search as one would type it; `understood` of it is the same search."""
    parts = [asked.words] if asked.words else []
    parts += [f"{'-' if one.without else ''}{one.field}:{quoted(one.value)}" for one in asked.named]
    parts += [f"{'-' if one.without else ''}number{one.comparison}{one.value:.15g}" for one in asked.numbered]
    parts += [f"after:{asked.since}"] if asked.since else []
    parts += [f"before:{asked.until}"] if asked.until else []
    return " ".join(parts)


def quoted(value: str) -> str:
    """A value after a field's name: in quotes where it has more than letters and digits."""
    return value if re.fullmatch(r"[\w.-]+", value) else '"' + value.replace('"', " ") + '"'


def moment_of(day: date) -> str:
    """The first moment of a day, as Elasticsearch takes it."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat().replace("+00:00", "Z")
