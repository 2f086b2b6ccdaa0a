"""Calls that block, in a few threads of their own."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Generic, TypeVar

T = TypeVar("T")


class Threads(Generic[T]):
    """At most so many calls at once. One that hangs keeps its place, but not the process: its thread is a daemon."""

    def __init__(self, most: int) -> None:
        self._places = asyncio.Semaphore(most)

    async def start(self, call: Callable[[], T]) -> asyncio.Future[T]:
        """Begin a call as soon as there is a place; what it gives is in the future. It sees this task's context."""
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        context = copy_context()

        def settle(result: T | None, error: BaseException | None) -> None:
            self._places.release()
            if done.cancelled():
                return
            if error is not None:
                done.set_exception(error)
                # it is no news to whoever no longer waits
                done.exception()
            else:
                done.set_result(result)  # type: ignore[arg-type]  # without an error there is a result

        def run() -> None:
            result, error = None, None
            try:
                result = context.run(call)
            except BaseException as raised:
                error = raised
            # the loop may have been closed in the meantime
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(settle, result, error)

        threading.Thread(target=run, name="delivery", daemon=True).start()
        return done
