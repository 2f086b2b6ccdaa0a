"""A worker: some or all of the stages in one process, until it is told to stop."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

import structlog

from consumers import topics
from consumers.errors import MusterError
from consumers.health.signs import Signs
from consumers.health.watch import Health
from consumers.rebuild import lost
from consumers.settings import Settings
from consumers.stage import Stage
from consumers.stages import STAGES
from consumers.stored import indices
from consumers.traces import provider
from consumers.worker.garbage import settle
from consumers.worker.kept_up import STOP_TIMEOUT, kept_up
from consumers.worker.patience import patiently

log = structlog.get_logger()

LAST_SECONDS = STOP_TIMEOUT + 8
"""that a worker which is told to stop has to end in; less than who told it waits"""


async def work(
    settings: Settings, names: Sequence[str], *, with_parent: bool = False, alone: bool = False
) -> None:
    """Make the topics and indices that aren't there, and run the named stages until SIGTERM or Ctrl-C, or with
    `with_parent` until standard input closes: the kernel closes it however whoever started this worker dies. Servers
    that are away are waited for.

    Raises `MusterError` if the worker can't go on: a stage that has crashed, or too many dead letters; or can't begin.
    """
    provider.begin(settings, "worker")
    stages = [STAGES[name](settings) for name in names]
    over: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()

    def stop(reason: Exception | None = None) -> None:
        if not over.done():
            over.set_result(reason)

    _heed(stop, with_parent=with_parent)
    signs = {stage.name: Signs() for stage in stages}
    health = Health(settings, signs)
    running: list[asyncio.Task[None]] = []
    opened: list[Stage] = []
    waiting = set(names)

    def started(name: str) -> None:
        if waiting == {name}:
            settle()
        waiting.discard(name)
        if not waiting:
            log.info("ready", stages=list(names), kafka=settings.kafka, elasticsearch=settings.elasticsearch)

    try:
        health.open()
        if await _done_before(over, _prepare(settings)):
            opened = stages
            await _open(stages)
            running = [
                asyncio.create_task(
                    kept_up(
                        stage,
                        settings,
                        signs=signs[stage.name],
                        stop=stop,
                        started=partial(started, stage.name),
                    )
                )
                for stage in stages
            ]
            health.begin()
        reason = await over
    finally:
        if alone:
            _end_by_all_means()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        for stage in opened:
            await stage.close()
        health.close()
    if reason is not None:
        raise reason if isinstance(reason, MusterError) else MusterError(str(reason))


def _end_by_all_means() -> None:
    """What a worker holds is done again by the next one; a worker that nobody can stop is worse."""

    def leave() -> None:
        log.warning(
            "ends at once", reason=f"something has not stopped for {LAST_SECONDS:g} s; it is done again"
        )
        os._exit(1)

    # of no account when the process ends by itself
    last = threading.Timer(LAST_SECONDS, leave)
    last.daemon = True
    last.start()


def _heed(stop: Callable[[], None], *, with_parent: bool) -> None:
    """Have a signal stop it, or with `with_parent` the end of standard input."""
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop)
    if with_parent:
        loop.add_reader(sys.stdin.fileno(), stop)


async def _done_before(over: "asyncio.Future[Any]", work: Coroutine[Any, Any, None]) -> bool:
    """Whether it is done before the worker is told to stop: it may wait for a server for ever. Raises what it raises."""
    task = asyncio.ensure_future(work)
    await asyncio.wait([task, over], return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        task.result()
        return True
    return False


async def _prepare(settings: Settings) -> None:
    async def topics_are_there() -> None:
        await asyncio.to_thread(topics.create, settings)

    await patiently(topics_are_there, stage="worker")
    await patiently(lambda: lost.refuse(settings), stage="worker")
    await patiently(lambda: indices.create(settings), stage="worker")


async def _open(stages: Sequence[Stage]) -> None:
    """Side by side, for most of it is waiting for processes to load what they need. Raises the first fault."""
    for outcome in await asyncio.gather(*(stage.open() for stage in stages), return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
