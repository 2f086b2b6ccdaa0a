"""muster up: servers and a worker in the foreground."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from consumers import indices, topics
from consumers import worker as workers
from consumers.command import context
from consumers.command.progress import console
from consumers.logs import set_up
from consumers.settings import Settings
from consumers.stages import STAGES
from deploy.local import running


def up() -> None:
    """Run everything in the foreground until Ctrl-C: Kafka, Elasticsearch and a worker with all stages.

    What was stored is kept for the next time. In another terminal, the same folder finds the servers.

    Example: [bold]muster up[/bold], and elsewhere [bold]muster publish seeds/01-first-report.json[/bold]
    """
    with _servers() as settings:
        set_up(settings, as_json=False)

        async def run() -> None:
            await indices.create(settings)
            await workers.work(settings, list(STAGES))

        topics.create(settings)
        console.print(
            f"Kafka {settings.kafka}, Elasticsearch {settings.elasticsearch}; Ctrl-C stops everything. Elsewhere, try:\n"
            "  .venv/bin/muster publish seeds/01-first-report.json\n"
            "  .venv/bin/muster search soldiers\n"
            "  .venv/bin/muster alerts",
            highlight=False,
        )
        asyncio.run(run())


@contextmanager
def _servers() -> Iterator[Settings]:
    settings = context.settings()
    if settings.kafka and settings.elasticsearch:
        yield settings
        return
    with running(
        settings.home / "servers", tell=lambda line: console.print(line, style="dim", highlight=False)
    ) as local:
        yield context.on_local_servers(settings, local.addresses)
