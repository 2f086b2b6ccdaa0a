"""Real processes, which die, hang and grow here as stories make them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import psutil
import pytest

from consumers.errors import MusterError, Unavailable, Unreadable
from consumers.record import Record
from consumers.settings import Settings
from consumers.stage import Outbox
from consumers.stages.enriching import Enriching
from consumers.worker import reading
from consumers.worker.child import Died
from consumers.worker.pool import TOGETHER, Keep, Pool, share_out
from pipeline.draft import unpack
from pipeline.parse import DEFAULT_MODEL, Parser
from tests.consumers.tasks import (
    ENDLESS,
    die_once,
    nothing,
    pid,
    read,
    read_drafts,
    read_one,
    together,
    untouched,
)

KEEP = Keep(items=1_000, memory=1 << 40)


@pytest.fixture(scope="module", autouse=True)
def found_there() -> Iterator[None]:
    """A process is told where its parent looks for modules; this one is found by pytest alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2])
        yield


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(nothing, processes=2, keep=KEEP)
    yield made
    made.close()


async def each(pool: Pool, *texts: str, seconds: float = 60) -> list[str]:
    found = await pool.each(read, texts, size=len, seconds=seconds)
    return [f"given up: {result}" if isinstance(result, Unreadable) else result for result in found]


async def test_results_are_in_the_order_of_the_items_however_they_are_shared_out(pool: Pool) -> None:
    texts = [f"{i} " * (i * 700 % 9_000) for i in range(60)]
    assert await each(pool, *texts) == [text.upper() for text in texts]
    assert await each(pool) == []


async def test_items_are_shared_out_among_the_processes_that_have_nothing_to_do(pool: Pool) -> None:
    texts = ["some words"] * 8
    assert await pool.each(together, texts, size=len, seconds=60) == [4] * 8
    busy = asyncio.create_task(pool.one(read_one, "hangs", seconds=2))
    await asyncio.sleep(0)
    assert await pool.each(together, texts, size=len, seconds=60) == [8] * 8
    with pytest.raises(Unreadable, match="took longer"):
        await busy


async def test_a_story_that_kills_its_process_is_given_up_and_the_others_of_its_batch_get_through(
    pool: Pool,
) -> None:
    assert await each(pool, "one", "two", "kills", "three", "kills", "four") == [
        "ONE",
        "TWO",
        "given up: made the process that read it die, twice (SIGKILL, signal 9)",
        "THREE",
        "given up: made the process that read it die, twice (SIGKILL, signal 9)",
        "FOUR",
    ]
    assert await each(pool, "five", "six") == ["FIVE", "SIX"]


async def test_a_story_that_never_ends_costs_its_time_and_the_others_of_its_batch_get_through(
    pool: Pool,
) -> None:
    noted: list[float] = []
    began = time.monotonic()
    found = await pool.each(
        read,
        ["one", "hangs", "two"],
        size=len,
        seconds=8,
        progress=lambda: noted.append(time.monotonic() - began),
    )
    assert [str(result) for result in found] == ["ONE", "took longer than 8 s (MUSTER_STORY_SECONDS)", "TWO"]
    assert noted, "nobody was told that it went on"
    with pytest.raises(Unreadable, match=r"took longer than 0\.5 s"):
        await pool.one(read_one, "hangs", seconds=0.5)
    # no process is left with what it was late for
    assert await each(pool, "three", "four", "five") == ["THREE", "FOUR", "FIVE"]


async def test_a_process_that_is_stopped_and_reads_nothing_is_late_too(pool: Pool) -> None:
    stopped = await asyncio.wrap_future(pool.submit(pid))
    os.kill(stopped, signal.SIGSTOP)
    # more than a pipe holds: nobody could even send it off
    with pytest.raises(Unreadable, match="took longer"):
        await pool.one(read_one, "x" * 2_000_000, seconds=0.5)
    assert not psutil.pid_exists(stopped)


async def test_what_a_process_has_loaded_is_not_searched_for_garbage(pool: Pool) -> None:
    assert await asyncio.wrap_future(pool.submit(untouched)) > 10_000


