"""Articles as files: in any dialect that newsrooms send, as JSON lines, text, HTML or a feed; by themselves or in
folders, gzipped or not."""

import gzip
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from consumers.command.progress import complain
from consumers.errors import MusterError
from consumers.record import why
from consumers.settings import Settings
from consumers.topics import LARGEST_MESSAGE
from pipeline import intake
from pipeline.html.page import article_of_page
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

WHOLE_BYTES = LARGEST_MESSAGE
"""of a file or a line once unpacked: Kafka takes no more, and a small gzipped file may unpack to anything"""
PARSED_BYTES = 16 * 1024 * 1024
"""of JSON or XML that is read here: in memory it takes up to fifty times as much"""

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
        _must_be_short(self.value)
        return intake.read(self.value)


def key(one: Sent) -> str:
    """The story's uri, which keeps its versions in order; the place it lies at for what has none."""
    try:
        return one.article().uri
    except ValueError:
        return one.where


def checked(settings: Settings, one: Sent) -> Article:
    """The article that is sent, if a worker will read it. Raises `ValueError` that says why it won't, and
    `NotAStory`, which is one."""
    if len(one.value) > settings.article_bytes:
        raise ValueError(
            f"is {len(one.value):,} bytes long; an article may have {settings.article_bytes:,} (MUSTER_ARTICLE_BYTES)"
        )
    return one.article()


def read(paths: Iterable[Path], *, feeds: bool = False, warn: Warn = complain) -> Iterator[Sent]:
    """Every article of the files and folders, in order; `-` is standard input, as JSON lines.

    `feeds`: each file, and standard input as a whole, may hold many articles, as those named .rss and .atom do.
    `warn` is told of a text whose encoding had to be guessed. Raises `MusterError` if a path isn't there, can't be
    read, or isn't of a kind that is known.
    """
    for path in paths:
        if str(path) == "-":
            yield from _of_stdin(sys.stdin.buffer, feeds=feeds)
        elif path.is_dir():
            yield from read(_in_folder(path), feeds=feeds, warn=warn)
        else:
            try:
                with path.open("rb") as file:
                    yield from of_file(path, file, feeds=feeds, warn=warn)
            except OSError as error:
                raise MusterError(f"{path}: {error.strerror or error}") from error


def of_file(path: Path, file: IO[bytes], *, feeds: bool = False, warn: Warn = complain) -> Iterator[Sent]:
    """Every article of an open file, of the kind that its name says. Raises as `read` does."""
    kind = _kind(path)
    if kind not in _KNOWN:
        raise MusterError(f"{path}: what is in it? The name ends in none of {', '.join(_KNOWN)}")
    try:
        with unpacked(path, file) as content:
            if kind in _LINES:
                yield from lines(str(path), content)
            elif kind in _FEEDS or (feeds and kind in _WHOLE):
                yield from _feed(str(path), whole(content))
            elif kind in _WHOLE:
                yield Sent(str(path), whole(content))
            else:
                yield _as_article(path, whole(content), is_page=kind in _HTML, warn=warn)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise MusterError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _of_stdin(stdin: IO[bytes], *, feeds: bool) -> Iterator[Sent]:
    if not feeds:
        yield from lines("standard input", stdin)
        return
    try:
        value = whole(stdin)
    except ValueError as error:
        raise MusterError(f"standard input: {error}") from error
    yield from _feed("standard input", value)


def is_known(path: Path) -> bool:
    """Whether a file's name says what is in it."""
    return _kind(path) in _KNOWN


def unpacked(path: Path, file: IO[bytes]) -> IO[bytes]:
    """An open file's content, unpacked if its name ends in .gz."""
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if path.suffix == ".gz" else file


def whole(file: IO[bytes]) -> bytes:
    """All of a file. Raises `ValueError` rather than fill the memory."""
    value = file.read(WHOLE_BYTES + 1)
    if len(value) > WHOLE_BYTES:
        raise _too_long()
    return value


def _too_long() -> ValueError:
    return ValueError(f"is longer than {WHOLE_BYTES:,} bytes once unpacked")


def lines(name: str, file: IO[bytes]) -> Iterator[Sent]:
    """An article a line; one that is too long is told of, and passed over."""
    number = 0
    while line := file.readline(WHOLE_BYTES + 1):
        number += 1
        if len(line) > WHOLE_BYTES:
            yield Sent(f"{name}:{number}", b"", _too_long())
            while line and not line.endswith(b"\n"):
                line = file.readline(WHOLE_BYTES)
        elif line.strip():
            yield Sent(f"{name}:{number}", line.strip())


def _in_folder(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.is_file() and is_known(path))
    if not found:
        raise MusterError(f"{folder} holds no articles ({', '.join(_KNOWN)}, gzipped or not)")
    return found


def _kind(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()


def _feed(name: str, value: bytes) -> Iterator[Sent]:
    """Each article of a feed as JSON of our own: no message holds more than one."""
    try:
        _must_be_short(value)
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


def _must_be_short(value: bytes) -> None:
    if len(value) > PARSED_BYTES:
        raise ValueError(f"is {len(value):,} bytes long; no more than {PARSED_BYTES:,} are read")


def _as_article(path: Path, value: bytes, *, is_page: bool, warn: Warn) -> Sent:
    uri = f"file:{path.name}"
    if is_page:
        article, guessed = article_of_page(value, uri=uri)
        sent = article.model_dump_json(exclude_none=True)
    else:
        text, guessed = of_text_file(value)
        sent = json.dumps({"uri": uri, "text": text})
    if guessed:
        warn(f"{path}: is not UTF-8; read as {guessed}")
    return Sent(str(path), sent.encode())
