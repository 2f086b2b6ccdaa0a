"""A stage as a Faust agent: one app, one consumer group, one agent, so that any stage can be scaled alone."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, cast

import faust
import structlog
from faust.types import StreamT
from mode.supervisors import CrashingSupervisor

from consumers.clients.faust import credentials
from consumers.errors import MusterError, TooManyDeadLetters
from consumers.groups import group_of
from consumers.health.signs import Signs
from consumers.record import PROVIDER, SILENT, Record, one_line
from consumers.stage import Stage
from consumers.traces.provider import HEADER
from consumers.worker.acks import Acks
from consumers.worker.fetching import Transport
from consumers.worker.lanes import Turn, in_lanes
from consumers.worker.runner import Produce, Runner

log = structlog.get_logger()

GROUP_WAIT = 8.0
"""seconds that a rebalance waits for members; the broker's 30 would be the first join's wait too"""

METADATA_MS = 10_000
"""Between two looks at which partitions there are. One that joins while its broker is just back may be told of none,
and be given none; by default it would look again after five minutes."""

FEW_AHEAD = 2
"""full batches that are taken and not acked, at most: one that waits while one is worked on"""
MANY_AHEAD = 16
"""the same of a stage that has several batches in hand: what waits for one story that takes its time, while the others
go on"""

CLIENT = f"muster-{socket.gethostname()}-{os.getpid()}"
"""what the broker knows this process as, in every group"""


def agent(stage: Stage, produce: Produce, *, stop: Callable[[Exception], None], signs: Signs) -> faust.App:
    """The app that runs `stage`. `stop` is called once, with the reason, when its worker can't go on; `signs` is shown
    what goes on."""
    settings = stage.settings
    # Faust makes only the last folder of this path, and keeps nothing in it: there are no tables
    datadir = settings.home / "faust" / stage.name
    datadir.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        group_of(stage.name, settings),
        broker=[f"kafka://{address}" for address in settings.kafka.split(",")],
        broker_credentials=credentials(settings),
        # bytes in and bytes out: what Faust can't decode it would ack before anyone saw it
        key_serializer="raw",
        value_serializer="raw",
        broker_client_id=CLIENT,
        datadir=str(datadir),
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        broker_commit_interval=1.0,
        broker_rebalance_timeout=GROUP_WAIT,
        # a stage that waits for a server must not be taken for a dead one
        broker_max_poll_interval=3600.0,
        stream_buffer_maxsize=3 * settings.batch,
        stream_wait_empty=False,
        consumer_auto_offset_reset="earliest",
        consumer_metadata_max_age_ms=METADATA_MS,
        consumer_max_fetch_size=4 * 1024 * 1024,
        worker_redirect_stdouts=False,
        agent_supervisor=CrashingSupervisor,
    )

    app.transport = Transport(app.conf.broker_consumer, app)
    runner = Runner(stage, produce, signs=signs)

    async def work(stream: StreamT[bytes]) -> None:
        side_by_side = stage.at_once > 1
        acks = Acks(most=settings.batch * (MANY_AHEAD if side_by_side else FEW_AHEAD))

        async def do(batch: Sequence[Any], turn: Turn) -> None:
            try:
                await runner.run([_record(event) for event in batch], turn)
            except TooManyDeadLetters as reason:
                stop(reason)
                await asyncio.Event().wait()  # unacked, until the worker has gone
            if acks.done(batch):
                signs.finished()
            else:
                signs.progress()

        # StreamT, Faust's interface, lacks what Stream has
        events = cast("AsyncIterator[Any]", cast("faust.Stream[bytes]", stream).noack().events())
        await in_lanes(
            acks.taking(events),
            lane=_partition if side_by_side else _story,
            most=settings.batch,
            at_once=stage.at_once,
            do=do,
        )

    async def meanwhile() -> None:
        try:
            await runner.meanwhile()
        except Exception as error:
            log.exception("crashed", stage=stage.name)
            stop(MusterError(f"stage {stage.name} has crashed: {one_line(error)}"))

    app.agent(app.topic(settings.prefix + stage.reads), concurrency=1, name=stage.name)(work)
    app.task(meanwhile)
    return app


def _headers(message: Any) -> Iterable[tuple[str, bytes]]:
    """Faust hands a message's headers on as a list or a mapping, or not at all."""
    headers = message.headers or ()
    return headers.items() if isinstance(headers, Mapping) else headers


def _partition(event: Any) -> Hashable:
    return int(event.message.partition)


def _story(event: Any) -> Hashable:
    """What is of one story has one key; of what has none, nobody knows whose it is."""
    key: bytes | None = event.message.key
    return key if key is not None else _partition(event)


def _record(event: Any) -> Record:
    message = event.message
    headers = dict(_headers(message))
    provider, traceparent = headers.get(PROVIDER), headers.get(HEADER)
    return Record(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        timestamp=round(message.timestamp * 1000),
        key=message.key,
        value=message.value or b"",
        silent=SILENT in headers,
        provider=provider.decode(errors="replace") if provider else None,
        traceparent=traceparent.decode(errors="replace") if traceparent else None,
    )
