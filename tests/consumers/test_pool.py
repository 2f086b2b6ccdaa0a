"""spaCy in real processes, which are killed here as a machine that runs out of memory kills them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from consumers.errors import MusterError, Unreadable
from consumers.pool import ParserPool, parser, unpack
from pipeline.parse import DEFAULT_MODEL, Columns, Parser

TEXTS = [
    "At least 2,400 Norwegian soldiers have arrived in Estonia.",
    "",
    "“We will stay,” Lunde said.\n\nShe did not say for how long.",
    "Headline only",
    "🪖 Zelenskyy said 10 000 troops were “ready”. " * 40,
    "x" * 2_000,
]


class KillingPool(ParserPool):
    """A pool in which a text that says so kills the process that parses it, as a fault in a library would."""

    async def _parse(self, texts: Sequence[str]) -> list[Columns]:
        for text in texts:
            if text.startswith("kill"):
                await asyncio.wrap_future(self.submit(os._exit, 1))
        return await super()._parse(texts)


@pytest.fixture(scope="module")
def expected() -> list[Columns]:
    return list(Parser().parse(TEXTS))


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    made = KillingPool(model=DEFAULT_MODEL, processes=2)
    yield made
    made.close()


async def test_parses_are_those_of_a_parser_here_in_the_order_of_the_texts(
    pool: ParserPool, expected: list[Columns]
) -> None:
    assert await pool.parse(TEXTS) == expected
    assert await pool.parse(TEXTS[::-1]) == expected[::-1]
    assert await pool.parse([]) == []


async def test_it_names_its_model_once_it_is_loaded(pool: ParserPool) -> None:
    assert await pool.ready() == "en_core_web_md-3.7.1"


async def test_a_process_killed_half_way_costs_nothing(pool: ParserPool, expected: list[Columns]) -> None:
    pid = await asyncio.wrap_future(pool.submit(os.getpid))
    parsing = asyncio.create_task(pool.parse(TEXTS * 15))
    await asyncio.sleep(0.1)
    assert not parsing.done()
    os.kill(pid, signal.SIGKILL)
    assert await parsing == expected * 15
    assert not psutil.pid_exists(pid)
    # and it goes on
    assert await pool.parse(TEXTS) == expected


async def test_a_process_killed_while_there_is_nothing_to_do_costs_not_even_a_single_text(
    pool: ParserPool, expected: list[Columns]
) -> None:
    pid = await asyncio.wrap_future(pool.submit(os.getpid))
    os.kill(pid, signal.SIGKILL)
    assert await pool.parse(TEXTS[:1]) == expected[:1]


async def test_a_text_that_kills_its_process_is_unreadable_and_others_get_through(
    pool: ParserPool, expected: list[Columns]
) -> None:
    with pytest.raises(Unreadable, match="the parser died of this text"):
        await pool.parse(["kill"])
    assert await pool.parse(TEXTS[:3]) == expected[:3]


async def test_a_model_that_is_not_installed_is_said_in_one_line() -> None:
    made = ParserPool(model="en_core_web_enormous", processes=1)
    try:
        with pytest.raises(MusterError, match=r"'en_core_web_enormous' is installed: .*MUSTER_MODEL"):
            await made.ready()
    finally:
        made.close()


def test_only_a_process_of_the_pool_has_a_parser() -> None:
    with pytest.raises(MusterError, match="only a process of the pool"):
        parser()


def test_what_a_process_hands_back_is_read_or_refused() -> None:
    with pytest.raises(ValueError, match="truncated"):
        unpack(b"")


async def test_closing_ends_every_process() -> None:
    before = set(psutil.Process().children(recursive=True))
    made = ParserPool(model=DEFAULT_MODEL, processes=2)
    await made.parse(["One soldier.", "Two soldiers."])
    children = set(psutil.Process().children(recursive=True)) - before
    assert len([child for child in children if "spawn_main" in " ".join(child.cmdline())]) == 2
    made.close()
    _until(lambda: not any("spawn_main" in " ".join(_cmdline(child)) for child in children))


def test_a_parent_killed_outright_leaves_no_child(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import asyncio, time\n"
        "from consumers.pool import ParserPool\n"
        "from pipeline.parse import DEFAULT_MODEL\n"
        "if __name__ == '__main__':\n"
        "    pool = ParserPool(model=DEFAULT_MODEL, processes=2)\n"
        "    asyncio.run(pool.parse(['One soldier.', 'Two soldiers.']))\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        assert len(children) >= 2
        parent.kill()
        parent.wait()
    _until(lambda: not any(map(_runs, children)))


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def _until(holds: Callable[[], bool], *, within: float = 5.0) -> None:
    until = time.monotonic() + within
    while not holds():
        assert time.monotonic() < until, f"not within {within} s"
        time.sleep(0.05)
