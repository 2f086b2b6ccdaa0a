"""muster import: an archive of old stories, counted, and no one is told."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from os import SEEK_END
from pathlib import Path
from typing import IO, Annotated, Final

import typer

from consumers.command import context
from consumers.command.archive import Lines, Row, Table, csv_rows, is_csv, json_rows, table
from consumers.command.articles import unpacked
from consumers.command.faults import Faults
from consumers.command.progress import bar, complain, console
from consumers.command.remembered import Remembered
from consumers.command.sending import Sender
from consumers.command.stopping import Stopping
from consumers.errors import MusterError, Unavailable
from consumers.lag import behind
from consumers.record import SILENT, why
from consumers.settings import Settings
from pipeline.intake import NotAStory
from pipeline.intake.rows import FIELDS, Reading, versioned

IMPORT: Final = b"import"
"""the value of the header of what was imported: a silent replay reads it anew like any other story"""
AT_ONCE: Final = 1_000
"""rows after which is noted how far it has got"""
_HEAD: Final = 64 * 1024
"""bytes at an archive's beginning by which it is known again"""
_WAIT: Final = 1.0
_PATIENCE: Final = 60
"""attempts to ask Kafka how far the workers are"""


def import_archive(
    archive: Annotated[Path, typer.Argument(help="JSON lines or CSV, gzipped or not.")],
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="FIELD=COLUMN, such as text=content, where a column's name doesn't say it."
        ),
    ] = None,
    uri: Annotated[
        str,
        typer.Option(help="What a row's id is put into at {}, such as urn:archive:{}, to be no one else's."),
    ] = "{}",
    rate: Annotated[float | None, typer.Option(help="At most so many a second.", min=0.001)] = None,
    ahead: Annotated[
        int,
        typer.Option(
            help="Most stories that wait for the workers at a time, so that today's news isn't behind them all; "
            "0: any number.",
            min=0,
        ),
    ] = 500,
) -> None:
    """Import an archive of old stories: they are stored and counted, and no one is told of any.

    A row is a story; columns are known by their names (id, title, body, date, …), or by --map. What can't be read is
    named, and does not stop the rest. Interrupted, the same call goes on where it stopped; made again, it sends
    what has been added since.

    Example: [bold]muster import archive.csv.gz --map text=content --uri 'urn:archive:{}'[/bold]
    """
    settings = context.connected()
    if "{}" not in uri:
        raise MusterError(f"--uri {uri!r} has no {{}}: every story would be the same one")
    reading = Reading(_mapped(given or ()), uri=uri)
    try:
        with archive.open("rb") as raw, Stopping() as stopping, bar(of_bytes=True) as progress:
            task = progress.add_task("importing", total=archive.stat().st_size)
            one = _Import(settings, archive, raw, reading)
            one.run(stopping, partial(progress.update, task), rate=rate, ahead=ahead)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise MusterError(f"{archive}: {getattr(error, 'strerror', None) or error}") from error
    one.report(stopped=stopping.asked)


