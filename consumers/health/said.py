"""What a probe is answered, the same from every process."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any, Final, Literal

Name = Literal["live", "ready"]

_LASTS: Final = 1.0
"""seconds that an answer is good for: whoever asks a hundred times a second asks the servers once"""


def said(name: str, reasons: Sequence[str]) -> tuple[HTTPStatus, dict[str, Any]]:
    """The status and the JSON: `reasons` are why it is not so, none where it is."""
    if not reasons:
        return HTTPStatus.OK, {name: True}
    return HTTPStatus.SERVICE_UNAVAILABLE, {name: False, "reasons": list(reasons)}


class Probe:
    """Asks why it is not so, at most once a second."""

    def __init__(self, ask: Callable[[], Awaitable[list[str]]]) -> None:
        self._ask = ask
        self._asking = asyncio.Lock()
        self._asked = float("-inf")
        self._reasons: list[str] = []

    async def reasons(self) -> list[str]:
        """What was found, a second ago or less."""
        async with self._asking:
            if time.monotonic() - self._asked >= _LASTS:
                self._reasons = await self._ask()
                self._asked = time.monotonic()
            return self._reasons
