"""What is known about the servers of one folder: `state.json`, and the lock around starting and stopping."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deploy.local.errors import ServersError
from deploy.local.process import Process


@dataclass(frozen=True)
class Entry:
    """One server: the ports it was last given, and the process last started, unless it was stopped."""

    ports: tuple[int, int]
    process: Process | None


def read(folder: Path) -> dict[str, Entry]:
    """The entries by server's name; empty if there are none or the file can't be understood."""
    try:
        found = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        return {name: _entry(value) for name, value in found.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError):  # written by another version, or by hand
        return {}


def _entry(value: dict[str, Any]) -> Entry:
    first, second = value["ports"]
    process = value["process"]
    return Entry(
        (int(first), int(second)), Process(int(process["pid"]), str(process["mark"])) if process else None
    )


def write(folder: Path, name: str, entry: Entry) -> None:
    """Replace one server's entry."""
    entries = {**read(folder), name: entry}
    text = json.dumps({each: asdict(value) for each, value in entries.items()}, indent=1)
    temporary = folder / "state.json.new"
    temporary.write_text(text + "\n", encoding="utf-8")
    temporary.replace(folder / "state.json")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait for any other start or stop in this folder, and keep others waiting. Raises ServersError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except OSError as error:
        raise ServersError(f"can't write to {folder} ({error.strerror}): choose another folder") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
