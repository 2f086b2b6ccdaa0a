"""Messages that were fetched and never handed on: found, and read again.

Faust 0.15 may drop what a fetch brings when partitions change hands: the consumer's position is then behind messages
that no agent was given, it stays a healthy member of its group, and nobody reads them until the next rebalance. Our
consumer (`fetching`) goes back by itself; this is the net below it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import cast

import faust
import structlog
from faust.transport.consumer import Consumer
from faust.types import TP
from kafka import TopicPartition

from consumers.admin import asking
from consumers.lag import places
from consumers.settings import Settings

log = structlog.get_logger()

EVERY = 5.0
"""seconds between two looks"""
STILL = 10.0
"""seconds that a partition's position stands still, with nothing in hand, before the broker is asked about it"""
STILL_BEHIND_OTHERS = 60.0
"""the same while other partitions' messages are in hand: its own may wait behind them, in no list of Faust's"""

Done = Callable[[Collection[TP]], Awaitable[Mapping[TP, int]]]
"""Up to where a group has committed each of these partitions, by the broker."""


@dataclass(frozen=True)
class _Stands:
    """A partition whose position has not moved since `since`, and whether that was found to be right."""

    position: int
    since: float
    is_right: bool = False


class Skipped:
    """Watches one consumer. Pure but for what it is given: positions, what is in hand, the time."""

    def __init__(self) -> None:
        self._stands: dict[TP, _Stands] = {}

    def suspects(self, positions: Mapping[TP, int], in_hand: Collection[TP], *, now: float) -> set[TP]:
        """The partitions that have stood still for so long, with nothing of theirs in hand, that the broker is to be
        asked; those of which it said that all is done are not asked about again before they move."""
        enough = STILL_BEHIND_OTHERS if in_hand else STILL
        stands: dict[TP, _Stands] = {}
        for tp, position in positions.items():
            before = self._stands.get(tp)
            if tp not in in_hand:
                stands[tp] = before if before and before.position == position else _Stands(position, now)
        self._stands = stands
        return {tp for tp, each in stands.items() if not each.is_right and now - each.since >= enough}

    def asked(self, tp: TP, done: int) -> int | None:
        """What the broker said of a suspect: the offset to go back to, or None if nothing was skipped."""
        stands = self._stands[tp]
        if done >= stands.position:
            self._stands[tp] = _Stands(stands.position, stands.since, is_right=True)
            return None
        del self._stands[tp]
        return done


async def read_again(app: faust.App, settings: Settings) -> None:
    """Look at the app's consumer every few seconds, for as long as it runs."""
    watched = Skipped()
    while True:
        await asyncio.sleep(EVERY)
        try:
            await look(app, watched, broker(app, settings), now=time.monotonic())
        except Exception as error:
            # a broker that is away, a rebalance just now: the next look will see
            log.debug("positions can't be looked at", group=app.conf.id, error=str(error))


async def look(app: faust.App, watched: Skipped, done: Done, *, now: float) -> None:
    """Go back to what is committed where messages were skipped."""
    # its interface lacks what every consumer has
    consumer = cast("Consumer", app.consumer)
    if not consumer.flow_active:
        return
    in_hand = {message.tp for message in list(consumer.unacked)}
    positions = {
        tp: position
        for tp in consumer.assignment()
        if tp not in in_hand and (position := await consumer.position(tp)) is not None
    }
    suspects = watched.suspects(positions, in_hand, now=now)
    for tp, offset in (await done(suspects)).items() if suspects else ():
        if (back := watched.asked(tp, offset)) is not None:
            log.warning(
                "messages were fetched and not handed on; reading them again",
                topic=tp.topic,
                partition=tp.partition,
                offset=back,
                count=positions[tp] - back,
            )
            await consumer.seek(tp, back)


def broker(app: faust.App, settings: Settings) -> Done:
    """What the app's group has committed."""

    def ask(suspects: Collection[TP]) -> dict[TP, int]:
        with asking(settings) as admin:
            found = places(admin, app.conf.id, [TopicPartition(tp.topic, tp.partition) for tp in suspects])
        return {TP(part.topic, part.partition): place.done for part, place in found.items()}

    async def done(suspects: Collection[TP]) -> Mapping[TP, int]:
        return await asyncio.to_thread(ask, suspects)

    return done
