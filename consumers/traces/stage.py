"""What a stage's runner says of each record, whether anyone listens or not."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from consumers.about import story_of
from consumers.record import Headers, Record
from consumers.traces import provider

if TYPE_CHECKING:
    from opentelemetry.trace import Span

Place = tuple[str, int, int]


class StageTraces:
    """The spans of the batches that one stage has in hand."""

    def __init__(self, stage: str) -> None:
        self._stage = stage
        self._spans: dict[Place, Span] = {}

    @contextmanager
    def batch(self, records: Sequence[Record]) -> Iterator[None]:
        """A span for each of them, from now until the `with` is left."""
        if not provider.is_on():
            yield
            return
        spans = {_place(record): self._begun(record, len(records)) for record in records}
        self._spans.update(spans)
        try:
            yield
        finally:
            for place, span in spans.items():
                span.end()
                self._spans.pop(place, None)

    def headers(self, record: Record | None) -> Headers:
        """What is sent on of a record carries this."""
        span = self._spans.get(_place(record)) if record is not None else None
        return ((provider.HEADER, provider.traceparent(span).encode()),) if span is not None else ()

    def failed(self, record: Record, reason: str) -> None:
        """A record is given up."""
        if span := self._spans.get(_place(record)):
            provider.fail(span, reason)

    def _begun(self, record: Record, batch: int) -> "Span":
        return provider.begun(
            self._stage,
            parent=record.traceparent,
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "process",
                "messaging.destination.name": record.topic,
                "messaging.destination.partition.id": str(record.partition),
                "messaging.kafka.offset": record.offset,
                "messaging.batch.message_count": batch,
                "muster.story": story_of(record) or "",
            },
        )


def _place(record: Record) -> Place:
    return record.topic, record.partition, record.offset
