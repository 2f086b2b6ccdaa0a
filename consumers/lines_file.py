"""A file of lines that a command writes and a server heeds: the desk's users, the gateway's keys."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

from consumers.errors import MusterError

T = TypeVar("T")


class LinesFile(Generic[T]):
    """Reads the file again when it has changed, so that whoever is taken out of it is out at once.

    `parse` takes (number, line) of each line that is neither blank nor a comment; it raises `ValueError` that says
    what the line is not.
    """

    def __init__(self, path: Path, *, what: str, parse: Callable[[Iterable[tuple[int, str]]], T]) -> None:
        self._path = path
        self._what = what
        self._parse = parse
        self._stamp: tuple[int, int] | None = None
        self._held: T | None = None

    def read(self) -> T:
        """What the file says now. Raises `MusterError` if it can't be read, or a line of it is wrong."""
        try:
            status = self._path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            if self._held is None or stamp != self._stamp:
                text = self._path.read_text(encoding="utf-8")
                self._held = self._parse(_lines(text))
                self._stamp = stamp
        except OSError as error:
            raise MusterError(f"{self._what} {self._path} can't be read: {error.strerror}") from error
        except ValueError as error:
            raise MusterError(f"{self._path}, {error}") from error
        return self._held

    def exists(self) -> bool:
        """Whether there is such a file."""
        return self._path.exists()

    def write(self, lines: Iterable[str]) -> None:
        """Put these in its place, whole or not at all, for no one else's eyes."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f".{self._path.name}.new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        beside.replace(self._path)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line
