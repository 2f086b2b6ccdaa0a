"""muster publish: articles from files to Kafka."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from kafka import KafkaProducer
from kafka.errors import KafkaError

from consumers import topics
from consumers.command import articles, context
from consumers.command.articles import Sent
from consumers.command.progress import bar, complain, console
from consumers.errors import MusterError, Unavailable
from consumers.record import why
from consumers.settings import Settings
from schemas import Article


def publish(
    files: Annotated[
        list[Path], typer.Argument(help="JSON lines, JSON or text files, or folders; - is standard input")
    ],
    unchecked: Annotated[bool, typer.Option(help="Send even what is not an article, as it is.")] = False,
) -> None:
    """Publish articles to Kafka, each under its uri; returns once Kafka has them all.

    Nothing is sent unless all of it can be read, so that a call can be mended and made again.

    Example: [bold]muster publish seeds/01-first-report.json[/bold]
    """
    settings = context.connected()
    sent = list(articles.read(files))
    if not unchecked:
        faults = [f"{one.where}: {fault}" for one in sent if (fault := _fault(one))]
        for fault in faults:
            complain(fault)
        if faults:
            raise MusterError(
                f"{len(faults)} of {len(sent)} are not articles; nothing was sent (--unchecked sends all)"
            )
    with bar() as progress:
        task = progress.add_task("publishing", total=len(sent))
        send(settings, sent, tick=lambda: progress.advance(task))
    console.print(
        f"{len(sent)} published to {settings.prefix}{topics.ARTICLES} at {settings.kafka}", highlight=False
    )


def send(settings: Settings, sent: list[Sent], *, tick: Callable[[], object] = lambda: None) -> None:
    """Put articles into Kafka; returns once it has them all. Raises `Unavailable` if it can't take them."""
    try:
        with KafkaProducer(
            bootstrap_servers=settings.kafka.split(","),
            acks="all",
            max_request_size=topics.LARGEST_MESSAGE,
            max_block_ms=15_000,
            bootstrap_timeout_ms=10_000,
            linger_ms=5,
        ) as producer:
            futures = [
                producer.send(settings.prefix + topics.ARTICLES, key=key(one).encode(), value=one.value)
                for one in sent
            ]
            for future in futures:
                future.get(timeout=60)
                tick()
    except KafkaError as error:
        raise Unavailable(
            f"Kafka at {settings.kafka} does not take articles ({type(error).__name__}: {error})"
        ) from error


def key(one: Sent) -> str:
    """The story's uri, which keeps its versions in order; the place it lies at for what has none."""
    try:
        return Article.model_validate_json(one.value).uri
    except ValueError:
        return one.where


def _fault(one: Sent) -> str | None:
    try:
        Article.model_validate_json(one.value)
    except ValueError as error:
        return why(error)
    return None
