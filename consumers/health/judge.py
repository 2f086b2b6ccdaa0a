"""Whether a stage is stuck, by what the broker has seen of it and by its signs. Pure: the clock is passed in."""

from collections.abc import Mapping
from dataclasses import dataclass

ONE_PARTITION = 10.0
"""times as long, for a partition that stands still while the others move: it may wait behind them in a buffer"""


@dataclass(frozen=True)
class Seen:
    """A stage's consumer as the broker has it: whether it is in its group and knows its partitions, and of each of
    these up to where it has committed, and the end."""

    is_member: bool
    is_ready: bool
    committed: Mapping[int, int]
    ends: Mapping[int, int]

    def behind(self) -> dict[int, int]:
        """Messages that wait, by partition; none for those where none does."""
        waiting = {part: end - self.committed.get(part, 0) for part, end in self.ends.items()}
        return {part: count for part, count in waiting.items() if count > 0}


class Judge:
    """Follows one stage. `limit` is how many seconds it may stand still with messages waiting."""

    def __init__(self, *, limit: float, now: float) -> None:
        self._limit = limit
        self.forget(now)

    def forget(self, now: float) -> None:
        """Nothing was to be seen for a while, such as when Kafka is away; what is seen next is a beginning."""
        self._last: Seen | None = None
        self._member_at = now
        self._moved_at: dict[int, float] = {}
        self._committed_at = now
        self._batches: int | None = None
        self._finished_at: float | None = None

    def look(self, seen: Seen, *, batches: int, now: float) -> None:
        """Note what is to be seen now. `batches` is how many the stage has finished since it began."""
        if seen.is_member:
            self._member_at = now
        before = self._last.committed if self._last else {}
        behind = seen.behind()
        moved = {part for part in seen.ends if seen.committed.get(part) != before.get(part)}
        at_rest = set(seen.ends) - set(behind)
        for part in moved | at_rest | (set(seen.ends) - set(self._moved_at)):
            self._moved_at[part] = now
        self._moved_at = {part: at for part, at in self._moved_at.items() if part in seen.ends}
        new_here = set(seen.ends) != set(self._last.ends if self._last else ())
        if moved or new_here or not behind:
            self._committed_at, self._batches, self._finished_at = now, batches, None
        elif self._finished_at is None and batches != self._batches:
            self._finished_at = now
        self._last = seen

    def fault(self, *, progress_at: float, now: float) -> str | None:
        """Why it is stuck, in words for the log; None while it isn't. `progress_at` is when it last gave a sign."""
        if now - self._member_at >= self._limit:
            return f"has not been in its consumer group for {now - self._member_at:.0f} s"
        behind = self._last.behind() if self._last else {}
        if not behind:
            return None
        still = now - self._committed_at
        # in the midst of a batch it is enough that the batch goes on
        quiet = now - max(progress_at, self._committed_at)
        uncommitted = now - self._finished_at if self._finished_at is not None else 0.0
        if quiet >= self._limit or uncommitted >= self._limit:
            return f"{sum(behind.values()):,} messages wait, and nothing was committed for {still:.0f} s"
        for part, count in behind.items():
            still = now - self._moved_at[part]
            if still >= ONE_PARTITION * self._limit:
                return f"{count:,} messages wait in partition {part}, of which none was committed for {still:.0f} s"
        return None
