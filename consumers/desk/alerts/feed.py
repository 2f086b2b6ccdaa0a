"""The feed: alerts, those that were told last first, each with what has become of it since."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from pydantic import Field

from consumers.desk.errors import NotFound, Refused
from consumers.stored.elastic import Store
from schemas import Alert, AlertKind
from schemas.base import Moment
from schemas.elasticsearch import BOOKKEEPING

ALERTS: Final = "alerts"

_CURSOR: Final = re.compile(r"(?P<told>-?\d{1,19})_(?P<id>[^\s\x00-\x1f]{1,512})")
_LONG: Final = 2**63
_SORT: Final[list[str | Mapping[str, Any]]] = [
    {"told": {"order": "desc", "missing": "_last", "unmapped_type": "date"}},
    {"id": "desc"},
]


class Told(Alert):
    """An alert as the desk shows it: when it was told, and whether it was taken back since. `link` leads to its
    sentence; what was withdrawn has none in the story any more."""

    told: Moment | None = Field(description="None: an older Muster told it, and has not noted when")
    taken_back: bool
    link: str

    @property
    def cursor(self) -> str:
        """What the alerts after this one are asked for by."""
        return f"{round(self.told.timestamp() * 1000) if self.told else -_LONG}_{self.id}"


class Feed(NamedTuple):
    """A page of alerts, and what the next page is asked for by; None if there is none."""

    alerts: tuple[Told, ...]
    after: str | None


async def feed(
    store: Store, *, kind: AlertKind | None = None, rule: str = "", after: str = "", most: int = 30
) -> Feed:
    """The alerts of a kind that a rule took, after some. Raises `Refused` on an `after` that can't be."""
    query = _query(kind, rule)
    with store.waiting():
        answer = await store.client.search(
            index=store.name(ALERTS),
            query=query,
            sort=_SORT,
            size=most + 1,
            track_total_hits=False,
            search_after=place(after) if after else None,
        )
    hits = answer["hits"]["hits"]
    shown = await _told(store, [hit["_source"] for hit in hits[:most]])
    return Feed(shown, shown[-1].cursor if len(hits) > most else None)


async def one(store: Store, alert: str) -> Told:
    """One alert. Raises `NotFound`."""
    document = (await store.read(ALERTS, [alert])).get(alert)
    if document is None:
        raise NotFound("there is no such alert")
    (told,) = await _told(store, [document.source])
    return told


async def since(store: Store, moment: datetime, *, most: int = 200) -> tuple[Told, ...]:
    """What was told since then, the oldest first."""
    with store.waiting():
        answer = await store.client.search(
            index=store.name(ALERTS),
            query={"range": {"told": {"gte": moment.isoformat()}}},
            sort=[{"told": {"order": "asc", "unmapped_type": "date"}}, {"id": "asc"}],
            size=most,
            track_total_hits=False,
        )
    return await _told(store, [hit["_source"] for hit in answer["hits"]["hits"]])


def place(cursor: str) -> list[Any]:
    """Where a cursor points. Raises `Refused`."""
    match = _CURSOR.fullmatch(cursor)
    if match is None or not -_LONG <= int(match["told"]) < _LONG:
        raise Refused("after: is not what a page of alerts gave")
    return [int(match["told"]), match["id"]]


def told_at(cursor: str) -> datetime | None:
    """When the alert that a cursor points to was told; None where that is not known."""
    milliseconds, _ = place(cursor)
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _query(kind: AlertKind | None, rule: str) -> dict[str, Any]:
    wanted = [{"term": {name: value}} for name, value in (("kind", kind), ("rules", rule)) if value]
    return {"bool": {"filter": wanted}}


async def _told(store: Store, sources: Sequence[Mapping[str, Any]]) -> tuple[Told, ...]:
    gone = await _taken_back(store, [source["id"] for source in sources])
    return tuple(_shown(source, taken_back=source["id"] in gone) for source in sources)


async def _taken_back(store: Store, ids: Iterable[str]) -> set[str]:
    """Those of these alerts that a later one takes back."""
    wanted = list(ids)
    if not wanted:
        return set()
    body = {"query": {"terms": {"takes_back": wanted}}, "_source": ["takes_back"], "size": len(wanted)}
    (hits,) = await store.searches(ALERTS, [body])
    return {hit["_source"]["takes_back"] for hit in hits}


def _shown(source: Mapping[str, Any], *, taken_back: bool) -> Told:
    fields = {name: value for name, value in source.items() if name not in BOOKKEEPING["alerts"]}
    alert = Alert.model_validate(fields)
    return Told(**fields, told=source.get("told"), taken_back=taken_back, link=_link(alert))


def _link(alert: Alert) -> str:
    span = alert.claim.number if alert.claim else alert.found and alert.found.passage
    at = f"#c={span.start}-{span.end}" if span and alert.kind != "withdrawn" else ""
    return f"/story?uri={quote(alert.about.story, safe='')}{at}"
