"""muster worker: some or all of the stages, until told to stop."""

import asyncio
from typing import Annotated

import typer

from consumers.command import context
from consumers.errors import MusterError
from consumers.groups import READS
from consumers.logs import set_up
from consumers.worker.work import work


def worker(
    stages: Annotated[
        str, typer.Option(help=f"Which, with commas between: {','.join(READS)}. All if not said.")
    ] = "",
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Stop when standard input closes.")
    ] = False,
    json_logs: Annotated[
        bool, typer.Option("--json-logs", help="Log as JSON lines, whatever MUSTER_LOG_FORMAT says.")
    ] = False,
) -> None:
    """Run stages until Ctrl-C or SIGTERM. Topics and indices that aren't there are made first; servers that are
    away are waited for.

    Example: [bold]muster worker --stages parse[/bold] beside [bold]muster worker --stages entities,quotes,numbers,index,watch,count,deliver[/bold]
    """
    names = [name.strip() for name in stages.split(",") if name.strip()] or list(READS)
    unknown = [name for name in names if name not in READS]
    if unknown:
        raise MusterError(f"no stage is called {unknown[0]!r}; there are {', '.join(READS)}")
    settings = context.connected()
    if settings.stuck_seconds < 1.5 * settings.story_seconds:
        raise MusterError(
            f"MUSTER_STUCK_SECONDS is {settings.stuck_seconds:g} and MUSTER_STORY_SECONDS {settings.story_seconds:g}: a "
            "stage that reads one long story would be taken for a stuck one; the first has to be half as much again"
        )
    set_up(settings, as_json=json_logs or None)
    asyncio.run(work(settings, names, with_parent=with_parent, alone=True))
