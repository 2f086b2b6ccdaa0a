"""What is counted of Elasticsearch: what became of writes, and why it did not serve."""

from collections import Counter
from collections.abc import Container, Iterable
from typing import Literal

from consumers.metrics import declared

Why = Literal["away", "busy", "blocked", "denied", "missing"]
Guard = Literal["new", "version", "after"] | None
"""what makes a write fail: that there is a document, that a newer one is there, or that it was written since"""

_CONFLICTS = {"new": "exists", "version": "stale", "after": "overtaken", None: "refused"}


def written(index: str, writes: Iterable[tuple[int, Guard]], *, later: Container[int]) -> None:
    """What became of writes to an index: the status that Elasticsearch answered to each, and what guards it. `later`
    are the statuses of those that are made again."""
    for outcome, count in Counter(_outcome(status, guard, later) for status, guard in writes).items():
        declared.WRITES.labels(index, outcome).inc(count)


def unavailable(why: Why) -> None:
    """Elasticsearch did not serve a request."""
    declared.ELASTICSEARCH_UNAVAILABLE.labels(why).inc()


def _outcome(status: int, guard: Guard, later: Container[int]) -> str:
    if status < 300:
        return "stored"
    if status == 409:
        return _CONFLICTS[guard]
    return "later" if status in later else "refused"
