"""alerts → people: to the log, and to every receiver that a rule names, each once."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from consumers import topics
from consumers.delivery import receivers
from consumers.delivery.deliveries import Deliveries, Delivery, Origin, delivery_id
from consumers.delivery.sender import Sender
from consumers.delivery.ways import ways
from consumers.delivery.when import Due, plan
from consumers.metrics import delivery as measures
from consumers.record import Record
from consumers.rules.rulebook import RULES, rule_id, rules_in
from consumers.stage import Outbox, Stage, readable
from consumers.stages.count import ALERTS
from consumers.stored.elastic import Document, Store, Write
from pipeline.claims import ledger_key
from schemas import Alert, Rule

log = structlog.get_logger()

_TICK = timedelta(milliseconds=1)
"""the least time between two deliveries: what Elasticsearch tells apart"""


class Deliver(Stage):
    """An alert is told in the log, then its deliveries are made, then it is marked as delivered, one by one: a worker
    killed between these repeats that one line, under the same id, and never loses any. While Elasticsearch is away,
    what was told is remembered. Beside the batches, `Sender` sends the deliveries."""

    name = "deliver"
    reads = topics.ALERTS

    async def open(self) -> None:
        self._store = Store(self.settings)
        self._deliveries = Deliveries(self._store)
        known = receivers.read(self.settings.receivers)
        self._receivers = tuple(known)
        measures.may_be_told(known)
        self._sender = Sender(
            self._store, self._deliveries, ways(known.values(), self.settings), self.settings
        )
        self._unmarked: set[str] = set()
        self._last_made = datetime.min.replace(tzinfo=UTC)

    async def close(self) -> None:
        await self._store.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        read = readable(batch, out, lambda record: Alert.model_validate_json(record.value))
        alerts = {alert.id: (record, alert) for record, alert in read}
        names = {name for _, alert in alerts.values() for name in alert.rules}
        documents = await self._store.read_all({ALERTS: alerts, RULES: map(rule_id, names)})
        stored, rules = documents[ALERTS], rules_in(documents[RULES].values())
        for record, alert in alerts.values():
            before = stored.get(alert.id)
            if before is not None and before.source.get("delivered"):
                continue
            if alert.id not in self._unmarked:
                tell(alert)
                self._unmarked.add(alert.id)
            deliveries = await self._planned(alert, record, rules)
            marked = _marked(alert, before)
            made = await self._deliveries.make(deliveries)
            await self._store.write(ALERTS, [Write(alert.id, marked)])
            self._unmarked.discard(alert.id)
            self._sender.take(alert, deliveries, made)

    async def meanwhile(self, out: Outbox) -> None:
        await self._sender.run(out)

    async def _planned(self, alert: Alert, record: Record, rules: Mapping[str, Rule]) -> list[Delivery]:
        """A delivery for each receiver that a rule of this alert names; of a withdrawal, for each that was told."""
        made = self._moment()
        wanted = plan([rules[name] for name in alert.rules if name in rules], made)
        if alert.takes_back is not None:
            told = await self._told(alert.takes_back)
            wanted = {
                name: wanted.get(name) or Due(made, before.digest, before.rules)
                for name, before in told.items()
            }
        return [
            Delivery(
                alert=alert.id,
                receiver=receiver,
                rules=due.rules,
                subject=ledger_key(alert.claim) if alert.claim else alert.about.story,
                made=made,
                due=due.at,
                digest=due.digest,
                record=Origin.of(record),
            )
            for receiver, due in wanted.items()
        ]

    async def _told(self, alert: str) -> dict[str, Delivery]:
        """Who was sent an alert, or is about to be, whatever has become of the rules since."""
        held = await self._deliveries.read(delivery_id(alert, receiver) for receiver in self._receivers)
        return {each.delivery.receiver: each.delivery for each in held if each.delivery.state != "given_up"}

    def _moment(self) -> datetime:
        """Now, and later than the last: deliveries of one subject go out in the order of these."""
        now = datetime.now(UTC)
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        self._last_made = max(now, self._last_made + _TICK)
        return self._last_made


def _marked(alert: Alert, before: Document | None) -> dict[str, Any]:
    """The alert's document, delivered now; when it was told first stays, and whatever else is kept beside it."""
    now = datetime.now(UTC).isoformat()
    kept = before.source if before else {}
    return {**kept, **alert.model_dump(mode="json"), "told": kept.get("told") or now, "delivered": now}


def tell(alert: Alert) -> None:
    """Say it in the log, in one line."""
    about = alert.about
    log.info(
        "alert",
        kind=alert.kind,
        words=alert.words,
        source=alert.claim.source.name if alert.claim and alert.claim.source else None,
        story=about.story,
        provider=about.provider,
        rules=list(alert.rules),
        id=alert.id,
    )
