"""Calls that block: a few at once, and one that hangs costs its place only."""

import asyncio
import threading
from contextvars import ContextVar

import pytest

from consumers.delivery.threads import Threads

WHO: ContextVar[str] = ContextVar("who")


async def test_no_more_than_a_few_run_at_once_and_all_run() -> None:
    threads = Threads[int](2)
    running, most, lock = 0, 0, threading.Lock()
    go_on = threading.Event()

    def call(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        go_on.wait(5)
        with lock:
            running -= 1
        return number

    async def one(number: int) -> int:
        return await (await threads.start(lambda: call(number)))

    tasks = [asyncio.create_task(one(number)) for number in range(6)]
    await asyncio.sleep(0.05)
    assert running == 2
    go_on.set()
    assert await asyncio.gather(*tasks) == list(range(6))
    assert most == 2


async def test_what_a_call_raises_comes_out_of_its_future_and_its_place_is_free_again() -> None:
    threads = Threads[int](1)

    def fail() -> int:
        raise OSError("no")

    for _ in range(3):
        with pytest.raises(OSError, match="no"):
            await (await threads.start(fail))


async def test_a_call_that_nobody_waits_for_any_more_harms_nobody() -> None:
    threads = Threads[str](1)
    go_on = threading.Event()
    left = await threads.start(lambda: "late" if go_on.wait(5) else "")
    left.cancel()
    go_on.set()
    assert await (await threads.start(lambda: "next")) == "next"


async def test_a_call_sees_the_context_of_who_started_it() -> None:
    WHO.set("me")
    assert await (await Threads[str](1).start(WHO.get)) == "me"
