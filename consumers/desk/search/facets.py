"""What a search's stories are about: names with counts, and how many came when."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from consumers.desk.search.language import NameField

MOST: Final = 8
"""names of a kind"""
_BARS: Final = 60


@dataclass(frozen=True)
class Name:
    """A name, and in how many stories it is."""

    name: str
    stories: int


@dataclass(frozen=True)
class Facet:
    """The most frequent names of one kind, and the field that narrows a search down to one."""

    title: str
    field: NameField
    names: tuple[Name, ...]


@dataclass(frozen=True)
class Bar:
    """A time, from `since` to before `until`, and how many stories are of it."""

    since: date
    until: date
    stories: int


@dataclass(frozen=True)
class Facets:
    """All of a search."""

    names: tuple[Facet, ...]
    dates: tuple[Bar, ...]
    stories: int
    origins: int


_KINDS: Final[tuple[tuple[str, NameField, str], ...]] = (
    ("Forces", "force", "forces"),
    ("People", "person", "people"),
    ("Organisations", "organisation", "organisations"),
    ("Places", "place", "places"),
    ("Providers", "provider", "provider"),
)


def facets_body(query: Mapping[str, Any]) -> dict[str, Any]:
    """The request. It asks for no hits, so that Elasticsearch keeps the answer until the index changes."""
    names = {keyword: {"terms": {"field": keyword, "size": MOST}} for _, _, keyword in _KINDS}
    # put together to fewer bars here: what Elasticsearch has for that is not on the local servers
    dates = {"date_histogram": {"field": "published", "calendar_interval": "day", "min_doc_count": 1}}
    origins = {"cardinality": {"field": "origin", "precision_threshold": 1000}}
    return {
        "query": query,
        "size": 0,
        "track_total_hits": True,
        "aggs": {**names, "dates": dates, "origins": origins},
    }


def facets(answer: Mapping[str, Any]) -> Facets:
    """What Elasticsearch answered."""
    found = answer["aggregations"]
    names = (
        Facet(title, field, tuple(Name(each["key"], each["doc_count"]) for each in found[keyword]["buckets"]))
        for title, field, keyword in _KINDS
    )
    return Facets(
        tuple(facet for facet in names if facet.names),
        bars(_days(found["dates"]["buckets"])),
        answer["hits"]["total"]["value"],
        found["origins"]["value"],
    )


def bars(days: Mapping[date, int]) -> tuple[Bar, ...]:
    """Days as bars without a gap: days, weeks, months or years, so that there are few enough to aim at. Of a span of
    more years than that, only those with stories."""
    if not days:
        return ()
    first, last = min(days), max(days)
    starts_at = next(
        (step for most, step in _STEPS if (last - first).days <= most),
        _year,
    )
    counts: Counter[date] = Counter()
    for day, stories in days.items():
        counts[starts_at(day)] += stories
    starts = sorted(counts) if last.year - first.year > _BARS else list(_between(starts_at, first, last))
    return tuple(Bar(start, _after(starts_at, start), counts[start]) for start in starts)


def _between(starts_at: Callable[[date], date], first: date, last: date) -> Iterator[date]:
    at = starts_at(first)
    while at <= last:
        yield at
        at = _after(starts_at, at)


def _after(starts_at: Callable[[date], date], start: date) -> date:
    """Where the next bar begins; years end with 9999."""
    day = start
    while starts_at(day) == start:
        if day == date.max:
            return day
        day += timedelta(days=1)
    return day


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return max(date.min, day - timedelta(days=min(day.weekday(), (day - date.min).days)))


def _month(day: date) -> date:
    return day.replace(day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


_STEPS: Final = ((_BARS, _day), (7 * _BARS, _week), (30 * _BARS, _month))


def _days(buckets: Sequence[Mapping[str, Any]]) -> dict[date, int]:
    found = {}
    for bucket in buckets:
        # what is before the year 1 or after 9999 has no place in a drawing
        with suppress(OverflowError, ValueError):
            found[(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=bucket["key"])).date()] = bucket[
                "doc_count"
            ]
    return found
