"""muster up: servers, a worker and the desk in the foreground."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from consumers import indices, topics
from consumers import worker as workers
from consumers.command import context
from consumers.command.desk import PORT
from consumers.command.desk import address as desk_address
from consumers.command.progress import console
from consumers.command.running import Desk
from consumers.errors import MusterError
from consumers.logs import set_up
from consumers.settings import Settings
from consumers.stages import STAGES
from deploy.local import running


def up() -> None:
    """Run everything in the foreground until Ctrl-C: Kafka, Elasticsearch, a worker with all stages, and the desk.

    What was stored is kept for the next time. In another terminal, the same folder finds the servers.

    Example: [bold]muster up[/bold], and elsewhere [bold]muster publish seeds/01-first-report.json[/bold]
    """
    port = free_port()
    address = desk_address("127.0.0.1", port)
    with _servers() as found:
        # what people are told links to the desk that is started here, unless a setting names another
        settings = found.model_copy(update={"desk": found.desk or address.rstrip("/")})
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
        with Desk(settings, log=settings.home / "desk.log", port=port):
            console.print(f"The desk: {address}", style="bold", highlight=False)
            asyncio.run(run())


def free_port() -> int:
    """The desk's usual port, or one that is free where that is taken."""
    for port in (PORT, 0):
        with socket.socket() as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listening.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(listening.getsockname()[1])
    raise MusterError("no port of 127.0.0.1 is free")


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
