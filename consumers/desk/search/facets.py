"""What a search's stories are about: names with counts, and how many came when."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
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
    step = next((step for step in _STEPS if (last - first).days <= step.most), _YEARS)
    counts: Counter[date] = Counter()
    for day, stories in days.items():
        counts[step.starts_at(day)] += stories
    starts = sorted(counts) if last.year - first.year > _BARS else list(_between(step, first, last))
    return tuple(Bar(start, step.after(start), counts[start]) for start in starts)


@dataclass(frozen=True)
class _Step:
    """How long a bar is: at most so many days are drawn in such bars; where the one of a day starts; how many days
    lie at most between two starts."""

    most: int
    starts_at: Callable[[date], date]
    days: int

    def after(self, start: date) -> date:
        """Where the next bar begins; years end with 9999."""
        if (date.max - start).days < self.days:
            return date.max
        return self.starts_at(start + timedelta(days=self.days))


def _between(step: _Step, first: date, last: date) -> Iterator[date]:
    at = step.starts_at(first)
    while at <= last:
        yield at
        if (after := step.after(at)) == at:
            return
        at = after


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return max(date.min, day - timedelta(days=min(day.weekday(), (day - date.min).days)))


def _month(day: date) -> date:
    return day.replace(day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


_STEPS: Final = (_Step(_BARS, _day, 1), _Step(7 * _BARS, _week, 7), _Step(30 * _BARS, _month, 31))
_YEARS: Final = _Step(0, _year, 366)
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY_MS: Final = 86_400_000


def _days(buckets: Sequence[Mapping[str, Any]]) -> dict[date, int]:
    found = {}
    for bucket in buckets:
        # what is before the year 1 or after 9999 has no place in a drawing
        with suppress(OverflowError, ValueError):
            found[date.fromordinal(_EPOCH + bucket["key"] // _DAY_MS)] = bucket["doc_count"]
    return found
