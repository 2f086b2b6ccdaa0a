"""Publish the seeds step by step, show what comes of each, and say if anything is missing."""

import asyncio
import shutil
import time
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.status import Status

from consumers import topics
from consumers.command import articles, context, publish
from consumers.command.demo import show
from consumers.command.demo.check import faults
from consumers.command.demo.expected import Step, read
from consumers.command.demo.found import look
from consumers.command.progress import complain
from consumers.command.progress import console as stderr
from consumers.command.running import Worker
from consumers.command.serving import free_port
from consumers.command.terminal import Terminal
from consumers.errors import MusterError
from consumers.lag import wait_until_done
from consumers.settings import Settings
from consumers.stored import indices
from deploy.local import running

METRICS = "demo-metrics.txt"
"""what the worker had counted at the end, in MUSTER_HOME or its folder `demo`"""
STEP_TIMEOUT = 180.0
"""seconds; the first step waits for the worker to load its model"""


def demo(
    seeds: Annotated[Path, typer.Option(help="The folder with the seeds and their expected.toml.")] = Path(
        "seeds"
    ),
) -> None:
    """Show the whole way on real servers: publish the seeds, print what comes of them, check it, stop everything.

    Kafka and Elasticsearch are started for it, and stopped after it, unless MUSTER_KAFKA and MUSTER_ELASTICSEARCH
    name some; there it uses topics and indices of its own and removes them.

    Example: [bold]muster demo[/bold]
    """
    steps = read(seeds)
    out = Terminal(highlight=False)
    began = time.monotonic()
    with _servers() as settings:
        wrong = asyncio.run(_play(settings, seeds, steps, out))
    for fault in wrong:
        complain(fault)
    if wrong:
        raise MusterError(f"the demo is not what {seeds / 'expected.toml'} calls for: {len(wrong)} faults")
    out.print(
        f"all that the seeds call for is there; {time.monotonic() - began:.0f} s in all", style="bold green"
    )


@contextmanager
def _servers() -> Iterator[Settings]:
    """Servers with nothing of an earlier demo in them."""
    settings = context.settings()
    if settings.kafka and settings.elasticsearch:
        own = settings.model_copy(update={"prefix": f"demo-{uuid.uuid4().hex[:8]}-", "partitions": 2})
        try:
            yield own
        finally:
            topics.delete(own)
            asyncio.run(indices.delete(own))
        return
    folder = settings.home / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    with stderr.status("starting Kafka and Elasticsearch") as status:
        servers = running(folder / "servers", tell=status.update)
        with servers as local:
            status.stop()
            found = context.on_local_servers(settings, local.addresses)
            yield found.model_copy(update={"home": folder, "partitions": 2})


async def _play(settings: Settings, seeds: Path, steps: tuple[Step, ...], out: Console) -> list[str]:
    topics.create(settings)
    await indices.create(settings)
    # of its own, whatever a setting says: another worker may be there
    settings = settings.model_copy(update={"health": f"127.0.0.1:{free_port(0)}"})
    wrong: list[str] = []
    with (
        Worker(settings, log=settings.home / "demo-worker.log") as worker,
        stderr.status("starting the worker") as status,
    ):
        found = await look(settings)
        for number, step in enumerate(steps, start=1):
            label = f"step {number} of {len(steps)}: {step.title}"
            publish.send(settings, list(articles.read(seeds / file for file in step.files)))
            await asyncio.to_thread(_wait, settings, worker, status, label)
            before, found = found, await look(settings)
            show.step(out, number, step, before=before, after=found)
            wrong += [f"step {number}: {fault}" for fault in faults(step, before, found)]
        _keep_metrics(settings)
    show.summary(out, found)
    return wrong


def _keep_metrics(settings: Settings) -> None:
    """What the worker has counted, beside its log."""
    with urllib.request.urlopen(f"http://{settings.health}/metrics", timeout=30) as answer:  # nosec B310
        (settings.home / METRICS).write_bytes(answer.read())


def _wait(settings: Settings, worker: Worker, status: Status, label: str) -> None:
    def tell(behind: Mapping[str, int]) -> None:
        left = ", ".join(f"{stage} {count}" for stage, count in behind.items() if count)
        status.update(f"{label}{f': {left} to do' if left else ''}")

    wait_until_done(settings, timeout=STEP_TIMEOUT, alive=worker.is_alive, show=tell)
