"""muster enrich: the whole of `pipeline/` on files, with no server."""

import contextlib
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Annotated

import typer

from consumers.chunks import chunks
from consumers.command import articles, context
from consumers.command.articles import Sent
from consumers.command.faults import Faults
from consumers.command.progress import bar, complain
from consumers.errors import MusterError
from consumers.record import why
from consumers.worker import reading
from consumers.worker.child import Died
from consumers.worker.pool import Keep, Pool
from pipeline.enrich import enrich as enrich_stories
from pipeline.intake import NotAStory
from pipeline.story import begin

CHUNK = 16
"""articles that a process takes at once: what the model likes best"""


@dataclass(frozen=True)
class Done:
    """What became of a chunk: enriched stories as JSON, what could not be read and why, and how many were no stories."""

    stories: list[bytes]
    faults: list[tuple[str, str]]
    passed_over: int


def enrich(
    files: Annotated[list[Path], typer.Argument(help=articles.FILES)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here, whole or not at all.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the work.")] = 1,
    from_feed: Annotated[
        bool, typer.Option("--from-feed", help="Each file may hold many: RSS, Atom, AP's feeds, lists.")
    ] = False,
) -> None:
    """Enrich articles without any server: JSON lines out, one story a line.

    What can't be read is named on stderr, and the exit code is then 2. Pictures and packages are passed over.

    Example: [bold]muster enrich seeds/ --workers 2 > stories.jsonl[/bold]
    """
    settings = context.settings()
    faults, passed_over = Faults(), 0
    pool = Pool(partial(reading.ready_to_parse, settings.model), processes=workers, keep=Keep.of(settings))
    try:
        with bar() as progress, _opened(output) as out:
            task = progress.add_task("enriching", total=None)
            for done in _in_order(
                pool,
                chunks(articles.read(files, feeds=from_feed), CHUNK),
                settings.language,
                ahead=2 * workers,
            ):
                for story in done.stories:
                    out.write(story + b"\n")
                for where, reason in done.faults:
                    faults.add(where, reason)
                passed_over += done.passed_over
                progress.advance(task, len(done.stories))
    except Died as error:
        raise MusterError(
            f"a process that reads articles has died ({error}): out of memory, or killed"
        ) from error
    finally:
        pool.close()
    faults.close()
    if passed_over:
        complain(f"{passed_over:,} without text (pictures, packages) passed over")
    if faults:
        raise MusterError(f"{len(faults)} of the articles could not be read; the others are done")


def _in_order(pool: Pool, chunks: Iterator[list[Sent]], language: str, *, ahead: int) -> Iterator[Done]:
    """Keep every process busy and no more than that in memory."""
    waiting: deque[Future[Done]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_enrich, chunk, language))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _enrich(chunk: list[Sent], language: str) -> Done:
    """In a worker process."""
    stories, faults, passed_over = [], [], 0
    for sent in chunk:
        try:
            stories.append(begin(sent.article(), model=reading.parser().name, language=language))
        except NotAStory:
            passed_over += 1
        except ValueError as error:
            faults.append((sent.where, why(error)))
    enriched = [story.model_dump_json().encode() for story in enrich_stories(stories, reading.parser())]
    return Done(enriched, faults, passed_over)


@contextlib.contextmanager
def _opened(path: Path | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that appears when it is whole."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        # a pipe or /dev/null is written to, never replaced
        with path.open("wb") if path.exists() and not path.is_file() else _whole(path) as out:
            yield out
    except OSError as error:
        raise MusterError(f"{path}: {error.strerror}") from error


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
