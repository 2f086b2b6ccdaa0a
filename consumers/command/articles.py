"""Articles as files: JSON, JSON lines or plain text, by themselves or in folders, gzipped or not."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from consumers.errors import MusterError

_LINES = (".jsonl", ".ndjson")
_WHOLE = (".json",)
_TEXT = (".txt", ".text")
_KNOWN = _LINES + _WHOLE + _TEXT


@dataclass(frozen=True)
class Sent:
    """One article as it lies in a file: its bytes, and where they are."""

    where: str
    value: bytes


def read(paths: Iterable[Path]) -> Iterator[Sent]:
    """Every article of the files and folders, in order; `-` is standard input, as JSON lines.

    Raises `MusterError` if a path isn't there, can't be read, or isn't of a kind that is known.
    """
    for path in paths:
        if str(path) == "-":
            yield from _lines("standard input", sys.stdin.buffer)
        elif path.is_dir():
            yield from read(_in_folder(path))
        else:
            yield from _file(path)


def _in_folder(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if path.is_file() and _kind(path) in _KNOWN)
    if not found:
        raise MusterError(f"{folder} holds no articles ({', '.join(_KNOWN)}, gzipped or not)")
    return found


def _kind(path: Path) -> str:
    return Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()


def _file(path: Path) -> Iterator[Sent]:
    kind = _kind(path)
    if kind not in _KNOWN:
        raise MusterError(f"{path}: what is in it? The name ends in none of {', '.join(_KNOWN)}")
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            if kind in _LINES:
                yield from _lines(str(path), file)
            elif kind in _WHOLE:
                yield Sent(str(path), file.read())
            else:
                yield Sent(str(path), _as_article(path, file.read()))
    except (OSError, EOFError, zlib.error) as error:
        raise MusterError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _lines(name: str, file: IO[bytes] | gzip.GzipFile) -> Iterator[Sent]:
    for number, line in enumerate(file, start=1):
        if line.strip():
            yield Sent(f"{name}:{number}", line.strip())


def _as_article(path: Path, text: bytes) -> bytes:
    try:
        body = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MusterError(f"{path}: is not UTF-8 at byte {error.start}") from error
    return json.dumps({"uri": f"file:{path.name}", "text": body}).encode()
