"""What is counted of a stage, by the runner that runs it."""

import asyncio
from collections.abc import Sequence

import pytest

from consumers.errors import Unavailable
from consumers.metrics.stages import Stopwatch
from consumers.record import Record, key_of
from consumers.settings import Settings
from consumers.stage import Outbox, Stage, readable
from consumers.worker.lanes import Turn
from consumers.worker.runner import Runner
from tests.scraped import Scraped


class Measured(Stage):
    """Can't read "bad", and a server is away the first time at "away"."""

    name = "measured"
    reads = "in"
    away = 1

    def read(self, record: Record) -> bytes:
        if record.value == b"bad":
            raise ValueError("is bad")
        if record.value == b"away" and self.away:
            self.away -= 1
            raise Unavailable("Elasticsearch is away")
        return record.value

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        for record, value in readable(batch, out, self.read):
            out.send("out", key=key_of(record), value=value, of=record)

    async def meanwhile(self, out: Outbox) -> None:
        out.send("beside", key="key", value=b"value")
        await out.flush()


async def taken(_messages: Sequence[object]) -> None:
    """What a broker does that is there."""


async def soon(_seconds: float) -> None:
    await asyncio.sleep(0)


def records(*values: bytes) -> list[Record]:
    return [Record("in", 0, offset, 0, b"key", value) for offset, value in enumerate(values)]


@pytest.fixture
def runner() -> Runner:
    return Runner(Measured(Settings(_env_file=None, prefix="mine-")), taken, sleep=soon)


async def test_a_batch_is_counted_once_with_what_came_of_it_and_where_it_went(runner: Runner) -> None:
    before = Scraped.here()
    await runner.run(records(b"one", b"bad", b"away"))
    counted = Scraped.here().since(before)
    assert counted("muster_records_in_total", stage="measured") == 3
    assert counted("muster_records_out_total", stage="measured", topic="out") == 2
    assert counted("muster_dead_letters_total", stage="measured") == 1
    assert counted("muster_records_out_total", stage="measured", topic="dead-letters") == 1
    assert counted("muster_retries_total", stage="measured") == 1
    assert counted("muster_batch_records_bucket", stage="measured", le="4.0") == 1
    assert counted("muster_batch_records_bucket", stage="measured", le="2.0") == 0


async def test_what_a_stage_does_beside_its_batches_is_counted_and_takes_none_of_its_time(
    runner: Runner,
) -> None:
    before = Scraped.here()
    await runner.meanwhile()
    counted = Scraped.here().since(before)
    assert counted("muster_records_out_total", stage="measured", topic="beside") == 1
    assert counted("muster_stage_seconds_total", stage="measured", part="send") == 0


def test_a_stage_is_seen_with_no_dead_letters_before_there_is_one(runner: Runner) -> None:
    assert runner is not None
    assert ("muster_dead_letters_total", frozenset({("stage", "measured")})) in Scraped.here().figures


def test_a_stages_seconds_add_up_to_all_there_were_while_a_part_lasts_too() -> None:
    before, now = Scraped.here(), 100.0
    watch = Stopwatch("timed", clock=lambda: now)

    def counted(part: str) -> float:
        watch.settle()
        return Scraped.here().since(before)("muster_stage_seconds_total", stage="timed", part=part)

    now = 107.0
    assert counted("wait") == 7
    with watch.part("handle"):
        now = 108.0
        with watch.part("send"):
            now = 138.0
            assert counted("send") == 30, "it still lasts"
            now = 140.0
        now = 141.0
        with watch.part("away"):
            now = 144.0
    now = 150.0
    assert [counted(part) for part in ("wait", "handle", "send", "away")] == [13, 2, 32, 3]


async def test_with_several_batches_in_hand_a_stage_works_while_one_is_worked_on() -> None:
    before, now = Scraped.here(), 100.0
    watch = Stopwatch("beside", clock=lambda: now)
    sent, done = asyncio.Event(), asyncio.Event()

    async def one() -> None:
        with watch.part("handle"):
            with watch.part("send"):
                await sent.wait()
            await done.wait()

    async def other() -> None:
        with watch.part("handle"):
            await done.wait()

    first, second = asyncio.create_task(one()), asyncio.create_task(other())
    await asyncio.sleep(0)
    now = 110.0  # one sends, the other is worked on
    done.set()
    await second
    now = 113.0  # only the one that sends is left
    sent.set()
    await first
    now = 114.0
    watch.settle()
    counted = Scraped.here().since(before)
    parts = ("wait", "handle", "send", "away")
    assert [counted("muster_stage_seconds_total", stage="beside", part=part) for part in parts] == [
        1,
        10,
        3,
        0,
    ]


async def test_a_batch_that_waits_for_its_turn_is_no_work_of_the_stage(runner: Runner) -> None:
    before, done = Scraped.here(), asyncio.Event()
    running = asyncio.create_task(runner.run(records(b"one"), Turn(before=[done])))
    await asyncio.sleep(0.3)
    done.set()
    await running
    counted = Scraped.here().since(before)
    assert counted("muster_stage_seconds_total", stage="measured", part="wait") > 0.25
    assert counted("muster_records_out_total", stage="measured", topic="out") == 1
