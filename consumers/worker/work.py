"""A worker: some or all of the stages in one process, until it is told to stop."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import faust
import structlog

from consumers import topics
from consumers.errors import MusterError
from consumers.health.signs import Signs
from consumers.health.watch import Health
from consumers.settings import Settings
from consumers.stage import Stage
from consumers.stages import STAGES
from consumers.stored import indices
from consumers.worker.agents import agent
from consumers.worker.patience import patiently
from consumers.worker.skipped import read_again

log = structlog.get_logger()

STOP_TIMEOUT = 20.0
"""seconds that the stages have to finish what they hold; what they don't is done again by the next worker"""


async def work(settings: Settings, names: Sequence[str], *, with_parent: bool = False) -> None:
    """Make the topics and indices that aren't there, and run the named stages until SIGTERM or Ctrl-C, or with
    `with_parent` until standard input closes: the kernel closes it however whoever started this worker dies. Servers
    that are away are waited for.

    Raises `MusterError` if the worker can't go on: a stage that has crashed, or too many dead letters.
    """
    stages = [STAGES[name](settings) for name in names]
    over: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()

    def stop(reason: Exception | None = None) -> None:
        if not over.done():
            over.set_result(reason)

    for signum in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signum, stop)
    if with_parent:
        asyncio.get_running_loop().add_reader(sys.stdin.fileno(), stop)

    signs = {stage.name: Signs() for stage in stages}
    health = Health(settings, signs)
    apps: list[faust.App] = []
    opened: list[Stage] = []
    try:
        health.open()
        watches: list[asyncio.Task[None]] = []
        if await _done_before(over, _prepare(settings)):
            opened = stages
            await _open(stages)
            apps = [agent(stage, stop=stop, signs=signs[stage.name]) for stage in stages]
            watches = [asyncio.create_task(_watch(app, stop)) for app in apps]
            health.begin()
        if apps and await _done_before(over, _start(apps)):
            watches += [asyncio.create_task(read_again(app, settings)) for app in apps]
            log.info("ready", stages=list(names), kafka=settings.kafka, elasticsearch=settings.elasticsearch)
        reason = await over
        for watch in watches:
            watch.cancel()
    finally:
        await _stop(apps, opened)
        health.close()
    if reason is not None:
        raise reason if isinstance(reason, MusterError) else MusterError(str(reason))


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
    await patiently(lambda: indices.create(settings), stage="worker")


async def _open(stages: Sequence[Stage]) -> None:
    """Side by side, for most of it is waiting for processes to load what they need. Raises the first fault."""
    for outcome in await asyncio.gather(*(stage.open() for stage in stages), return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome


async def _start(apps: Sequence[faust.App]) -> None:
    await asyncio.gather(*(app.start() for app in apps))


async def _watch(app: faust.App, stop: Callable[[Exception], None]) -> None:
    await app.wait_until_stopped()
    stop(MusterError(f"stage {app.conf.id} has crashed: {app.crash_reason!r}"))


async def _stop(apps: Sequence[faust.App], stages: Sequence[Stage]) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(
            asyncio.gather(*(app.stop() for app in apps), return_exceptions=True), STOP_TIMEOUT
        )
    for stage in stages:
        await stage.close()
