"""Waiting for a server that is away."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from consumers.errors import Unavailable

log = structlog.get_logger()

Sleep = Callable[[float], Awaitable[None]]
T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0
"""seconds between attempts while a server is away; doubled each time"""


async def patiently(attempt: Callable[[], Awaitable[T]], *, stage: str, sleep: Sleep = asyncio.sleep) -> T:
    """Make an attempt until it succeeds, as long as what fails is a server; what it gave."""
    wait = FIRST_WAIT
    while True:
        began = time.monotonic()
        try:
            return await attempt()
        except Unavailable as error:
            if time.monotonic() - began > LONGEST_WAIT:
                # it had found its servers: this is another absence
                wait = FIRST_WAIT
            log.warning("waiting", stage=stage, seconds=wait, reason=str(error))
            await sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)
