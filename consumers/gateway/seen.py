"""Webhooks that were taken, for as long as their signatures are good."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

SECONDS: Final = 600.0
"""a timestamp may lie five minutes ahead, and is good for five minutes"""
MOST: Final = 200_000


@dataclass(frozen=True)
class Stamp:
    """What a signature vouches for: an id, a time, and the body by its hash."""

    provider: str
    id: str
    timestamp: int
    body: bytes


class Seen:
    """Remembers stamps. Bounded, for ids come from outside; the oldest go first."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._taken: OrderedDict[tuple[str, str], tuple[Stamp, float]] = OrderedDict()

    def before(self, stamp: Stamp) -> Literal["never", "again", "replayed", "another"]:
        """Whether a webhook was taken: "again" is its sender's repeat, with a time of its own; "replayed" is the
        very same request; "another" has its id and another body."""
        found, at = self._taken.get((stamp.provider, stamp.id), (None, 0.0))
        if found is None or self._clock() - at > SECONDS:
            return "never"
        if found.body != stamp.body:
            return "another"
        return "replayed" if found.timestamp == stamp.timestamp else "again"

    def taken(self, stamp: Stamp) -> None:
        """Remember one."""
        key = (stamp.provider, stamp.id)
        self._taken.pop(key, None)
        self._taken[key] = (stamp, self._clock())
        while len(self._taken) > self._most or self._is_old():
            self._taken.popitem(last=False)

    def _is_old(self) -> bool:
        _, at = next(iter(self._taken.values()))
        return self._clock() - at > SECONDS
