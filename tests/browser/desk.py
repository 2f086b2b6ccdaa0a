"""A desk on real servers, as its own process, with stories in it."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from consumers.command.articles import Sent, read
from consumers.command.publish import send
from consumers.command.running import environment
from consumers.settings import Settings
from tests.browser.stories import articles
from tests.integration.installation import Installation

T = TypeVar("T")

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Chromium's, on a machine of CI: it says nothing to anyone but the desk"""

SEEDS = Path(__file__).parents[2] / "seeds"


@contextmanager
def running_desk(settings: Settings, *options: str) -> Iterator[str]:
    """`muster desk` on a free port; its address."""
    log = settings.home / "desk.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "consumers.command", "desk", "--port", "0", "--with-parent", *options],
            env=environment(settings) | {"COLUMNS": "200"},
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
        )
    try:
        yield _address(process, log)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.terminate()
        process.wait(20)


def stock(installation: Installation) -> None:
    """Have the seeds and the stories of the browser tests go the whole way."""
    with installation.worker(name="stock") as worker:
        seeds: list[Sent] = list(read(sorted(SEEDS.glob("*.json"))))
        send(installation.settings, seeds)
        installation.publish(*articles())
        installation.wait(worker)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"The desk: (http://\S+)/", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"no desk: {log.read_text(encoding='utf-8')}")
