"""What is wrong with many articles, said in few lines."""

import re
from collections import Counter
from collections.abc import Callable

from consumers.command.progress import complain

NAMED = 5
"""faults of one kind that are named one by one"""

_NUMBERS = re.compile(r"\d+")


class Faults:
    """Names the first few faults of each kind as they come, and counts the rest: 244 times the same line hides
    the one that is different."""

    def __init__(self, say: Callable[[str], object] = complain) -> None:
        self._say = say
        self._kinds: Counter[str] = Counter()

    def add(self, where: str, reason: str) -> None:
        """One fault. Those that differ in numbers alone ("at byte 12") are of one kind."""
        kind = _NUMBERS.sub("0", reason)
        self._kinds[kind] += 1
        if self._kinds[kind] <= NAMED:
            self._say(f"{where}: {reason}")

    def close(self) -> None:
        """Say how many more there were of each kind."""
        for kind, count in self._kinds.items():
            if count > NAMED:
                self._say(f"… and {count - NAMED:,} more like it: {kind}")

    def __len__(self) -> int:
        return self._kinds.total()
