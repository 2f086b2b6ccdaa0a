"""Who speaks most, and when: counted over all stories that fit."""

import math
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from consumers.desk.quoted.asked import Asked, query, words
from consumers.desk.quoted.found import has
from consumers.rules.searches import STORIES
from consumers.stored.elastic import Store

_SPEAKERS: Final = 25
_BARS: Final = 60
_DAY_MS: Final = 86_400_000


class Speaker(NamedTuple):
    """Someone who is quoted, and in how many stories."""

    name: str
    stories: int


class Bar(NamedTuple):
    """A stretch of time: its first day, and how many stories."""

    day: str
    stories: int


class Overview(NamedTuple):
    """Who, and when."""

    speakers: tuple[Speaker, ...]
    bars: tuple[Bar, ...]


async def overview(store: Store, asked: Asked) -> Overview:
    """Counts of stories, not of quotes: Elasticsearch has those at hand."""
    ends = {"first": {"min": {"field": "published"}}, "last": {"max": {"field": "published"}}}
    most = 4 * _SPEAKERS if asked.speaker else _SPEAKERS
    found = await _counted(store, asked, {**ends, "speakers": {"terms": {"field": "speakers", "size": most}}})
    by = words(asked.speaker)
    # a story of the one who is asked for quotes others too
    speakers = (
        Speaker(bucket["key"], bucket["doc_count"])
        for bucket in found["speakers"]["buckets"]
        if has(bucket["key"], by)
    )
    bars = await _bars(store, asked, found["first"]["value"], found["last"]["value"])
    return Overview(tuple(speakers)[:_SPEAKERS], bars)


async def _bars(store: Store, asked: Asked, first: float | None, last: float | None) -> tuple[Bar, ...]:
    """So many days a bar that there are few bars. The histogram that would choose them by itself is not in every
    Elasticsearch (DESIGN 5)."""
    if first is None or last is None:
        return ()
    days = max(1, math.ceil((last - first) / _DAY_MS / _BARS))
    histogram = {"field": "published", "fixed_interval": f"{days}d", "min_doc_count": 0}
    found = await _counted(store, asked, {"days": {"date_histogram": histogram}})
    return tuple(
        Bar(bucket["key_as_string"][:10], bucket["doc_count"]) for bucket in found["days"]["buckets"]
    )


async def _counted(store: Store, asked: Asked, aggregations: Mapping[str, Any]) -> Mapping[str, Any]:
    (answer,) = await store.responses(STORIES, [{"size": 0, "query": query(asked), "aggs": aggregations}])
    found: Mapping[str, Any] = answer["aggregations"]
    return found
