"""Dead letters: what a stage could not read, kept with the reason, and the limit past which a worker stops."""

from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version

from consumers.errors import TooManyDeadLetters
from consumers.record import Record
from schemas import DeadLetter

WINDOW = 1_000
"""messages that the limit looks back on"""


def dead_letter(record: Record, *, stage: str, reason: str, keep: int) -> bytes:
    """The dead letter of a record as JSON, with at most `keep` bytes of its value and of its key."""
    letter = DeadLetter.model_construct(
        stage=stage,
        reason=reason,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=datetime.fromtimestamp(record.timestamp / 1000, tz=UTC),
        key=record.key[:keep] if record.key is not None else None,
        value=record.value[:keep],
        size=len(record.value),
        truncated=len(record.value) > keep,
        silent=record.silent,
        extractor=f"muster-{version('muster')}",
    )
    return letter.model_dump_json().encode()


class Limit:
    """Counts the dead among the last messages of a stage; a message done again is not counted again.

    A few bad messages are a newsroom's fault, many are ours: a bad deploy must not drain a topic. Many are both more
    than `most` and more than a `share` of what was read.
    """

    def __init__(self, *, most: int, share: float = 0.0, window: int = WINDOW) -> None:
        self._most = most
        self._share = share
        self._window = window
        self._last: dict[tuple[int, int], bool] = {}
        self._dead = 0

    def seen(self, offsets: Iterable[tuple[int, int]]) -> None:
        """Note messages by (partition, offset)."""
        for offset in offsets:
            self._last.setdefault(offset, False)
        while len(self._last) > self._window:
            self._dead -= self._last.pop(next(iter(self._last)))

    def dead(self, partition: int, offset: int) -> None:
        """Note that one of them can't be read. Raises `TooManyDeadLetters` past the limit."""
        if not self._last.get((partition, offset)):
            self._last[partition, offset] = True
            self._dead += 1
        seen = len(self._last)
        if self._dead > self._most and self._dead > self._share * seen:
            raise TooManyDeadLetters(
                f"{self._dead} of the last {seen} messages ({self._dead / seen:.0%}) could not be read; nothing more is "
                "taken until someone has looked (muster dead-letters list says why each was given up; "
                "MUSTER_DEAD_LETTER_LIMIT and MUSTER_DEAD_LETTER_SHARE allow more)"
            )
