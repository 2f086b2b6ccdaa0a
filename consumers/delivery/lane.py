"""A lane: what one worker sends to one receiver, one message after the other, so that nobody waits for another's."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

import structlog

from consumers.delivery import message
from consumers.delivery.deliveries import Deliveries, Delivery, Held
from consumers.delivery.outcome import Failed, Outcome, Patience, Taken
from consumers.delivery.way import Parcel, Way
from consumers.delivery.when import wait
from consumers.metrics import delivery as measures
from consumers.settings import Settings
from consumers.worker.patience import patiently
from schemas import Alert

log = structlog.get_logger()

STAGE = "deliver"
GRACE = 30.0
"""seconds that a worker has a delivery beyond the time limit of an attempt, before another may take it for dead"""
YOUNG = 10.0
"""seconds within which a search may not find what was written; it takes Elasticsearch one"""
LAST = 15.0
"""seconds that a worker which stops gives to what is under way"""
NOTING = 3.0
"""seconds that it may take to write down what came of an attempt"""
AT_ONCE = 16
"""deliveries that are looked at together; they are sent one after the other"""
AGAIN = 1.0
"""seconds after which a delivery looks again for one that it must not overtake"""


@dataclass(frozen=True)
class Tools:
    """What all lanes of a worker share."""

    settings: Settings
    deliveries: Deliveries
    alerts: Callable[[Iterable[str]], Awaitable[dict[str, Alert]]]
    """alerts by id"""
    give_up: Callable[[Delivery, Alert | None, str], Awaitable[None]]
    """makes a dead letter of a delivery, for a reason; it is in Kafka once this returns"""

    @property
    def patience(self) -> Patience:
        """How long to try."""
        return Patience(self.settings.delivery_attempts, self.settings.delivery_hours)


class Lane:
    """Sends to one receiver what it is given the ids of. `ways` is empty if nobody knows how to reach it."""

    def __init__(self, receiver: str, ways: Sequence[Way], tools: Tools) -> None:
        self._receiver = receiver
        self._ways = ways
        self._tools = tools
        self._ids: dict[str, Held | None] = {}
        """what is to be looked at, and what was made this moment, which need not be read for it"""
        self._some = asyncio.Event()
        self._young: dict[str, float] = {}
        """ids by when they were first looked at: a search may not find these yet"""
        self._closed_until = float("-inf")

    def put(self, some: Mapping[str, Held | None]) -> None:
        """Have a look at these, by id, after those that were put before; with what was made this moment."""
        self._ids |= some
        if self._ids:
            self._some.set()

    async def run(self) -> None:
        """Send, for as long as the worker runs. Raises `Unavailable` while Elasticsearch is away, to be run again."""
        while True:
            await self._some.wait()
            await asyncio.sleep(max(0.0, self._closed_until - time.monotonic()))
            while self._ids and not self._is_closed():
                some = dict(islice(self._ids.items(), AT_ONCE))
                # what has been looked at once is old
                self._ids |= dict.fromkeys(some)
                for ident in await self._look_at(some):
                    del self._ids[ident]
            if not self._ids:
                self._some.clear()

    def _is_closed(self) -> bool:
        """Whether the receiver has asked to be left alone for a while."""
        return self._closed_until > time.monotonic()

    async def _look_at(self, some: Mapping[str, Held | None]) -> set[str]:
        """Send those that are due, that nobody else has, and that would overtake none of their subject. Those that
        are seen to; the others are to be looked at again."""
        deliveries, now = self._tools.deliveries, _now()
        made = {ident: held for ident, held in some.items() if held is not None}
        read = await deliveries.read(some, held=made)
        due = [held for held in read if held.delivery.is_due(now)]
        seen_to = some.keys() - {held.delivery.id for held in due}
        self._young = {key: since for key, since in self._young.items() if since > time.monotonic() - YOUNG}
        for held in due:
            self._young.setdefault(held.delivery.id, time.monotonic())
        first = _one_of_each_subject(due)
        if first and first[0].delivery.digest:
            sent = first[:1]
            await self._send(await deliveries.together(sent[0].delivery, now))
        else:
            sent = await self._send_each([held for held in first if not held.delivery.digest], read, now)
        return seen_to | {held.delivery.id for held in sent}

    async def _send_each(self, some: Sequence[Held], read: Sequence[Held], now: datetime) -> list[Held]:
        """Send some, each about another subject, one after the other; those that were seen to. `read` are these and
        others, as they are this moment."""
        if not some:
            return []
        deliveries = self._tools.deliveries
        before = await deliveries.before([held.delivery for held in some], self._young, read)
        alerts = await self._tools.alerts(held.delivery.alert for held in some)
        seen_to = []
        for held in some:
            if self._is_closed():
                break
            if earlier := before[held.delivery.id]:
                due = max([now + timedelta(seconds=AGAIN), *(each.due for each in earlier)])
                later = held.delivery.model_copy(update={"due": due})
                await deliveries.change([later], lease=held.delivery.leased)
            else:
                await self._send([held], alerts)
            seen_to.append(held)
        return seen_to

    async def _send(self, held: Sequence[Held], alerts: dict[str, Alert] | None = None) -> None:
        """Send what goes together. `alerts` are theirs, and maybe others', where they are known."""
        if not held:
            return
        if alerts is None:
            alerts = await self._tools.alerts(each.delivery.alert for each in held)
        now = _now()
        lease = now + timedelta(seconds=self._tools.settings.delivery_timeout + GRACE)
        claimed = await self._tools.deliveries.claim(held, now=now, until=lease)
        if not claimed:
            return
        sending = asyncio.ensure_future(self._send_claimed(claimed, alerts, lease))
        try:
            await asyncio.shield(sending)
        except asyncio.CancelledError:
            # the worker stops: what is under way is finished and noted, or the next worker would send it again
            await asyncio.wait({sending}, timeout=min(self._tools.settings.delivery_timeout + NOTING, LAST))
            sending.cancel()
            raise

    async def _send_claimed(self, held: Sequence[Held], alerts: dict[str, Alert], lease: datetime) -> None:
        """From here on nothing is begun again: a server that is away is waited for."""
        claimed = [each.delivery for each in held]
        known = [delivery for delivery in claimed if delivery.alert in alerts]
        reached, outcome = await self._attempt(known, alerts)
        # one moment for all: what is in one digest is due again at once, or some of it would go by itself
        now = _now()
        changed = []
        for delivery in claimed:
            what = outcome if delivery.alert in alerts else Failed("its alert is not stored", most=1)
            after = delivery.model_copy(update={"leased": None, "reached": reached})
            changed.append(await self._after(after, alerts.get(delivery.alert), what, now))
        await patiently(lambda: self._tools.deliveries.change(changed, lease=lease, kept=held), stage=STAGE)
        measures.delivered(self._receiver, [each.state for each in changed], is_known=bool(self._ways))
        for delivery in changed:
            if delivery.state != "waiting":
                self._young.pop(delivery.id, None)

    async def _attempt(
        self, claimed: Sequence[Delivery], alerts: dict[str, Alert]
    ) -> tuple[tuple[int, ...], Outcome]:
        """Which of the receiver's addresses have it now, and what came of those that it was sent to."""
        if not claimed:
            return (), Taken("nothing to send")
        if not self._ways:
            return (), Failed("the receivers file has no such receiver: add it, and start the worker again")
        parcel = _parcel(claimed, alerts, desk=self._tools.settings.desk)
        left = [number for number in range(len(self._ways)) if number not in claimed[0].reached]
        outcomes = await asyncio.gather(*(_carefully(self._ways[number], parcel) for number in left))
        measures.attempted(
            (self._ways[number].kind, isinstance(outcome, Taken))
            for number, outcome in zip(left, outcomes, strict=True)
        )
        failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
        reached = {
            number for number, outcome in zip(left, outcomes, strict=True) if isinstance(outcome, Taken)
        }
        return tuple(sorted({*claimed[0].reached, *reached})), together(failed)

    async def _after(
        self, delivery: Delivery, alert: Alert | None, outcome: Outcome, now: datetime
    ) -> Delivery:
        """A delivery after an attempt: sent, due again later, or given up."""
        fields = {
            "story": alert.about.story if alert else None,
            "receiver": self._receiver,
            "delivery": delivery.id,
            "attempts": delivery.attempts,
        }
        if isinstance(outcome, Taken):
            log.info("delivered", **fields)
            return delivery.model_copy(update={"state": "sent", "ended": now, "reason": None})
        first = delivery.first or now
        if self._tools.patience.is_over(outcome, attempts=delivery.attempts, first=first, now=now):
            log.warning("given up", **fields, reason=outcome.reason)
            await self._tools.give_up(delivery, alert, outcome.reason)
            return delivery.model_copy(update={"state": "given_up", "ended": now, "reason": outcome.reason})
        seconds = self._wait(delivery, outcome)
        log.warning("not delivered", **fields, reason=outcome.reason, seconds=round(seconds, 1))
        due = now + timedelta(seconds=seconds)
        return delivery.model_copy(update={"due": due, "reason": outcome.reason})

    def _wait(self, delivery: Delivery, failed: Failed) -> float:
        """Seconds until the next attempt. A receiver that asks to be left alone is, with all that waits for it."""
        # the same for all of a digest: they go together
        chance = random.Random(f"{delivery.message or delivery.id} {delivery.attempts}").random()  # noqa: S311  # nosec B311  # no secret
        seconds = wait(delivery.attempts, first=self._tools.settings.delivery_wait, chance=chance)
        if failed.wait is not None:
            self._closed_until = time.monotonic() + failed.wait
            seconds = max(seconds, failed.wait)
        return seconds


