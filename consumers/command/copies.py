"""muster copies: which of some articles were made from one another, with no server."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from consumers.command import articles
from consumers.command.articles import Sent
from consumers.command.faults import Faults
from consumers.command.progress import bar
from consumers.errors import MusterError
from consumers.record import why
from pipeline.copies import pairs
from pipeline.copies.signature import THRESHOLD
from pipeline.intake import NotAStory
from pipeline.story import text_of


def copies(
    files: Annotated[list[Path], typer.Argument(help=articles.FILES)],
    least: Annotated[
        float, typer.Option("--least", min=0.0, max=1.0, help="Least similarity of a pair.")
    ] = THRESHOLD,
    from_feed: Annotated[
        bool, typer.Option("--from-feed", help="Each file may hold many: RSS, Atom, AP's feeds, lists.")
    ] = False,
) -> None:
    """Find the copies among articles: JSON lines out, one pair a line: a, b (their uris) and their similarity.

    The similarity is how much of the shorter text is in the longer, from 0 to 1; `a` came first in the files.
    What can't be read is named on stderr, and the exit code is then 2.

    Example: [bold]muster copies archive.jsonl.gz | head[/bold]
    """
    faults = Faults()
    with bar() as progress:
        sent = progress.track(articles.read(files, feeds=from_feed), description="comparing")
        for pair in pairs(_texts(sent, faults), threshold=least):
            print(msgspec.json.encode(pair).decode())
    faults.close()
    if faults:
        raise MusterError(f"{len(faults)} of the articles could not be read; the others are compared")


def _texts(sent: Iterable[Sent], faults: Faults) -> Iterator[tuple[str, str]]:
    for one in sent:
        try:
            article = one.article()
        except NotAStory:
            continue
        except ValueError as error:
            faults.add(one.where, why(error))
        else:
            yield article.uri, text_of(article)
