"""Deliveries as Elasticsearch keeps them: one alert for one receiver, from when it is made to when it is over.

Searches find what may be due; what is done is decided on what is read by id, and written under the sequence number
that was read. So of several workers that find the same delivery one claims it, and the others look for another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

import structlog
from pydantic import Field, ValidationError

from consumers.errors import Unreadable
from consumers.record import Record, why
from consumers.stored.elastic import Document, Outcome, Store, Write
from pipeline.claims.ids import made_from
from schemas.base import Message, Moment
from schemas.rule import Digest

log = structlog.get_logger()

DELIVERIES: Final = "deliveries"
"""the index"""
LARGEST_DIGEST: Final = 200
"""alerts in one message; what is more comes in another"""
_AT_ONCE: Final = 50
"""of one receiver, that a search for what is due gives"""
_RECEIVERS: Final = 1_000


class Origin(Message):
    """Where in Kafka the alert lay."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: str | None

    @classmethod
    def of(cls, record: Record) -> "Origin":
        """That of a record."""
        key = record.key.decode(errors="replace") if record.key is not None else None
        return cls(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            timestamp=record.timestamp,
            key=key,
        )

    def holding(self, value: bytes) -> Record:
        """The record again, with this value."""
        key = self.key.encode() if self.key is not None else None
        return Record(self.topic, self.partition, self.offset, self.timestamp, key, value)


class Delivery(Message):
    """An alert for a receiver. Frozen: what has happened to it makes another."""

    alert: str
    receiver: str
    rules: tuple[str, ...] = Field(description="that wanted this receiver told")
    subject: str = Field(
        description="deliveries of one subject reach a receiver in the order they were made in"
    )
    state: Literal["waiting", "sent", "given_up"] = "waiting"
    made: Moment
    due: Moment
    digest: Digest | None = None
    message: str | None = Field(default=None, description="the digest that it is in, once there is one")
    attempts: Annotated[int, Field(ge=0, description="begun")] = 0
    first: Moment | None = Field(default=None, description="when the first attempt began")
    leased: Moment | None = Field(default=None, description="until then a worker has it")
    reached: tuple[int, ...] = Field(default=(), description="which of the receiver's addresses have it")
    reason: str | None = Field(default=None, description="why the last attempt failed")
    ended: Moment | None = Field(default=None, description="when it was sent or given up")
    record: Origin

    @property
    def id(self) -> str:
        """Of the document, and of the message: a receiver that drops repeats knows it by this."""
        return delivery_id(self.alert, self.receiver)

    def is_due(self, now: datetime) -> bool:
        """Whether someone should send it now: no one is about it."""
        return self.state == "waiting" and self.due <= now and (self.leased is None or self.leased <= now)


@dataclass(frozen=True)
class Held:
    """A delivery, and what guards a write over it."""

    delivery: Delivery
    document: Document


_NONE: Final[Mapping[str, Held]] = MappingProxyType({})


def delivery_id(alert: str, receiver: str) -> str:
    """The id of the delivery of an alert to a receiver."""
    return made_from("delivery", alert, receiver)