async def test_a_death_that_is_not_the_storys_fault_costs_nothing(pool: Pool, tmp_path: Path) -> None:
    assert await pool.one(die_once, str(tmp_path / "alone"), seconds=60) == "done"
    idle = await asyncio.wrap_future(pool.submit(pid))
    os.kill(idle, signal.SIGKILL)
    assert await pool.one(read_one, "one", seconds=60) == "ONE"


async def test_a_mistake_in_a_stage_comes_out_as_it_is_and_costs_no_process(pool: Pool) -> None:
    before = await asyncio.wrap_future(pool.submit(pid))
    with pytest.raises(KeyError, match="a mistake in a stage") as caught:
        await pool.one(read_one, "trips", seconds=60)
    assert "read_one" in "".join(caught.value.__notes__), "nobody can tell where"
    assert await asyncio.wrap_future(pool.submit(pid)) == before


async def test_a_task_without_a_limit_says_how_its_process_died(pool: Pool) -> None:
    with pytest.raises(Died, match="exit code 7"):
        await asyncio.wrap_future(pool.submit(os._exit, 7))


async def test_processes_are_replaced_after_so_many_items_or_when_they_hold_too_much() -> None:
    for keep, lives in ((Keep(items=3, memory=1 << 40), 3), (Keep(items=1_000, memory=1), 1)):
        made = Pool(nothing, processes=1, keep=keep)
        try:
            pids = [await made.one(pid, None, seconds=60) for _ in range(6)]
        finally:
            made.close()
        assert pids == [each for each in dict.fromkeys(pids) for _ in range(lives)]
        assert len(set(pids)) == 6 // lives
        assert not any(map(psutil.pid_exists, pids)), "a process is left behind"


async def test_a_process_that_cannot_start_is_waited_for_and_no_story_is_blamed() -> None:
    made = Pool(partial(os._exit, 9), processes=1, keep=KEEP)
    try:
        with pytest.raises(Unavailable, match="ended as it started"):
            await made.one(read_one, "one", seconds=60)
    finally:
        made.close()


async def test_a_process_that_is_killed_as_it_starts_is_started_again(tmp_path: Path) -> None:
    made = Pool(partial(die_once, str(tmp_path / "died")), processes=1, keep=KEEP)
    try:
        await made.ready()
    finally:
        made.close()
    made = Pool(partial(os._exit, 9), processes=1, keep=KEEP)
    try:
        with pytest.raises(Unavailable, match="ended as it started"):
            await made.ready()
    finally:
        made.close()


async def test_closing_ends_every_process_and_blames_no_story() -> None:
    made = Pool(nothing, processes=2, keep=KEEP)
    first = await asyncio.wrap_future(made.submit(pid))
    hanging = asyncio.create_task(made.one(read_one, "hangs", seconds=ENDLESS))
    waiting = asyncio.create_task(made.one(read_one, "hangs", seconds=ENDLESS))
    await asyncio.sleep(0.5)
    made.close()
    for task in (hanging, waiting):
        with pytest.raises(Unavailable, match="stopping"):
            await task
    with pytest.raises(Unavailable, match="stopping"):
        await made.one(read_one, "one", seconds=60)
    assert not psutil.pid_exists(first)


def test_items_are_shared_out_in_order_into_loads_that_a_process_can_take() -> None:
    items = ["x" * 30_000, "a", "b", "y" * 90_000, "c", "z" * 10_000]
    loads = share_out(items, size=len, processes=2)
    assert [item for load in loads for item in load] == items
    assert all(load for load in loads)
    assert len(loads) >= 2
    small = share_out(["x" * 4_000] * 32, size=len, processes=1)
    assert max(sum(map(len, load)) for load in small) <= TOGETHER
    assert share_out([], size=len, processes=3) == []


