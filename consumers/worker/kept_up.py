"""A stage that is kept up: its app is made anew when Kafka's being away has ended it."""

import asyncio
from collections.abc import Callable

import faust
from aiokafka.errors import KafkaError

from consumers.errors import MusterError, Unavailable
from consumers.health.signs import Signs
from consumers.settings import Settings
from consumers.stage import Stage
from consumers.worker.agents import CLIENT, agent
from consumers.worker.patience import patiently
from consumers.worker.sending import Sender
from consumers.worker.skipped import read_again

STOP_TIMEOUT = 20.0
"""seconds that a stage has to finish what it holds; what it doesn't is done again by the next worker"""


async def kept_up(
    stage: Stage,
    settings: Settings,
    *,
    signs: Signs,
    stop: Callable[[Exception], None],
    started: Callable[[], None],
) -> None:
    """Run an open stage until this is cancelled. `started` is called each time that it has begun to consume, `stop` with
    the reason when it can't go on."""

    async def run() -> None:
        sender = Sender(settings, client=CLIENT, stage=stage.name)
        app = agent(stage, sender.put, stop=stop, signs=signs)
        try:
            await _until_it_ends(app, settings, started)
        finally:
            # left to itself after that: Faust waits for a broker that is gone, and does not let itself be cancelled
            stopped, _ = await asyncio.wait({asyncio.ensure_future(app.stop())}, timeout=STOP_TIMEOUT)
            for each in stopped:
                each.result()
            await sender.close()

    try:
        await patiently(run, stage=stage.name)
    except Exception as reason:
        # nobody would do the stage's work any more
        stop(reason)


async def _until_it_ends(app: faust.App, settings: Settings, started: Callable[[], None]) -> None:
    """Raises `Unavailable` if Kafka has ended it, `MusterError` if anything else has."""
    try:
        await app.start()
        started()
        reading = asyncio.create_task(read_again(app, settings))
        try:
            await app.wait_until_stopped()
        finally:
            reading.cancel()
    except (KafkaError, OSError) as error:
        raise _away(error) from error
    if isinstance(app.crash_reason, KafkaError | OSError):
        raise _away(app.crash_reason)
    raise MusterError(f"stage {app.conf.id} has crashed: {app.crash_reason!r}")


def _away(error: BaseException) -> Unavailable:
    return Unavailable(f"Kafka has ended the consumer ({type(error).__name__}: {error})")
