"""muster publish: articles from files to Kafka."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from consumers import topics
from consumers.command import articles, context
from consumers.command.articles import Sent, checked, key
from consumers.command.faults import Faults
from consumers.command.progress import bar, complain, console
from consumers.command.sending import Sender
from consumers.command.spool import Spool
from consumers.command.stopping import Stopping
from consumers.command.watching import watch
from consumers.errors import MusterError
from consumers.record import why
from consumers.settings import Settings
from pipeline.intake import NotAStory


def publish(
    files: Annotated[list[Path], typer.Argument(help=articles.FILES)],
    unchecked: Annotated[bool, typer.Option(help="Send even what is not an article, as it is.")] = False,
    from_feed: Annotated[
        bool, typer.Option("--from-feed", help="Each file may hold many: RSS, Atom, AP's feeds, lists.")
    ] = False,
    watching: Annotated[
        bool,
        typer.Option("--watch", help="What lies in these folders, and then whatever appears, until Ctrl-C."),
    ] = False,
    rate: Annotated[float | None, typer.Option(help="At most so many a second.", min=0.001)] = None,
) -> None:
    """Publish articles to Kafka, each under its uri; returns once Kafka has them all.

    Nothing is sent unless all of it can be read, so that a call can be mended and made again; with --watch each file
    stands for itself, and what can't be read is named. Pictures and packages are passed over.

    Example: [bold]muster publish seeds/01-first-report.json[/bold]
    """
    settings = context.connected()
    if watching:
        watch(settings, files, feeds=from_feed, rate=rate)
        return
    with Spool() as spool, Stopping() as stopping:
        _fill(spool, settings, articles.read(files, feeds=from_feed), stopping, unchecked=unchecked)
        sent = 0 if stopping else _send(settings, spool, stopping, rate=rate)
        left = len(spool) - sent
    console.print(
        f"{sent} published to {settings.prefix}{topics.ARTICLES} at {settings.kafka}",
        highlight=False,
        soft_wrap=True,
    )
    if stopping:
        raise MusterError(f"stopped before all was sent: {left:,} are not; the call can be made again")


def send(settings: Settings, sent: Iterable[Sent]) -> None:
    """Put articles into Kafka; returns once it has them all. Raises `Unavailable` if it can't take them."""
    with Sender(settings) as sender:
        for one in sent:
            sender.send(key(one), one.value)


def _fill(
    spool: Spool, settings: Settings, found: Iterable[Sent], stopping: Stopping, *, unchecked: bool
) -> None:
    """All that there is to send. Raises `MusterError` if one is not an article."""
    faults, count, passed_over = Faults(), 0, 0
    with bar() as progress:
        for one in progress.track(found, description="reading"):
            if stopping:
                return
            count += 1
            try:
                uri = key(one) if unchecked and one.fault is None else checked(settings, one).uri
            except NotAStory:
                passed_over += 1
            except ValueError as error:
                faults.add(one.where, f"left out: {why(error)}" if unchecked else why(error))
            else:
                spool.put(uri, one.value)
    faults.close()
    if faults and not unchecked:
        raise MusterError(
            f"{len(faults)} of {count} are not articles; nothing was sent (--unchecked sends all)"
        )
    if passed_over:
        complain(f"{passed_over:,} without text (pictures, packages) passed over")


def _send(settings: Settings, spool: Spool, stopping: Stopping, *, rate: float | None) -> int:
    """How many Kafka has."""
    with bar() as progress:
        task = progress.add_task("publishing", total=len(spool))
        sent = 0
        with Sender(
            settings, rate=rate, tick=lambda: progress.advance(task), stopped=lambda: stopping.asked
        ) as sender:
            for uri, value in spool.take():
                if stopping:
                    break
                sender.send(uri, value)
                sent += 1
    return sent
