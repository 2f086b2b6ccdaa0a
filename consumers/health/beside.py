"""`/live`, `/ready` and `/metrics` of a web application at an address of their own, for those inside only."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from consumers.health.server import Faults, HealthServer
from consumers.settings import Settings

_ANSWER: Final = 5.0
"""seconds that the event loop has to answer a thread"""

Reasons = Callable[[], Awaitable[list[str]]]
"""why it is not so; nothing where it is"""


async def _always() -> list[str]:
    return []


@asynccontextmanager
async def answering(settings: Settings, *, ready: Reasons, live: Reasons = _always) -> AsyncIterator[None]:
    """Answer at the address of the setting `health`, if there is one, within the `async with`.

    Raises `MusterError` if the address is taken.
    """
    if not settings.health:
        yield
        return
    loop = asyncio.get_running_loop()
    server = HealthServer(settings.health, live=_asked(live, loop), ready=_asked(ready, loop))
    server.open()
    try:
        yield
    finally:
        server.close()


def _asked(reasons: Reasons, loop: asyncio.AbstractEventLoop) -> Faults:
    async def asked() -> list[str]:
        return await reasons()

    def faults() -> list[str]:
        """In a thread: the loop may be what hangs."""
        try:
            return asyncio.run_coroutine_threadsafe(asked(), loop).result(_ANSWER)
        except TimeoutError:
            return ["it does not answer"]

    return faults
