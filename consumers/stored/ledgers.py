"""Ledgers as they are stored: a document each, and what has not changed for a while in documents of its own.

A ledger's document (its head) has the rows that changed last, and is written under its sequence number: of two workers
that have read one state, one writes. When it has many, those that this claim does not change are put away first, a row
a document, and made visible to searches; then the head is written without them. So a claim costs what it changes,
however much a ledger has.

What is put away is as the head had it when it was read, and has the number of that state (`changes`) as its version:
two workers that put away the same write the same, and one that was held up in between writes over nothing newer. A row
in the head is newer than one put away. After a crash between the two writes a row is in both, and that is all.
"""

from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consumers.errors import Unavailable
from consumers.stored.elastic import Document, Store, Write, accepted
from consumers.stored.pages import pages
from pipeline.claims import Ledger
from pipeline.claims.ids import made_from
from pipeline.claims.rows import Row, changed_rows, ledger_of

ESTIMATES: Final = "estimates"
"""the index"""
MOST: Final = 64
"""rows of a head; it may have more after a claim that changes many"""
_REMEMBERED: Final = 100_000
"""rows of ledgers that are kept in memory, of 1.2 kB each: some 120 MB at most, in a worker that counts such forces"""
_PAGE: Final = 1_000
_TRIES: Final = 5


@dataclass(frozen=True)
class _Known:
    """A ledger as it was read or written last, the rows in its head, and whether others are put away."""

    ledger: Ledger
    head: Document
    rows: Mapping[str, Row]
    has_more: bool

    @property
    def size(self) -> int:
        """Roughly how many rows it has."""
        return len(self.ledger.register.homes) + len(self.ledger.estimates) + 1


class Ledgers:
    """Those of an installation. Those that were used last are remembered, and read again only if someone else has
    written. Every method raises `Unavailable` while Elasticsearch is away or busy."""

    def __init__(self, store: Store, *, most: int = MOST, remembered: int = _REMEMBERED) -> None:
        self._store = store
        self._most = most
        self._room = remembered
        self._known: OrderedDict[str, _Known] = OrderedDict()

    async def read(self, keys: Iterable[str]) -> dict[str, Ledger]:
        """The ledgers that there are, by key, as they are now."""
        wanted = list(dict.fromkeys(keys))
        remembered = {key: self._known[key] for key in wanted if key in self._known}
        marks = await self._store.read(ESTIMATES, remembered, source=False)
        kept = {
            key: known
            for key, known in remembered.items()
            if key in marks and _is_as_it_was(marks[key], known.head)
        }
        found = kept | await self._read([key for key in wanted if key not in kept])
        self._remember(wanted, found)
        return {key: known.ledger for key, known in found.items()}

    async def write(self, after: Iterable[Ledger]) -> None:
        """Store what has become of ledgers that were read before, or were not there. Raises `Unavailable` if someone else
        has written one of them meanwhile, `Unreadable` if Elasticsearch would not have it."""
        plans = {
            ledger.key: _planned(self._known.get(ledger.key), ledger, most=self._most)
            for ledger in after
            if ledger.changes != self._changes(ledger.key)
        }
        if not plans:
            return
        # until they are written no one knows what is stored
        self._remember(plans, {})
        put_away = [write for plan in plans.values() for write in plan.put_away]
        # one that has been written since by another is newer, and so is the head of its ledger
        done = await self._store.write(ESTIMATES, put_away, visible=True)
        accepted(outcome for outcome in done if not outcome.conflict)
        heads = await self._store.write(ESTIMATES, [plan.head for plan in plans.values()])
        for outcome in heads:
            if outcome.conflict:
                raise Unavailable(
                    f"another worker has written the ledger {outcome.write.id}; reading it again"
                )
        accepted(heads)
        self._remember(
            plans,
            {
                key: _Known(plans[key].ledger, outcome.stored, plans[key].rows, plans[key].has_more)
                for outcome in heads
                if (key := outcome.write.id) and outcome.stored is not None
            },
        )

    def _changes(self, key: str) -> int:
        known = self._known.get(key)
        return known.ledger.changes if known else 0

    def _remember(self, keys: Iterable[str], known: Mapping[str, _Known]) -> None:
        """Know this of these ledgers from now on, and forget others that were not used for the longest time."""
        for key in keys:
            self._known.pop(key, None)
        self._known |= known
        size = sum(each.size for each in self._known.values())
        while size > self._room and len(self._known) > len(known):
            _, forgotten = self._known.popitem(last=False)
            size -= forgotten.size

    async def _read(self, keys: Sequence[str]) -> dict[str, _Known]:
        heads = await self._store.read(ESTIMATES, keys)
        return {key: await self._whole(key, head) for key, head in heads.items()}

    async def _whole(self, key: str, head: Document) -> _Known:
        for _ in range(_TRIES):
            if not head.source["has_more"]:
                return _known(key, head, {})
            put_away = {row: value async for row, value in self._put_away(key)}
            now = (await self._store.read(ESTIMATES, [key])).get(key, head)
            if _is_as_it_was(now, head):
                return _known(key, head, put_away)
            # someone has written meanwhile: what was put away may be newer than the head
            head = now
        raise Unavailable(f"the ledger {key} is written faster than it can be read; reading it again")

    async def _put_away(self, key: str) -> AsyncIterator[tuple[str, Row]]:
        found = pages(
            self._store,
            self._store.name(ESTIMATES),
            size=_PAGE,
            sort=[{"_shard_doc": "asc"}],
            query={"term": {"ledger": key}},
        )
        async for hits in found:
            for hit in hits:
                yield hit["_source"]["row"], hit["_source"]["value"]


@dataclass(frozen=True)
class _Plan:
    """What is to be written, in this order: rows to put away, and the head."""

    ledger: Ledger
    put_away: Sequence[Write]
    head: Write
    rows: Mapping[str, Row]
    has_more: bool


def _planned(known: _Known | None, ledger: Ledger, *, most: int) -> _Plan:
    before = known.ledger if known else Ledger(key=ledger.key)
    changed = changed_rows(before, ledger)
    old = known.rows if known else {}
    rows: dict[str, Row] = {**old, **changed}
    put_away: list[Write] = []
    has_more = known is not None and known.has_more
    if len(rows) > most:
        quiet = {row: value for row, value in old.items() if row not in changed}
        put_away = [_away(before, row, value) for row, value in quiet.items()]
        has_more = has_more or bool(quiet)
        rows = changed
    if not has_more:
        # that something is gone need be said only where it might be put away
        rows = {row: value for row, value in rows.items() if value is not None}
    source = {"key": ledger.key, "changes": ledger.changes, "has_more": has_more, "rows": rows}
    head = Write(ledger.key, source, after=known.head if known else None, new=known is None)
    return _Plan(ledger, put_away, head, rows, has_more)


def _away(ledger: Ledger, row: str, value: Row) -> Write:
    source = {"ledger": ledger.key, "row": row, "changes": ledger.changes, "value": value}
    return Write(made_from("row", ledger.key, row), source, version=ledger.changes)


def _known(key: str, head: Document, put_away: Mapping[str, Row]) -> _Known:
    rows: Mapping[str, Row] = head.source["rows"]
    ledger = ledger_of(key, {**put_away, **rows}, changes=head.source["changes"])
    return _Known(ledger, head, rows, head.source["has_more"])


def _is_as_it_was(now: Document, then: Document) -> bool:
    return (now.index, now.seq_no, now.primary_term) == (then.index, then.seq_no, then.primary_term)
