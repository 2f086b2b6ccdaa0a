"""muster copies: which of some articles were made from one another, with no server."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from consumers.command import articles
from consumers.command.articles import Sent
from consumers.command.progress import bar, complain
from consumers.errors import MusterError
from consumers.record import why
from pipeline.copies import pairs
from pipeline.copies.signature import THRESHOLD
from pipeline.story import text_of
from schemas import Article


def copies(
    files: Annotated[
        list[Path], typer.Argument(help="JSON lines, JSON or text files, or folders; - is standard input")
    ],
    least: Annotated[
        float, typer.Option("--least", min=0.0, max=1.0, help="Least similarity of a pair.")
    ] = THRESHOLD,
) -> None:
    """Find the copies among articles: JSON lines out, one pair a line: a, b (their uris) and their similarity.

    The similarity is how much of the shorter text is in the longer, from 0 to 1; `a` came first in the files.
    What can't be read is named on stderr, and the exit code is then 2.

    Example: [bold]muster copies archive.jsonl.gz | head[/bold]
    """
    faults: list[str] = []
    with bar() as progress:
        sent = progress.track(articles.read(files), description="comparing")
        for pair in pairs(_texts(sent, faults), threshold=least):
            print(msgspec.json.encode(pair).decode())
    for fault in faults:
        complain(fault)
    if faults:
        raise MusterError(f"{len(faults)} of the articles could not be read; the others are compared")


def _texts(sent: Iterable[Sent], faults: list[str]) -> Iterator[tuple[str, str]]:
    for one in sent:
        try:
            article = Article.model_validate_json(one.value)
        except ValueError as error:
            faults.append(f"{one.where}: {why(error)}")
        else:
            yield article.uri, text_of(article)
