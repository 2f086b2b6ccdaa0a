"""`muster gateway` as its own process, for tests that push to it."""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

from consumers.command.running import environment
from consumers.settings import Settings
from tests.integration.installation import until


@dataclass(frozen=True)
class RunningGateway:
    """Where it listens, its process and its log."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def peak_memory(self) -> int:
        """The most memory that it has had, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found[1]) // 1024

    def cpu_seconds(self) -> float:
        """What it has worked so far, which on a shared machine says more than the time that passed."""
        spent = psutil.Process(self.process.pid).cpu_times()
        return spent.user + spent.system


@contextmanager
def running_gateway(settings: Settings, *, name: str = "gateway", port: int = 0) -> Iterator[RunningGateway]:
    """A gateway on that port, or on a free one; its log lies in the settings' home."""
    log = settings.home / f"{name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "consumers.command", "gateway", "--port", str(port), "--with-parent"],
            env=environment(settings) | {"COLUMNS": "200"},
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
        )
    try:
        yield RunningGateway(_address(process, log), process, log)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.terminate()
        process.wait(40)


def wait_until_ready(gateway: RunningGateway) -> None:
    """Until it has reached Kafka."""

    async def is_ready() -> bool:
        async with aiohttp.ClientSession() as session, session.get(f"{gateway.address}/ready") as answer:
            return answer.status == 200

    until(lambda: asyncio.run(is_ready()), timeout=60)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"The gateway: (http://\S+)/", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"no gateway: {log.read_text(encoding='utf-8')}")
