"""`muster gateway` as its own process, for tests that push to it."""

import asyncio
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import psutil

from consumers.settings import Settings
from tests.integration.installation import until
from tests.integration.serving import serving


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
    with serving(settings, "gateway", "--port", str(port), log=log) as (address, process):
        yield RunningGateway(address, process, log)


def wait_until_ready(gateway: RunningGateway) -> None:
    """Until it has reached Kafka."""

    async def is_ready() -> bool:
        async with aiohttp.ClientSession() as session, session.get(f"{gateway.address}/ready") as answer:
            return answer.status == 200

    until(lambda: asyncio.run(is_ready()), timeout=60)
