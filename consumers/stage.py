"""The one shape that all stages share.

A stage says what it reads and what it does with a batch; `consumers.worker.runner` holds the delivery rules for all of
them. So a stage knows nothing of Faust, acks or retries, and a test can run any stage with an outbox of its own.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from consumers.record import Record, why
from consumers.settings import Settings

T = TypeVar("T")


class Outbox(ABC):
    """Where a stage puts what it has made of a batch."""

    @abstractmethod
    def send(self, topic: str, *, key: str, value: bytes, of: Record | None = None) -> None:
        """Hand a message over; it is in Kafka once `flush` has returned, or once the batch is acked. `of` is the record
        that it was made of: by that a story can be traced through the stages."""

    @abstractmethod
    def reject(self, record: Record, reason: str) -> None:
        """Give a record up: it becomes a dead letter."""

    @abstractmethod
    async def flush(self) -> None:
        """Wait until Kafka has all that was sent, after all that was before it in its partition. Raises `Unavailable` if it
        can't take it."""

    def progress(self) -> None:
        """Say that more of the batch is settled: one that takes minutes is not to be taken for one that hangs."""

    def go_on(self) -> None:
        """Say that another batch may be begun: what is left to do of this one is not in its way. It will have nothing of
        the same stories, if the stage has but one batch `at_once`."""


class Stage(ABC):
    """One step of a story's way. `name` names it; `reads` is the topic that it takes from."""

    name: ClassVar[str]
    reads: ClassVar[str]
    at_once: int = 1
    """How many batches may be in its hands at once. One is of all partitions: fewer requests, where those are what costs.
    If there are more, each is of one partition, none waits for what is of another, and what is sent of a partition is
    sent in its order, whichever batch is ready first: `handle` must have no other effect."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def open(self) -> None:
        """Get hold of what the stage needs: worker processes, a client."""

    async def close(self) -> None:
        """Let go of it."""

    @abstractmethod
    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        """Do the stage's work on a batch, in order.

        With more than one `at_once` it is called while it is at work for others, and after `out.go_on` for the next batch
        while it is at work for this one. It may be called again with the same records, after a crash or an
        `Unavailable`, so every effect has to be idempotent. Raise `Unavailable` when a server is away. A record that
        can't be read goes to `out.reject`.
        """

    async def meanwhile(self, out: Outbox) -> None:
        """Do what there is to do beside the batches, for as long as the stage is open; it is cancelled at the end.

        `out` is this task's own: `flush` sends what it was given. Raise `Unavailable` when a server is away, to be
        called again; anything else that it raises stops the worker.
        """


def readable(batch: Sequence[Record], out: Outbox, read: Callable[[Record], T]) -> list[tuple[Record, T]]:
    """The records that `read` can read, with what it made of each; those on which it raises `ValueError` go."""
    found = []
    for record in batch:
        try:
            found.append((record, read(record)))
        except ValueError as error:
            out.reject(record, why(error))
    return found