def _one_of_each_subject(some: Sequence[Held]) -> list[Held]:
    """The earliest of each subject: what follows it waits for what becomes of it."""
    first: dict[str, Held] = {}
    for held in some:
        first.setdefault(held.delivery.subject, held)
    return list(first.values())


def together(failed: Sequence[Failed]) -> Outcome:
    """What the failures of some of a receiver's addresses come to: as patient as the most patient of them."""
    if not failed:
        return Taken("all have it")
    reasons = dict.fromkeys(each.reason for each in failed)
    most = [each.most for each in failed if each.most is not None]
    waits = [each.wait for each in failed if each.wait is not None]
    return Failed(
        "; ".join(reasons),
        most=max(most) if len(most) == len(failed) else None,
        wait=max(waits, default=None),
    )


def _parcel(claimed: Sequence[Delivery], alerts: dict[str, Alert], *, desk: str) -> Parcel:
    said = [alerts[delivery.alert] for delivery in claimed]
    # the rules that want this receiver told; the alert may name others too
    told = [
        alert.model_copy(update={"rules": delivery.rules})
        for alert, delivery in zip(said, claimed, strict=True)
    ]
    first = claimed[0]
    if first.message is None:
        return Parcel(
            first.id,
            message.single(told[0], desk=desk),
            message.payload(said[0], desk=desk, at=first.made),
        )
    return Parcel(
        first.message,
        message.digest(told, desk=desk),
        message.digest_payload(said, desk=desk, at=max(delivery.made for delivery in claimed)),
    )


async def _carefully(way: Way, parcel: Parcel) -> Outcome:
    """Send; a mistake of ours costs an attempt, not the lane. Its words are not shown: secrets may be in them."""
    try:
        return await way.send(parcel)
    except Exception as error:
        return Failed(f"could not be sent ({type(error).__name__})")


def _now() -> datetime:
    return datetime.now(UTC)
