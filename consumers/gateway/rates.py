"""How many stories a provider may send."""

import time
from collections.abc import Callable


class Rates:
    """A bucket for each provider, which holds a second's stories and fills at its rate.

    What is in it lets a request in, whatever its size; a batch may leave a debt, which the next request waits for.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._levels: dict[str, tuple[float, float]] = {}

    def wait(self, name: str, rate: float) -> float:
        """Seconds until a request is let in; 0: now."""
        level = self._level(name, rate)
        return 0.0 if level > 0 else (1e-9 - level) / rate

    def spend(self, name: str, rate: float, stories: int) -> None:
        """Count a request of so many stories."""
        self._levels[name] = (self._level(name, rate) - stories, self._clock())

    def _level(self, name: str, rate: float) -> float:
        most = max(rate, 1.0)
        level, at = self._levels.get(name, (most, 0.0))
        return min(most, level + (self._clock() - at) * rate)
