"""Tasks for a process that does them, and is the worse for it. Nothing heavy is imported: each process imports this."""

import gc
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consumers.worker.reading import Refused

ENDLESS = 600.0
"""seconds; far more than any test waits"""


def read(texts: list[str]) -> list[str]:
    """Stands for a stage's work: some texts kill it, some never end, some are a mistake in it."""
    for text in texts:
        match text:
            case "kills":
                os.kill(os.getpid(), signal.SIGKILL)
            case "hangs":
                time.sleep(ENDLESS)
            case "trips":
                raise KeyError("a mistake in a stage")
    return [text.upper() for text in texts]


def untouched() -> int:
    """How many objects Python's collector of garbage looks at no more."""
    return gc.get_freeze_count()


def read_one(text: str) -> str:
    (result,) = read([text])
    return result


def die_once(mark: str) -> str:
    """Dies the first time that it is tried."""
    if not Path(mark).exists():
        Path(mark).touch()
        os._exit(3)
    return "done"


def nothing() -> None:
    """Nothing has to be loaded."""


def pid(_: object = None) -> int:
    return os.getpid()


def read_drafts(drafts: Sequence[bytes]) -> "list[bytes | Refused]":
    return [read_one(draft.decode()).encode() for draft in drafts]


def together(texts: Sequence[str]) -> list[int]:
    """Of each, how many it was read with."""
    return [len(texts)] * len(texts)
