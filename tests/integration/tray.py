"""A stage by itself: what it is given, and what it makes of that."""

from collections.abc import Sequence

from consumers.record import Record
from consumers.stage import Outbox

Sent = tuple[str, str, bytes]


class Tray(Outbox):
    """An outbox that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.rejected: list[tuple[Record, str]] = []
        self.flushed = 0

    def send(self, topic: str, *, key: str, value: bytes, of: Record | None = None) -> None:  # noqa: ARG002  # for traces
        self.sent.append((topic, key, value))

    def reject(self, record: Record, reason: str) -> None:
        self.rejected.append((record, reason))

    async def flush(self) -> None:
        self.flushed = len(self.sent)


def records(topic: str, values: Sequence[bytes], *, key: bytes = b"urn:test:key") -> list[Record]:
    """Values as Kafka would give them."""
    return [
        Record(topic, 0, offset, 1_763_272_800_000 + offset, key, value)
        for offset, value in enumerate(values)
    ]
