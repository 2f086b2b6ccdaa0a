"""A consumer that loses nothing of what it has fetched: what it can't hand on is fetched again.

When partitions change hands while a fetch is under way, Faust 0.15 drops what the fetch brings and goes back to what is
committed; where nothing is committed yet, to nothing. The next message was then handed on, done and committed, and those
before it were lost (two workers that start on a new installation while Elasticsearch is away), or none came and the
partition stood still.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any, ClassVar

from faust.transport.drivers import aiokafka
from faust.types import TP, Message


class Consumer(aiokafka.Consumer):
    """Faust's, with a `getmany` that goes back by itself."""

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Message]]:
        """What one fetch brings, as long as partitions stay where they are; of each partition all up to some message."""
        records, active = await self._wait_next_records(timeout)
        if not records or self.should_stop:
            return
        generation = self.app.consumer_generation_id
        left: dict[TP, int] = {}
        is_over = False
        for tp, record in self.scheduler.iterate(records):
            is_over = is_over or not self.flow_active or self.app.consumer_generation_id != generation
            # partitions are paused meanwhile, and resumed: what comes after a message that is left is left too
            if is_over or tp in left or not (tp in (active or ()) or tp in self._buffered_partitions):
                left.setdefault(tp, record.offset)
            else:
                yield tp, self._to_message(tp, record)
        if left and not self.should_stop:
            await self._thread.call_thread(_go_back, self._thread._ensure_consumer(), left)


class Transport(aiokafka.Transport):
    """Faust's, with that consumer."""

    Consumer: ClassVar[type[Consumer]] = Consumer


async def _go_back(consumer: Any, left: Mapping[TP, int]) -> None:
    """In the consumer's own thread, and without waiting for anything: nothing changes hands meanwhile. Only backwards: a
    partition that has been given to this worker again begins where the group has committed, and that may be earlier."""
    subscription = consumer._subscription.subscription
    assignment = subscription.assignment if subscription is not None else None
    for tp, offset in left.items():
        state = assignment.state_value(tp) if assignment is not None else None
        if state is not None and state.has_valid_position and state.position > offset:
            consumer.seek(tp, offset)
