"""What a peer is told on its command line."""

import argparse
import os
import signal
import sys
import threading
from dataclasses import dataclass
from typing import Literal, Self, get_args

Way = Literal["stock", "ours"]
"""spaCy out of the box, or as Muster has it"""


@dataclass(frozen=True)
class Given:
    """Where it finds what it reads, where it stores, and how it runs spaCy."""

    kafka: str
    topic: str
    group: str
    elasticsearch: str
    index: str
    way: Way
    processes: int
    """that parse, where the peer has such processes"""

    @classmethod
    def on_command_line(cls) -> Self:
        """As the bench gives it; with `--with-parent` all its processes end when standard input closes."""
        parser = argparse.ArgumentParser()
        for name in ("kafka", "topic", "group", "elasticsearch", "index"):
            parser.add_argument(f"--{name}", required=True)
        parser.add_argument("--way", choices=get_args(Way), default="stock")
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--with-parent", action="store_true")
        found = vars(parser.parse_args())
        if found.pop("with_parent"):
            end_with_parent()
        # what is left is not for libraries that read the command line themselves
        del sys.argv[1:]
        return cls(**found)

    def arguments(self) -> list[str]:
        """The command line that says this."""
        return [word for name, value in vars(self).items() for word in (f"--{name}", str(value))]


def end_with_parent() -> None:
    """End this process's whole group when standard input closes, as it does however whoever started it dies."""

    def wait() -> None:
        # the descriptor itself: a thread that holds a lock of sys.stdin's would hold up a fork's end
        while os.read(0, 1024):
            pass
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, daemon=True).start()