class Deliveries:
    """The deliveries of an installation. Every method raises `Unavailable` while Elasticsearch is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def make(self, deliveries: Sequence[Delivery]) -> dict[str, Held]:
        """Keep new deliveries, and give those, by id; one that is there already stays as it is. Raises `Unreadable` if
        one is refused."""
        new = {each.id: each for each in deliveries}
        writes = [Write(ident, each.model_dump(mode="json"), new=True) for ident, each in new.items()]
        return {
            outcome.write.id: Held(new[outcome.write.id], outcome.stored)
            for outcome in await self._write(writes)
            if outcome.stored is not None
        }

    async def read(self, ids: Iterable[str], *, held: Mapping[str, Held] = _NONE) -> list[Held]:
        """Those that there are, as they are this moment, in the order in which they were made.

        What is `held` as it is this moment is not read again, and is among them. What a newer Muster has written, and
        this one can't read, is logged and passed over.
        """
        documents = await self._store.read(DELIVERIES, (ident for ident in ids if ident not in held))
        found = filter(None, map(_held, documents.values()))
        return sorted([*held.values(), *found], key=_order)

    async def due(self, now: datetime) -> Mapping[str, list[str]]:
        """By receiver, ids of what may be due, the oldest first. No receiver's many keep out another's one."""
        with self._store.waiting():
            answer = await self._store.client.search(
                index=self._store.name(DELIVERIES),
                query=_all(
                    _is("state", "waiting"),
                    {"range": {"due": {"lte": now.isoformat()}}},
                    _not({"range": {"leased": {"gt": now.isoformat()}}}),
                ),
                aggs={
                    "receivers": {
                        "terms": {"field": "receiver", "size": _RECEIVERS},
                        "aggs": {
                            "oldest": {
                                "top_hits": {"size": _AT_ONCE, "sort": [{"made": "asc"}], "_source": False}
                            }
                        },
                    }
                },
                size=0,
            )
        return {
            bucket["key"]: [hit["_id"] for hit in bucket["oldest"]["hits"]["hits"]]
            for bucket in answer["aggregations"]["receivers"]["buckets"]
        }

    async def before(
        self, deliveries: Sequence[Delivery], known: Iterable[str], read: Sequence[Held]
    ) -> dict[str, list[Delivery]]:
        """Of each, by its id, what waits for the same receiver and was made earlier about the same subject.

        A search finds what was written a second ago or earlier; `known` are ids of what may be younger. What was `read`
        this moment is not read again: it may be over by now, but nothing that was over waits again.
        """
        hits_of_each = await self._store.searches(
            DELIVERIES,
            [
                {
                    "query": _all(
                        _is("receiver", each.receiver),
                        _is("subject", each.subject),
                        _is("state", "waiting"),
                        {"range": {"made": {"lt": each.made.isoformat()}}},
                    ),
                    "sort": [{"made": "desc"}],
                    "_source": False,
                    "size": LARGEST_DIGEST,
                }
                for each in deliveries
            ],
        )
        found = (hit["_id"] for hits in hits_of_each for hit in hits)
        there = await self.read((*known, *found), held={held.delivery.id: held for held in read})
        waiting = [held.delivery for held in there if held.delivery.state == "waiting"]
        return {each.id: [other for other in waiting if _is_before(other, each)] for each in deliveries}

    async def together(self, delivery: Delivery, now: datetime) -> list[Held]:
        """What goes into one digest with a delivery that is due: the rest of the message that it is in, or all that
        is due and in none. Nothing while another worker is about one of them."""
        await self._store.refresh(DELIVERIES)
        ids = await self._found(
            _is("receiver", delivery.receiver),
            _is("digest", str(delivery.digest)),
            _is("state", "waiting"),
            {"range": {"due": {"lte": now.isoformat()}}},
            _is("message", delivery.message) if delivery.message else _not({"exists": {"field": "message"}}),
        )
        found = [
            held
            for held in await self.read(dict.fromkeys([delivery.id, *ids]))
            if held.delivery.state == "waiting" and held.delivery.message == delivery.message
        ]
        return found if all(held.delivery.is_due(now) for held in found) else []

    async def claim(self, held: Sequence[Held], *, now: datetime, until: datetime) -> list[Held]:
        """Have them until then; those that no other worker was quicker to claim. Who has the first has them all."""
        first = await self._claim(held[:1], now=now, until=until, message=_message(held))
        rest = await self._claim(held[1:], now=now, until=until, message=_message(held)) if first else []
        return first + rest

    async def _claim(
        self, held: Sequence[Held], *, now: datetime, until: datetime, message: str | None
    ) -> list[Held]:
        claimed = {
            each.delivery.id: each.delivery.model_copy(
                update={
                    "leased": until,
                    "attempts": each.delivery.attempts + 1,
                    "first": each.delivery.first or now,
                    "message": message,
                }
            )
            for each in held
        }
        writes = [_write(claimed[each.delivery.id], each.document) for each in held]
        outcomes = await self._write(writes)
        stored = {outcome.write.id: outcome.stored for outcome in outcomes}
        return [
            Held(delivery, document)
            for key, delivery in claimed.items()
            if (document := stored[key]) is not None
        ]

    async def change(
        self, deliveries: Sequence[Delivery], *, lease: datetime | None, kept: Iterable[Held] = ()
    ) -> None:
        """Put them in the place of what is kept, unless another worker has it, or has ended it, meanwhile: `lease` is
        the lease that they were claimed with. `kept` are those of them of which it is known what is kept."""
        left = {each.id: each for each in deliveries}
        known = [_write(left[held.delivery.id], held.document) for held in kept]
        for outcome in await self._write(known):
            if not outcome.conflict:
                del left[outcome.write.id]
        while left:
            kept = [held for held in await self.read(left) if _is_ours(held.delivery, left, lease)]
            outcomes = await self._write([_write(left[held.delivery.id], held.document) for held in kept])
            left = {outcome.write.id: left[outcome.write.id] for outcome in outcomes if outcome.conflict}

    async def _write(self, writes: Sequence[Write]) -> list[Outcome]:
        outcomes = await self._store.write(DELIVERIES, writes)
        for outcome in outcomes:
            if not outcome.done and not outcome.conflict:
                raise Unreadable(f"Elasticsearch refuses the delivery {outcome.write.id}: {outcome.reason}")
        return outcomes

    async def _found(self, *filters: Mapping[str, Any]) -> list[str]:
        """Ids of what fits, the oldest first."""
        with self._store.waiting():
            answer = await self._store.client.search(
                index=self._store.name(DELIVERIES),
                query=_all(*filters),
                sort=[{"made": "asc"}],
                source=False,
                size=LARGEST_DIGEST,
            )
        return [hit["_id"] for hit in answer["hits"]["hits"]]


def _held(document: Document) -> Held | None:
    try:
        return Held(Delivery.model_validate(document.source), document)
    except ValidationError as error:
        log.warning("no delivery", why=why(error))
        return None


def _is_before(one: Delivery, other: Delivery) -> bool:
    return (one.receiver, one.subject) == (other.receiver, other.subject) and one.made < other.made


def _is_ours(kept: Delivery, changed: Mapping[str, Delivery], lease: datetime | None) -> bool:
    """Whether a change may be written over what is kept. That it was sent is true whoever has it."""
    if kept.state != "waiting":
        return False
    return kept.leased == lease or changed[kept.id].state == "sent"


def _message(held: Sequence[Held]) -> str | None:
    """The id of the digest that these are in: what was claimed for one once is only ever sent as that one."""
    first = held[0].delivery
    if first.digest is None:
        return None
    return first.message or made_from("digest", *(each.delivery.id for each in held))


def _write(delivery: Delivery, document: Document) -> Write:
    return Write(delivery.id, delivery.model_dump(mode="json"), after=document)


def _order(held: Held) -> tuple[datetime, str]:
    return held.delivery.made, held.delivery.id


def _all(*filters: Mapping[str, Any]) -> dict[str, Any]:
    return {"bool": {"filter": list(filters)}}


def _is(field: str, value: str) -> dict[str, Any]:
    return {"term": {field: value}}


def _not(query: Mapping[str, Any]) -> dict[str, Any]:
    return {"bool": {"must_not": [query]}}
