"""An archive of old stories, row by row: JSON lines or CSV, gzipped or not, and never more of it in memory than a row.

Where one has got to in it is a line and a hash of all lines up to there, so that the same archive is known again
under any name, and one that has grown since is gone on with.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from pipeline.intake.encoding import of_text_file
from pipeline.intake.json_value import parse

_CSV: Final = (".csv", ".tsv")
_JSON: Final = (".jsonl", ".ndjson")
KNOWN: Final = _JSON + _CSV
_CHUNK: Final = 1024 * 1024
_AGAIN: Final = 64 * 1024
"""bytes of lines that may be put back, whatever the archive"""
_SHARE: Final = 2
"""times what was read, that may be put back beside that"""

# rows have their own limit
csv.field_size_limit(2**31 - 1)


def is_csv(path: Path) -> bool:
    """Whether it is CSV, by its name. Raises `ValueError` if it isn't JSON lines either."""
    suffix = Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()
    if suffix not in KNOWN:
        raise ValueError(f"what is in it? The name ends in none of {', '.join(KNOWN)}, gzipped or not")
    return suffix in _CSV


@dataclass(frozen=True)
class Row:
    """A row as it stands in the archive, from the line `line` on: its values, or why it has none."""

    line: int
    values: Mapping[str, Any]
    fault: ValueError | None = None


@dataclass(frozen=True)
class _Line:
    content: bytes
    digest: bytes
    is_whole: bool


class Lines:
    """The lines of a file: some are taken, and then either done with, or all but the first put back."""

    def __init__(self, file: IO[bytes], *, longest: int) -> None:
        self.done = 0
        self.guessed = 0
        self._file = file
        self._longest = longest
        self._digest = hashlib.sha256()
        self._taken: list[_Line] = []
        self._bytes = 0
        self._read_bytes = 0
        self._again = 0
        self._waiting: list[_Line] = []

    @property
    def digest(self) -> str:
        """Of all lines that are done with."""
        return self._digest.hexdigest()

    def take(self) -> str | None:
        """The next line; None at the end. Raises `ValueError` on one that is too long, or no text, which is taken
        too, and on the line that makes too much of what is taken."""
        line = self._waiting.pop() if self._waiting else self._read()
        if line is None:
            return None
        self._taken.append(line)
        self._bytes += len(line.content)
        if not line.is_whole or self._bytes > self._longest:
            raise ValueError(f"is longer than {self._longest:,} bytes (MUSTER_ARTICLE_BYTES)")
        text, guessed = of_text_file(line.content)
        self.guessed += guessed is not None
        return text

    def finish(self) -> None:
        """Be done with what is taken."""
        for line in self._taken:
            self._digest.update(line.digest)
        self.done += len(self._taken)
        self._taken.clear()
        self._bytes = 0

    def put_back(self) -> int:
        """Put all but the first of what is taken back; gives how many were not, lest an archive in which every row
        is broken be read a thousand times over."""
        self._again += self._bytes
        if self._again > _AGAIN + _SHARE * self._read_bytes:
            return len(self._taken) - 1
        self._waiting += reversed(self._taken[1:])
        del self._taken[1:]
        return 0

    def skip(self, lines: int) -> None:
        """Be done with lines that were read before, up to that one."""
        while self.done < lines and (line := self._waiting.pop() if self._waiting else self._read()):
            self._digest.update(line.digest)
            self.done += 1

    def _read(self) -> _Line | None:
        content = part = self._file.readline(self._longest + 1)
        if not content:
            return None
        self._read_bytes += len(content)
        digest = hashlib.sha256(content)
        is_whole = len(content) <= self._longest
        while not is_whole and part and not part.endswith(b"\n"):
            part = self._file.readline(_CHUNK)
            digest.update(part)
        return _Line(content, digest.digest(), is_whole)


def json_rows(lines: Lines) -> Iterator[Row]:
    """A row for each line that isn't blank. The lines of a row are taken until the next is asked for."""
    while True:
        lines.finish()
        try:
            line = lines.take()
            if line is None:
                return
            if line.strip():
                yield Row(lines.done + 1, _object(line))
        except ValueError as fault:
            yield Row(lines.done + 1, {}, fault)


@dataclass(frozen=True)
class Table:
    """How a table is written: its columns' names, and what stands between two of them."""

    names: tuple[str, ...]
    delimiter: str


def table(lines: Lines) -> Table:
    """A table's first line, which is then done with. Raises `ValueError` if it names no columns."""
    first = (lines.take() or "").strip()
    lines.finish()
    delimiter = max(",;\t", key=first.count)
    try:
        names = next(csv.reader([first], delimiter=delimiter, strict=True), [])
    except csv.Error:
        names = []
    if not names or len(set(names)) < len(names):
        raise ValueError(f"the first line should name the columns, each once; it is {first[:80]!r}")
    return Table(tuple(names), delimiter)


def csv_rows(lines: Lines, of: Table) -> Iterator[Row]:
    """The rows of a table. The lines of a row are taken until the next is asked for.

    What is no row, such as one in which a quotation mark is never closed, is so for its first line only: the next
    row begins with the second.
    """
    reader = _reader(lines, of)
    while True:
        lines.finish()
        try:
            cells = next(reader)
            if cells and len(cells) != len(of.names):
                raise ValueError(f"has {len(cells)} cells, and there are {len(of.names)} columns")
        except StopIteration:
            return
        except (ValueError, csv.Error) as error:
            left_out = lines.put_back()
            beside = f"; {left_out:,} lines after it are left out" if left_out else ""
            # what has raised gives no more
            reader = _reader(lines, of)
            yield Row(lines.done + 1, {}, ValueError(f"is no row of the table: {error}{beside}"))
        else:
            if cells:
                yield Row(lines.done + 1, dict(zip(of.names, cells, strict=True)))


def _reader(lines: Lines, of: Table) -> Iterator[list[str]]:
    return csv.reader(_taking(lines), delimiter=of.delimiter, strict=True)


def _taking(lines: Lines) -> Iterator[str]:
    while (line := lines.take()) is not None:
        yield line


def _object(line: str) -> Mapping[str, Any]:
    found = parse(line)
    if not isinstance(found, dict):
        raise ValueError("is JSON, but no object")
    return found
