"""Articles on their way to Kafka: at a pace, and few of them in memory at a time."""

import time
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from kafka.errors import KafkaError

from consumers import topics
from consumers.clients.refused import unavailable
from consumers.errors import Unavailable
from consumers.producing import ACK_SECONDS, connected
from consumers.settings import Settings

MOST: Final = 1_000
"""articles that Kafka has not yet confirmed"""
MOST_BYTES: Final = 16 * 1024 * 1024
"""of them; one may be larger"""
_SLACK: Final = 0.02
_NAP: Final = 0.2
"""seconds; a pause is made of these, so that a signal is heard"""

Headers = Sequence[tuple[str, bytes]]


class _Waiting(NamedTuple):
    future: Any
    size: int


class Sender:
    """Puts articles into Kafka, each under its story's uri, with the same headers for all.

    `rate`: at most so many a second, one after the other. `tick` is called for each that Kafka has. `stopped` ends a
    pause early. Raises `Unavailable` if Kafka can't take them; leaving the `with` waits until it has them all.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        headers: Headers = (),
        rate: float | None = None,
        tick: Callable[[], object] = lambda: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._settings = settings
        self._headers = list(headers)
        self._pause = 1 / rate if rate else 0.0
        self._tick = tick
        self._stopped = stopped
        self._next = time.monotonic() + _SLACK
        self._waiting: deque[_Waiting] = deque()
        self._bytes = 0

    def __enter__(self) -> Self:
        try:
            self._producer = connected(self._settings)
        except KafkaError as error:
            raise self._unavailable(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.flush()
        finally:
            # what was handed over before something went wrong may still arrive, and does no harm
            self._producer.close(timeout=5 if kind else None)

    def send(self, key: str, value: bytes) -> None:
        """Hand an article over; waits for the pace, and while too many are not confirmed."""
        self._keep_pace()
        while self._waiting and (len(self._waiting) >= MOST or self._bytes + len(value) > MOST_BYTES):
            self._confirm()
        try:
            future = self._producer.send(
                self._settings.prefix + topics.ARTICLES,
                key=key.encode(),
                value=value,
                headers=self._headers,
            )
        except KafkaError as error:
            raise self._unavailable(error) from error
        self._waiting.append(_Waiting(future, len(value)))
        self._bytes += len(value)

    def flush(self) -> None:
        """Wait until Kafka has all that was handed over."""
        while self._waiting:
            self._confirm()

    def _confirm(self) -> None:
        oldest = self._waiting.popleft()
        self._bytes -= oldest.size
        try:
            oldest.future.get(timeout=ACK_SECONDS)
        except KafkaError as error:
            raise self._unavailable(error) from error
        self._tick()

    def _keep_pace(self) -> None:
        if not self._pause:
            return
        while (left := self._next - time.monotonic()) > 0 and not self._stopped():
            time.sleep(min(left, _NAP))
        # what came late is not made up for in a burst
        self._next = max(self._next, time.monotonic() - _SLACK) + self._pause

    def _unavailable(self, error: KafkaError) -> Unavailable:
        return unavailable(self._settings, error, what="does not take articles")
