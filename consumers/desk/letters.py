"""Dead letters that wait, as the desk knows them: looked up now and then, by a thread of its own.

To count them is to read their whole topic, and Kafka may be away: no page waits for that.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import structlog

from consumers.errors import MusterError
from consumers.letters import Waits, waiting_by_stage
from consumers.settings import Settings
from consumers.stored.elastic import Store

log = structlog.get_logger()

LASTS: Final = 30.0
"""seconds that a look is good for"""
_PATIENCE: Final = 2.0
"""seconds that who asks waits for a look that is under way"""


@dataclass(frozen=True)
class Looked:
    """What was found last, and when; nothing before the first look has ended. `fault`: why a later look failed."""

    waits: tuple[Waits, ...] | None = None
    at: datetime | None = None
    fault: str | None = None

    @property
    def count(self) -> int | None:
        """How many wait, of all stages; None as long as that is not known."""
        return None if self.waits is None else sum(each.count for each in self.waits)


class WaitingLetters:
    """Those of an installation. `clock` gives seconds."""

    def __init__(self, settings: Settings, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._began = float("-inf")
        self._thread: threading.Thread | None = None
        self._looked = Looked()

    async def looked(self) -> Looked:
        """What is known; a look that is due is begun, and waited for a moment."""
        self._begin()
        until = time.monotonic() + _PATIENCE
        while self._is_looking() and time.monotonic() < until:
            await asyncio.sleep(0.05)
        return self._looked

    def _is_looking(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _begin(self) -> None:
        with self._lock:
            if self._is_looking() or self._clock() - self._began < LASTS:
                return
            self._began = self._clock()
            # a desk that is told to stop does not wait for a Kafka that is away
            self._thread = threading.Thread(target=self._look, name="dead-letters", daemon=True)
            self._thread.start()

    def _look(self) -> None:
        try:
            waits = asyncio.run(self._ask())
            self._looked = Looked(tuple(waits), datetime.now(UTC))
        except MusterError as error:
            self._looked = Looked(self._looked.waits, self._looked.at, str(error))
        except Exception as error:
            log.exception("dead letters can't be counted")
            self._looked = Looked(self._looked.waits, self._looked.at, type(error).__name__)

    async def _ask(self) -> list[Waits]:
        async with Store(self._settings) as store:
            return await waiting_by_stage(self._settings, store)
