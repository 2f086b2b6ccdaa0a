"""muster up: servers, a worker, the desk and the gateway in the foreground."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import MappingProxyType

from consumers import topics
from consumers.command import context, desk, gateway
from consumers.command.progress import console
from consumers.command.running import Desk, Gateway
from consumers.command.serving import address, free_port
from consumers.gateway import is_set_up
from consumers.groups import READS
from consumers.logs import set_up
from consumers.rebuild import lost
from consumers.settings import Settings
from consumers.stored import indices
from consumers.worker.work import work
from deploy.local import running

HEALTH_PORTS = MappingProxyType({"worker": 8601, "desk": 8602, "gateway": 8603})
"""where each shows its health and metrics, if that is free"""


def up() -> None:
    """Run everything in the foreground until Ctrl-C: Kafka, Elasticsearch, a worker with all stages, and the desk.

    The gateway runs too if anyone may push (muster gateway keys add). What was stored is kept for the next time. In
    another terminal, the same folder finds the servers.

    Example: [bold]muster up[/bold], and elsewhere [bold]muster publish seeds/01-first-report.json[/bold]
    """
    port = free_port(desk.PORT)
    desk_address = address("127.0.0.1", port)
    with _servers() as found:
        # what people are told links to the desk that is started here, unless a setting names another
        settings = found.model_copy(
            update={
                "desk": found.desk or desk_address.rstrip("/"),
                "health": found.health or _health("worker"),
            }
        )
        # for the person at this terminal, even where it is kept in a file
        set_up(settings, as_json=settings.log_format == "json")

        async def run() -> None:
            await lost.refuse(settings)
            await indices.create(settings)
            await work(settings, list(READS))

        topics.create(settings)
        console.print(
            f"Kafka {settings.kafka}, Elasticsearch {settings.elasticsearch}; Ctrl-C stops everything. Elsewhere, try:\n"
            "  .venv/bin/muster publish seeds/01-first-report.json\n"
            "  .venv/bin/muster search soldiers\n"
            "  .venv/bin/muster alerts",
            highlight=False,
        )
        with ExitStack() as beside:
            counting = {"worker": settings, "desk": _counting(settings, "desk")}
            beside.enter_context(Desk(counting["desk"], log=settings.home / "desk.log", port=port))
            console.print(f"The desk: {desk_address}", style="bold", highlight=False)
            if is_set_up(settings):
                free = free_port(gateway.PORT)
                counting["gateway"] = _counting(settings, "gateway")
                beside.enter_context(
                    Gateway(counting["gateway"], log=settings.home / "gateway.log", port=free)
                )
                console.print(f"The gateway: {address('127.0.0.1', free)}", style="bold", highlight=False)
            for what, its in counting.items():
                console.print(f"Metrics of the {what}: http://{its.health}/metrics", highlight=False)
            asyncio.run(run())


def _health(process: str) -> str:
    """Where a process shows its health and metrics to this machine."""
    return f"127.0.0.1:{free_port(HEALTH_PORTS[process])}"


def _counting(settings: Settings, process: str) -> Settings:
    """The settings of a process beside the worker, which can't have the worker's address."""
    return settings.model_copy(update={"health": _health(process)})


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
