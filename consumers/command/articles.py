"""Articles as files: in any dialect that newsrooms send, as JSON lines, text, HTML or a feed; by themselves or in
folders, gzipped or not."""

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from consumers.command.progress import complain
from consumers.errors import MusterError
from consumers.record import why
from pipeline import intake
from pipeline.intake.encoding import of_text_file
from schemas import Article

FILES = "JSON, JSON lines, XML, feeds, HTML or text files, or folders; - is standard input"
"""what the commands that read articles say that they take"""

_LINES = (".jsonl", ".ndjson")
_WHOLE = (".json", ".xml")
_FEEDS = (".rss", ".atom")
_TEXT = (".txt", ".text")
_HTML = (".html", ".htm")
_KNOWN = _LINES + _WHOLE + _FEEDS + _TEXT + _HTML

Warn = Callable[[str], object]


@dataclass(frozen=True)
class Sent:
    """One article as it lies in a file: where, and its bytes; or of a part of a feed, why it has none."""

    where: str
    value: bytes
    fault: ValueError | None = None

    def article(self) -> Article:
        """Raises `ValueError` that says what is wrong with it; `NotAStory`, which is one, if it is a picture."""
        if self.fault is not None:
            raise self.fault
        return intake.read(self.value)


def read(paths: Iterable[Path], *, feeds: bool = False, warn: Warn = complain) -> Iterator[Sent]:
    """Every article of the files and folders, in order; `-` is standard input, as JSON lines.

    `feeds`: each file, and standard input as a whole, may hold many articles, as those named .rss and .atom do.
    `warn` is told of a text whose encoding had to be guessed. Raises `MusterError` if a path isn't there, can't be
    read, or isn't of a kind that is known.
    """
    for path in paths:
        if str(path) == "-":
            stdin = sys.stdin.buffer
            yield from _feed("standard input", stdin.read()) if feeds else _lines("standard input", stdin)
        elif path.is_dir():
            yield from read(_in_folder(path), feeds=feeds, warn=warn)
        else:
            yield from _file(path, feeds=feeds, warn=warn)


def _in_folder(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.is_file() and _kind(path) in _KNOWN)
    if not found:
        raise MusterError(f"{folder} holds no articles ({', '.join(_KNOWN)}, gzipped or not)")
    return found


def _kind(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()


def _file(path: Path, *, feeds: bool, warn: Warn) -> Iterator[Sent]:
    kind = _kind(path)
    if kind not in _KNOWN:
        raise MusterError(f"{path}: what is in it? The name ends in none of {', '.join(_KNOWN)}")
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            if kind in _LINES:
                yield from _lines(str(path), file)
            elif kind in _FEEDS or (feeds and kind in _WHOLE):
                yield from _feed(str(path), file.read())
            elif kind in _WHOLE:
                yield Sent(str(path), file.read())
            else:
                yield _as_article(path, file.read(), field="html" if kind in _HTML else "text", warn=warn)
    except (OSError, EOFError, zlib.error) as error:
        raise MusterError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _lines(name: str, file: IO[bytes] | gzip.GzipFile) -> Iterator[Sent]:
    for number, line in enumerate(file, start=1):
        if line.strip():
            yield Sent(f"{name}:{number}", line.strip())


def _feed(name: str, value: bytes) -> Iterator[Sent]:
    """Each article of a feed as JSON of our own: no message holds more than one."""
    try:
        for number, found in enumerate(intake.read_each(value), start=1):
            where = f"{name}, item {number}"
            if isinstance(found, Article):
                yield Sent(where, found.model_dump_json(exclude_none=True).encode())
            else:
                yield Sent(where, b"", _said(found))
    except ValueError as error:
        yield Sent(name, b"", _said(error))


def _said(error: ValueError) -> ValueError:
    """The error as one that can be handed to another process, which pydantic's can't."""
    return intake.NotAStory(*error.args) if isinstance(error, intake.NotAStory) else ValueError(why(error))


def _as_article(path: Path, value: bytes, *, field: str, warn: Warn) -> Sent:
    try:
        body, guessed = of_text_file(value)
    except ValueError as error:
        raise MusterError(f"{path}: {error}") from error
    if guessed:
        warn(f"{path}: is not UTF-8; read as {guessed}")
    return Sent(str(path), json.dumps({"uri": f"file:{path.name}", field: body}).encode())
