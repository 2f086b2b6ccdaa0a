"""What the gateway says of a push."""

from collections.abc import Iterator
from contextlib import contextmanager

from consumers.record import Headers
from consumers.traces import provider


@contextmanager
def pushing(parent: str | None, *, whose: str) -> Iterator[Headers]:
    """A span until Kafka has what a provider pushed, below the one that the request names; its stories carry these
    headers."""
    if not provider.is_on():
        yield ()
        return
    span = provider.begun("push", parent=parent, attributes={"muster.provider": whose})
    try:
        yield ((provider.HEADER, provider.traceparent(span).encode()),)
    except Exception as error:
        provider.fail(span, type(error).__name__)
        raise
    finally:
        span.end()
