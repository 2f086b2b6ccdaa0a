"""How often someone may try to sign in."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MOST: Final = 5
"""attempts that fail"""
SECONDS: Final = 300.0
"""in which they count"""
_REMEMBERED: Final = 10_000


class Attempts:
    """Failed attempts by key: a name, or an address. Bounded, for keys come from outside; the oldest go first."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    def wait(self, *keys: str, most: int = MOST) -> float:
        """Seconds until another attempt is taken for all of these keys; 0: now."""
        return max((self._wait(key, most) for key in keys), default=0.0)

    def failed(self, *keys: str) -> None:
        """Count one."""
        for key in keys:
            self._failed[key] = [*self._recent(key), self._clock()][-100:]
            self._failed.move_to_end(key)
        while len(self._failed) > _REMEMBERED:
            self._failed.popitem(last=False)

    def succeeded(self, *keys: str) -> None:
        """Forget what failed before."""
        for key in keys:
            self._failed.pop(key, None)

    def _wait(self, key: str, most: int) -> float:
        recent = self._recent(key)
        return recent[-most] + SECONDS - self._clock() if len(recent) >= most else 0.0

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - SECONDS
        return [at for at in self._failed.get(key, ()) if at > since]
