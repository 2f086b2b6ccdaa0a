"""A command that serves, as its own process."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consumers.command.running import environment
from consumers.settings import Settings


@contextmanager
def serving(
    settings: Settings, command: str, *options: str, log: Path
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """`muster COMMAND` until the `with` is left: its address, and its process."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "consumers.command", command, "--with-parent", *options],
            env=environment(settings) | {"COLUMNS": "200"},
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
        )
    try:
        yield _address(process, command, log), process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.terminate()
        process.wait(40)


def _address(process: "subprocess.Popen[bytes]", command: str, log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(rf"The {command}: (http://\S+)/", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"no {command}: {log.read_text(encoding='utf-8')}")
