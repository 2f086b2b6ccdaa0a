"""muster publish: articles from files to Kafka."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from consumers import topics
from consumers.command import articles, context
from consumers.command.articles import Sent
from consumers.command.faults import Faults
from consumers.command.progress import bar, complain, console
from consumers.errors import MusterError
from consumers.producing import ACK_SECONDS, producer
from consumers.record import why
from consumers.settings import Settings
from pipeline.intake import NotAStory


def publish(
    files: Annotated[list[Path], typer.Argument(help=articles.FILES)],
    unchecked: Annotated[bool, typer.Option(help="Send even what is not an article, as it is.")] = False,
    from_feed: Annotated[
        bool, typer.Option("--from-feed", help="Each file may hold many: RSS, Atom, AP's feeds, lists.")
    ] = False,
) -> None:
    """Publish articles to Kafka, each under its uri; returns once Kafka has them all.

    Nothing is sent unless all of it can be read, so that a call can be mended and made again. Pictures and packages
    are passed over.

    Example: [bold]muster publish seeds/01-first-report.json[/bold]
    """
    settings = context.connected()
    found = list(articles.read(files, feeds=from_feed))
    sent = _with_bytes(found) if unchecked else _articles(found)
    with bar() as progress:
        task = progress.add_task("publishing", total=len(sent))
        send(settings, sent, tick=lambda: progress.advance(task))
    console.print(
        f"{len(sent)} published to {settings.prefix}{topics.ARTICLES} at {settings.kafka}", highlight=False
    )


def send(settings: Settings, sent: list[Sent], *, tick: Callable[[], object] = lambda: None) -> None:
    """Put articles into Kafka; returns once it has them all. Raises `Unavailable` if it can't take them."""
    with producer(settings, of="articles") as made:
        futures = [
            made.send(settings.prefix + topics.ARTICLES, key=key(one).encode(), value=one.value)
            for one in sent
        ]
        for future in futures:
            future.get(timeout=ACK_SECONDS)
            tick()


def key(one: Sent) -> str:
    """The story's uri, which keeps its versions in order; the place it lies at for what has none."""
    try:
        return one.article().uri
    except ValueError:
        return one.where


def _with_bytes(found: Sequence[Sent]) -> list[Sent]:
    """All that there is to send as it is: what a feed holds and is no article has no bytes of its own."""
    faults = Faults()
    for one in found:
        if one.fault is not None:
            faults.add(one.where, f"left out: {why(one.fault)}")
    faults.close()
    return [one for one in found if one.fault is None]


def _articles(found: Sequence[Sent]) -> list[Sent]:
    """All of them but pictures and packages. Raises `MusterError` if one is not an article."""
    faults = Faults()
    sent = []
    for one in found:
        try:
            one.article()
        except NotAStory:
            continue
        except ValueError as error:
            faults.add(one.where, why(error))
        else:
            sent.append(one)
    faults.close()
    if faults:
        raise MusterError(
            f"{len(faults)} of {len(found)} are not articles; nothing was sent (--unchecked sends all)"
        )
    if len(sent) < len(found):
        complain(f"{len(found) - len(sent):,} without text (pictures, packages) passed over")
    return sent
