"""Ctrl-C and SIGTERM as a wish: what is under way is finished first."""

import signal
import time
from types import FrameType, TracebackType
from typing import Final, Self

_NAP: Final = 0.2


class Stopping:
    """Within it a first Ctrl-C or SIGTERM is only noted; a second one is as rude as ever."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Self:
        self._before = {
            number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def __bool__(self) -> bool:
        return self.asked

    def wait(self, seconds: float) -> None:
        """Wait, but not when asked to stop."""
        until = time.monotonic() + seconds
        while not self.asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _NAP))

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        for each, handler in self._before.items():
            signal.signal(each, handler)
