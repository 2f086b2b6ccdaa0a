"""What can be done to the clock and the connections of a process that is started with it (`preload.c`)."""

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

_SOURCE: Final = Path(__file__).with_suffix(".c")


def is_possible() -> bool:
    """Whether this machine has a C compiler to make it with."""
    return shutil.which("cc") is not None


class Preload:
    """For whoever is started `within` it: a wall clock that steps when it is told to, and another port where they
    look for Kafka. What measures how long something takes is not touched."""

    def __init__(self, home: Path, *, kafka: int, instead: int) -> None:
        self._clock, library = home / "clock", home / "preload.so"
        self._clock.write_bytes(bytes(8))
        self._environment = {
            "LD_PRELOAD": str(library),
            "CHAOS_CLOCK": str(self._clock),
            "CHAOS_FROM": str(kafka),
            "CHAOS_TO": str(instead),
        }
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE)], check=True)

    def step(self, seconds: int) -> None:
        """The clock is so many seconds fast, or slow, at once and for all of them."""
        with self._clock.open("r+b") as file:
            file.write(struct.pack("=q", seconds))

    @contextmanager
    def within(self) -> Iterator[None]:
        """Processes that are started in here are under it, and so are their children."""
        with patch.dict(os.environ, self._environment):
            yield