class _Import:
    """One archive on its way. What is noted is true of Kafka: it is written down once Kafka has confirmed it."""

    def __init__(self, settings: Settings, archive: Path, raw: IO[bytes], reading: Reading) -> None:
        self._settings = settings
        self._archive = archive
        self._raw = raw
        self._reading = reading
        self._is_table = is_csv(archive)
        self._otherwise = datetime.fromtimestamp(archive.stat().st_mtime, UTC)
        head = hashlib.sha256(raw.read(_HEAD)).hexdigest()
        self._kept = Remembered(settings, "imports", f"{head}\n{reading.said}")
        self._faults_file = self._kept.path.with_suffix(".faults")
        self._faults = Faults()
        self._counts = Counter[str]()
        self._before = 0
        self._guessed = 0

    def run(self, stopping: Stopping, show: Callable[..., object], *, rate: float | None, ahead: int) -> None:
        """Send what has not been sent."""
        noted = self._kept.read()
        lines, of = self._open(noted.get("line", 0))
        if noted and lines.digest != noted.get("digest"):
            complain(
                f"{self._archive}: begins like one that was imported before, and differs; from the start"
            )
            noted = {}
            lines, of = self._open(0)
        self._counts.update(noted.get("counts", {}))
        self._before = self._counts["stories"]
        rows = csv_rows(lines, of) if of else json_rows(lines)
        with (
            Sender(
                self._settings, headers=[(SILENT, IMPORT)], rate=rate, stopped=lambda: stopping.asked
            ) as sender,
            _continued(self._faults_file, noted.get("faults_bytes", 0)) as faults,
        ):
            size = min(AT_ONCE, ahead or AT_ONCE)
            while not stopping:
                self._let_workers_catch_up(ahead, stopping, show)
                count = 0
                for count, row in enumerate(islice(rows, size), start=1):  # noqa: B007
                    self._send(row, sender, faults)
                    if stopping:
                        break
                sender.flush()
                lines.finish()
                faults.flush()
                self._kept.write(
                    {
                        "archive": str(self._archive),
                        "line": lines.done,
                        "digest": lines.digest,
                        "counts": dict(self._counts),
                        "faults_bytes": faults.tell(),
                    }
                )
                show(completed=self._raw.tell(), description=f"importing, line {lines.done:,}")
                if count < size:
                    break
        self._guessed = lines.guessed

    def report(self, *, stopped: bool) -> None:
        """Say what came of it. Raises `MusterError` if it was stopped, or if there were faults."""
        self._faults.close()
        if unknown := ", ".join(
            f"{name} ({count:,})" for name, count in self._reading.unknown.most_common(12)
        ):
            complain(
                f"{self._archive}: columns that no field of an article is called, and that are not read: {unknown}"
            )
        if self._guessed:
            complain(f"{self._archive}: {self._guessed:,} lines are not UTF-8; read as windows-1252")
        if self._counts["passed_over"]:
            complain(f"{self._counts['passed_over']:,} without text (pictures, packages) passed over")
        before = f", {self._before:,} of them by earlier calls" if self._before else ""
        console.print(
            f"{self._counts['stories']:,} stories sent, silently{before}; the workers count them",
            highlight=False,
            soft_wrap=True,
        )
        if stopped:
            raise MusterError("stopped; the same call goes on from there")
        if faults := self._counts["faults"]:
            raise MusterError(f"{faults:,} rows could not be read, and are named in {self._faults_file}")

    def _open(self, start: int) -> tuple[Lines, Table | None]:
        """The archive with all that was done before behind it."""
        self._raw.seek(0)
        lines = Lines(unpacked(self._archive, self._raw), longest=self._settings.article_bytes)
        of = table(lines) if self._is_table else None
        if of is not None:
            self._reading.check(of.names)
        lines.skip(start)
        return lines, of

    def _send(self, row: Row, sender: Sender, faults: IO[bytes]) -> None:
        try:
            if row.fault is not None:
                raise row.fault
            article = versioned(self._reading.article(row.values, is_table=self._is_table), self._otherwise)
        except NotAStory:
            self._counts["passed_over"] += 1
        except ValueError as error:
            self._counts["faults"] += 1
            where, reason = f"{self._archive}:{row.line}", why(error)
            self._faults.add(where, reason)
            faults.write(f"{where}: {reason}\n".encode(errors="backslashreplace"))
        else:
            sender.send(article.uri, article.model_dump_json(exclude_none=True).encode())
            self._counts["stories"] += 1

    def _let_workers_catch_up(self, ahead: int, stopping: Stopping, show: Callable[..., object]) -> None:
        """Wait while more stories wait to be parsed than may: parsing takes longest by far."""
        failures = 0
        while ahead and not stopping:
            try:
                waiting = behind(self._settings, "parse")
            except Unavailable:
                # a broker that has just started has no coordinator for its groups yet
                failures += 1
                if failures >= _PATIENCE:
                    raise
            else:
                if waiting < ahead:
                    return
                show(description=f"importing; {waiting:,} stories wait for the workers")
            stopping.wait(_WAIT)


@contextmanager
def _continued(path: Path, length: int) -> Iterator[IO[bytes]]:
    """A file to go on with, at the length that it had when that was noted; gone if nothing is in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(min(length, file.tell()))
        file.seek(0, SEEK_END)
        yield file
        is_empty = not file.tell()
    if is_empty:
        path.unlink()


def _mapped(given: Sequence[str]) -> dict[str, str]:
    """`--map text=content` by field. Raises `MusterError` on what is no such thing."""
    found = {}
    for one in given:
        field, equals, name = one.partition("=")
        if not equals or field not in FIELDS or not name:
            raise MusterError(
                f"--map {one!r}: FIELD=COLUMN is expected, with one of the fields {', '.join(sorted(FIELDS))}"
            )
        found[field] = name
    return found
