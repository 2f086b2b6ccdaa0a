"""What the stages did, done again from their topics into new indices: nothing is sent, and no one is told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from consumers import kept, topics
from consumers.record import Record
from consumers.settings import Settings
from consumers.stage import Outbox, Stage, readable
from consumers.stages.count import ALERTS, keep
from consumers.stages.index import Index
from consumers.stored.elastic import Store, Write, accepted
from consumers.stored.ledgers import Ledgers
from pipeline.claims import Ledger, counted_again, ledger_key
from pipeline.copies import bands
from schemas import Alert, Claim

Made = Callable[[Settings], Store]


class IndexAgain(Index):
    """As `index`, at the time of the records: what was under embargo then was held."""

    def __init__(self, settings: Settings, store: Made) -> None:
        super().__init__(settings, clock=lambda: self._moment, store=store)
        self._moment = datetime.min.replace(tzinfo=UTC)

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        self._moment = moment(batch[-1])
        await super().handle(batch, out)


class _Again(Stage):
    """One that writes into a store of another's making."""

    def __init__(self, settings: Settings, store: Made) -> None:
        super().__init__(settings)
        self._made = store

    async def open(self) -> None:
        self._store = self._made(self.settings)

    async def close(self) -> None:
        await self._store.close()


class CountAgain(_Again):
    """As `count`; who was told of what is asked of the alerts, not of the rules of today."""

    name = "count"
    reads = topics.CLAIMS

    def __init__(self, settings: Settings, store: Made, told: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(settings, store)
        self._told = told

    async def open(self) -> None:
        await super().open()
        self._ledgers = Ledgers(self._store)

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        claims = [
            claim for _, claim in readable(batch, out, lambda record: Claim.model_validate_json(record.value))
        ]
        ledgers = await self._ledgers.read(map(ledger_key, claims))
        for claim in claims:
            key = ledger_key(claim)
            ledgers[key] = counted_again(ledgers.get(key) or Ledger(key=key), claim, self._told)
        await keep(self._store, claims)
        await self._ledgers.write(ledgers.values())


class AlertsAgain(_Again):
    """The alerts as they were told. Those that `deliver` has not done yet are not delivered: it will."""

    name = "deliver"
    reads = topics.ALERTS

    def __init__(
        self,
        settings: Settings,
        store: Made,
        *,
        signatures: Mapping[tuple[str, int], str],
        delivered: Mapping[int, int],
    ) -> None:
        super().__init__(settings, store)
        self._signatures = signatures
        self._delivered = delivered

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        read = readable(batch, out, lambda record: Alert.model_validate_json(record.value))
        first: dict[str, Write] = {}
        for record, alert in read:
            first.setdefault(alert.id, Write(alert.id, self._document(record, alert), new=True))
        # one that is there already was told before, and this is its repeat
        outcomes = await self._store.write(ALERTS, list(first.values()))
        accepted(outcome for outcome in outcomes if not outcome.conflict)

    def _document(self, record: Record, alert: Alert) -> dict[str, Any]:
        at = moment(record).isoformat()
        found = self._signatures.get((alert.found.story, alert.found.version)) if alert.found else None
        return {
            **alert.model_dump(mode="json"),
            **({"signature": found, "bands": bands(found)} if found else {}),
            "told": at,
            **({"delivered": at} if record.offset < self._delivered.get(record.partition, 0) else {}),
        }


def moment(record: Record) -> datetime:
    """When a record was sent."""
    return datetime.fromtimestamp(record.timestamp / 1000, UTC)


class Heard(msgspec.Struct):
    """Of an alert, who was told, and which story was found."""

    id: str
    rules: list[str]
    found: "Version | None" = None


class Version(msgspec.Struct):
    """A version of a story that was found."""

    story: str
    version: int


class Signed(msgspec.Struct):
    """Of a story, the text that it had."""

    uri: str
    version: int
    signature: str | None = None


def heard(
    settings: Settings, until: Mapping[int, int]
) -> tuple[dict[str, tuple[str, ...]], set[tuple[str, int]]]:
    """The rules that each alert was told for, by its id, and the story versions that searches have told of."""
    rules: dict[str, tuple[str, ...]] = {}
    found = set()
    for record in kept.in_order(settings, settings.prefix + topics.ALERTS, since={}, until=until):
        try:
            alert = msgspec.json.decode(record.value, type=Heard)
        except msgspec.DecodeError:
            continue
        rules.setdefault(alert.id, tuple(alert.rules))
        if alert.found:
            found.add((alert.found.story, alert.found.version))
    return rules, found


def signatures(
    settings: Settings, wanted: set[tuple[str, int]], until: Mapping[int, int]
) -> dict[tuple[str, int], str]:
    """The texts of these story versions, by which their copies are known; those of killed stories too."""
    signed: dict[tuple[str, int], str] = {}
    if not wanted:
        return signed
    for record in kept.in_order(settings, settings.prefix + topics.STORIES, since={}, until=until):
        try:
            story = msgspec.json.decode(record.value, type=Signed)
        except msgspec.DecodeError:
            continue
        if story.signature and (story.uri, story.version) in wanted:
            signed[story.uri, story.version] = story.signature
    return signed
