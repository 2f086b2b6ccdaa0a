"""Servers whose files are in memory, for as long as tests need them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""bytes that must be free; a session's servers fill a hundredth of it, and what a container has by default is less"""


@contextmanager
def in_memory(place: Path) -> Iterator[Path]:
    """A folder for servers in memory, which `place` leads to meanwhile, and their logs there afterwards; where there is
    no memory to be had, `place` itself. Nothing may be there yet.

    Elasticsearch has the disk write every change to its cluster down before it goes on: thirty for an installation's
    indices, which is most of what a test of a second waits for. Those who kill a server lose nothing by it: what it has
    written stays in memory.
    """
    if not _has_room():
        place.mkdir()
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="muster-test-servers-", dir=MEMORY) as name:
        memory = Path(name)
        place.symlink_to(memory)
        try:
            yield memory
        finally:
            place.unlink()
            for logs in memory.glob("*/logs"):
                shutil.copytree(logs, place / logs.parent.name / logs.name)


def _has_room() -> bool:
    try:
        found = os.statvfs(MEMORY)
    except (AttributeError, OSError):
        return False
    # Elasticsearch and Kafka unpack libraries into their folders and run what is in them
    runs = not found.f_flag & os.ST_NOEXEC
    return runs and found.f_bavail * found.f_frsize >= ROOM and os.access(MEMORY, os.W_OK)
