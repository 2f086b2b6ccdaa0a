"""What a stage shows of itself while it has a batch in hand, for which nothing can be committed yet."""

import time
from collections.abc import Callable


class Signs:
    """Written by the stage, read by the thread that watches it."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.progress_at = clock()
        self.batches = 0

    def progress(self) -> None:
        """A part of the batch is settled, or a server that it needs has been found away."""
        self.progress_at = self._clock()

    def finished(self) -> None:
        """A batch is done and may be committed."""
        self.progress()
        self.batches += 1
