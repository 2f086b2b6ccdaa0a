"""The sender: finds what is due and has every receiver's lane see to its own."""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from consumers import topics
from consumers.counted import counted
from consumers.dead_letters import dead_letter
from consumers.delivery.deliveries import Deliveries, Delivery, Held
from consumers.delivery.lane import STAGE, Lane, Tools
from consumers.delivery.way import Way
from consumers.settings import Settings
from consumers.stage import Outbox
from consumers.stored.elastic import Store
from consumers.worker.patience import patiently
from schemas import Alert
from schemas.elasticsearch import BOOKKEEPING

POLL = 1.0
"""seconds between two looks for what has become due; what is made in this worker doesn't wait for one"""
REMEMBERED = 1_000
"""alerts, the latest, that needn't be read again for their first attempt"""


class Sender:
    """Runs beside a stage's batches. Any number of workers may: each delivery is claimed before it is sent."""

    def __init__(
        self, store: Store, deliveries: Deliveries, ways: Mapping[str, Sequence[Way]], settings: Settings
    ) -> None:
        self._settings = settings
        self._store = store
        self._deliveries = deliveries
        self._ways = ways
        self._lanes: dict[str, Lane] = {}
        self._new: list[tuple[Delivery, Held | None]] = []
        self._told: dict[str, Alert] = {}
        self._some_new = asyncio.Event()
        self._looked = float("-inf")
        self._post = asyncio.Lock()

    def take(self, alert: Alert, deliveries: Sequence[Delivery], made: Mapping[str, Held]) -> None:
        """See to an alert's deliveries now: they were `made` this moment, if they were not there before a crash, and no
        search finds them yet."""
        if not deliveries:
            return
        self._told[alert.id] = alert
        if len(self._told) > REMEMBERED:
            del self._told[next(iter(self._told))]
        self._new += [(delivery, made.get(delivery.id)) for delivery in deliveries]
        self._some_new.set()

    async def run(self, out: Outbox) -> None:
        """Send what is due, for as long as the worker runs. A server that is away is waited for."""
        tools = Tools(self._settings, self._deliveries, self._alerts, partial(self._give_up, out))
        self._lanes = {}
        async with asyncio.TaskGroup() as group:
            while True:
                found = await patiently(self._due, stage=STAGE)
                for receiver, some in found.items():
                    if receiver not in self._lanes:
                        lane = Lane(receiver, self._ways.get(receiver, ()), tools)
                        self._lanes[receiver] = lane
                        group.create_task(patiently(lane.run, stage=STAGE))
                    self._lanes[receiver].put(some)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._some_new.wait(), POLL)

    async def _due(self) -> Mapping[str, Mapping[str, Held | None]]:
        """By receiver, ids of what is due, and with those that were made this moment what was made."""
        now = datetime.now(UTC)
        due: dict[str, dict[str, Held | None]] = {}
        if time.monotonic() - self._looked >= POLL:
            found = await self._deliveries.due(now)
            due = {receiver: dict.fromkeys(ids) for receiver, ids in found.items()}
            self._looked = time.monotonic()
        new, self._new = self._new, []
        self._some_new.clear()
        for delivery, made in new:
            if delivery.due <= now:
                due.setdefault(delivery.receiver, {})[delivery.id] = made
        return due

    async def _alerts(self, ids: Iterable[str]) -> dict[str, Alert]:
        wanted = list(ids)
        told = {key: alert for key in wanted if (alert := self._told.pop(key, None)) is not None}
        documents = await self._store.read("alerts", (key for key in wanted if key not in told))
        return told | {key: _alert(document.source) for key, document in documents.items()}

    async def _give_up(self, out: Outbox, delivery: Delivery, alert: Alert | None, reason: str) -> None:
        record = delivery.record.holding(alert.model_dump_json().encode() if alert else b"")
        why = f"not delivered to {delivery.receiver} after {counted(delivery.attempts, 'attempt')}: {reason}"
        letter = dead_letter(record, stage=STAGE, reason=why, keep=self._settings.dead_letter_bytes)
        # `out.reject` would count it against the worker, which can't help that a receiver is gone
        async with self._post:
            out.send(topics.DEAD_LETTERS, key=f"{record.topic}-{record.partition}", value=letter)
            # what it was given once it keeps until Kafka has it
            await patiently(out.flush, stage=STAGE)


def _alert(source: Mapping[str, object]) -> Alert:
    kept = {name: value for name, value in source.items() if name not in BOOKKEEPING["alerts"]}
    return Alert.model_validate(kept)