def test_a_parent_killed_outright_leaves_no_child(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from consumers.worker.pool import Keep, Pool\n"
        "if __name__ == '__main__':\n"
        "    pool = Pool(os.getpid, processes=2, keep=Keep(items=9, memory=1 << 40))\n"
        "    hanging = [pool.submit(time.sleep, 600) for _ in range(2)]\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        started = psutil.Process(parent.pid)
        _until(lambda: len(started.children(recursive=True)) >= 2)
        children = started.children(recursive=True)
        parent.kill()
        parent.wait()
    _until(lambda: not any(map(_runs, children)))


# --- what is done in them -------------------------------------------------------------------------

TEXTS = [
    "At least 2,400 Norwegian soldiers have arrived in Estonia.",
    "“We will stay,” Lunde said.\n\nShe did not say for how long.",
    "Headline only",
    "🪖 Zelenskyy said 10 000 troops were “ready”. " * 40,
    "x" * 2_000,
]


@pytest.fixture
async def parsing() -> AsyncIterator[Pool]:
    made = Pool(partial(reading.ready_to_parse, DEFAULT_MODEL), processes=2, keep=KEEP)
    await made.ready()
    yield made
    made.close()


async def test_parses_are_those_of_a_parser_here(parsing: Pool) -> None:
    values = [
        msgspec.json.encode({"uri": f"urn:{i}", "text": text, "language": "en"})
        for i, text in enumerate(TEXTS)
    ]
    records = [Record("in", 0, i, timestamp=0, key=b"k", value=value) for i, value in enumerate(values)]
    found = await parsing.each(
        partial(reading.parse, default_language="en"),
        records,
        size=lambda record: len(record.value),
        seconds=120,
    )
    drafts = [unpack(each.draft) for each in found if isinstance(each, reading.Parsed)]
    assert [draft.columns for draft in drafts] == list(Parser().parse(TEXTS))
    assert [draft.story.text for draft in drafts] == TEXTS
    assert drafts[0].story.extractor.endswith(" en_core_web_md-3.7.1")


class Reads(Enriching):
    """A stage between the parse and the index whose work is the one above."""

    name = "reads"
    reads = "in"
    writes = "out"
    work = staticmethod(read_drafts)


class Tray(Outbox):
    """Notes what it is given, in order."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def send(self, topic: str, *, key: str, value: bytes, of: Record | None = None) -> None:  # noqa: ARG002  # for traces
        self.given.append(f"{topic}: {key} {value.decode()}")

    def reject(self, record: Record, reason: str) -> None:
        self.given.append(f"{record} rejected: {reason}")

    async def flush(self) -> None:
        """Kafka is always there."""

    def progress(self) -> None:
        self.given.append("progress")


async def test_a_stage_after_the_parse_gives_up_what_never_ends_and_shares_its_process_with_the_others() -> (
    None
):
    settings = Settings(_env_file=None, story_seconds=6)
    first, second = Reads(settings), Reads(settings)
    await asyncio.gather(first.open(), second.open())
    out = Tray()
    try:
        values = (b"one", b"hangs", b"two")
        await first.handle([Record("in", 0, i, 0, b"k", value) for i, value in enumerate(values)], out)
        pids = {await stage.pool.one(pid, None, seconds=60) for stage in (first, second)}
    finally:
        await first.close()
        await second.close()
    assert out.given == [
        # all at once, which took too long, and then each alone
        *["progress"] * 4,
        "out: k ONE",
        "in[0]@1 rejected: took longer than 6 s (MUSTER_STORY_SECONDS)",
        "out: k TWO",
    ]
    assert len(pids) == 1
    assert not any(map(psutil.pid_exists, pids)), "the last to go has closed the door"


async def test_a_model_that_is_not_installed_is_said_in_one_line() -> None:
    made = Pool(partial(reading.ready_to_parse, "en_core_web_enormous"), processes=1, keep=KEEP)
    try:
        with pytest.raises(MusterError, match=r"'en_core_web_enormous' is installed: .*MUSTER_MODEL"):
            await made.ready()
    finally:
        made.close()


def test_only_a_process_of_the_pool_has_a_parser() -> None:
    with pytest.raises(MusterError, match="only a process of the pool"):
        reading.parser()


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _until(holds: Callable[[], bool], *, within: float = 30.0) -> None:
    until = time.monotonic() + within
    while not holds():
        assert time.monotonic() < until, f"not within {within} s"
        time.sleep(0.05)
