"""alerts → people: to the log for now, and each once."""

from collections.abc import Sequence
from datetime import UTC, datetime

import structlog

from consumers import topics
from consumers.elastic import Store, Write
from consumers.record import Record
from consumers.stage import Outbox, Stage, readable
from schemas import Alert

log = structlog.get_logger()


class Deliver(Stage):
    """An alert is marked as delivered after it has been told, one by one: a worker killed between the two repeats
    that one, under the same id, and never loses any. While Elasticsearch is away, what was told is remembered."""

    name = "deliver"
    reads = topics.ALERTS

    async def open(self) -> None:
        self._store = Store(self.settings)
        self._unmarked: set[str] = set()

    async def close(self) -> None:
        await self._store.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        read = readable(batch, out, lambda record: Alert.model_validate_json(record.value))
        alerts = {alert.id: alert for _, alert in read}
        stored = await self._store.read("alerts", alerts)
        for alert in alerts.values():
            before = stored.get(alert.id)
            if before is not None and before.source.get("delivered"):
                continue
            if alert.id not in self._unmarked:
                tell(alert)
                self._unmarked.add(alert.id)
            told = {**alert.model_dump(mode="json"), "delivered": datetime.now(UTC).isoformat()}
            await self._store.write("alerts", [Write(alert.id, told)])
            self._unmarked.discard(alert.id)


def tell(alert: Alert) -> None:
    """Say it in the log, in one line."""
    log.info(
        "alert",
        kind=alert.kind,
        words=alert.words,
        source=alert.claim.source.name if alert.claim.source else None,
        story=alert.claim.story,
        provider=alert.claim.provider,
        rules=list(alert.rules),
        id=alert.id,
    )
