"""What is counted of the processes that read stories."""

from collections.abc import Iterator
from contextlib import contextmanager

from consumers.metrics import declared


class PoolMeasures:
    """Counts of one pool; from any thread."""

    def __init__(self, pool: str, *, processes: int) -> None:
        declared.POOL_PROCESSES.labels(pool).set(processes)
        self._busy = declared.POOL_BUSY.labels(pool)
        self._lost = declared.POOL_ENDED.labels(pool, "lost")
        self._replaced = declared.POOL_ENDED.labels(pool, "replaced")

    @contextmanager
    def busy(self) -> Iterator[None]:
        """A process reads a story."""
        with self._busy.track_inprogress():
            yield

    def lost(self) -> None:
        """One has died, or was killed for being late."""
        self._lost.inc()

    def replaced(self) -> None:
        """One has done enough."""
        self._replaced.inc()
