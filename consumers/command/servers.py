"""`muster servers`: Kafka and Elasticsearch on this machine, for trying Muster out and for its tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from deploy.local import Addresses

app = typer.Typer(
    name="servers",
    help="Kafka and Elasticsearch on this machine: nothing but Python is needed.",
    no_args_is_help=True,
)

Result = TypeVar("Result")

KAFKA = "MUSTER_KAFKA"
ELASTICSEARCH = "MUSTER_ELASTICSEARCH"


@app.command()
def start() -> None:
    """Start both servers; they run until `muster servers stop`. Downloads them once, 145 MB.

    Example: muster servers start
    """
    if os.environ.get(KAFKA) and os.environ.get(ELASTICSEARCH):
        typer.echo(f"Nothing started: {KAFKA} and {ELASTICSEARCH} name servers that run already.")
        return
    from deploy.local import start as start_servers

    _print_addresses(_or_fail(lambda: start_servers(_folder(), tell=_tell)))


@app.command()
def stop() -> None:
    """Stop both servers and keep their data.

    Example: muster servers stop
    """
    from deploy.local import stop as stop_servers

    ran = _or_fail(lambda: stop_servers(_folder()))
    typer.echo("Stopped." if ran else "Nothing was running.")


@app.command()
def status() -> None:
    """Show what runs. Exits with 0 if both servers do, else with 1.

    Example: muster servers status
    """
    from deploy.local import status as servers_status

    found = _or_fail(lambda: servers_status(_folder()))
    table = Table("server", "state", "address", "pid", "version", "heap")
    for server in (found.kafka, found.elasticsearch):
        pid = str(server.pid or "")
        table.add_row(server.name, server.state, server.address, pid, server.version, server.heap)
    Console().print(table)
    for server in (found.kafka, found.elasticsearch):
        typer.echo(f"log of {server.name}: {server.log}")
    raise typer.Exit(0 if found.running else 1)


@app.command()
def reset(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Stop both servers and delete their data.

    Example: muster servers reset --yes
    """
    if not yes:
        if not sys.stdin.isatty():
            _fail(f"this deletes all data in {_folder()}: say --yes")
        typer.confirm(f"Delete all data in {_folder()}?", abort=True)
    from deploy.local import reset as reset_servers

    _or_fail(lambda: reset_servers(_folder()))
    typer.echo("Deleted.")


def _folder() -> Path:
    return Path(os.environ.get("MUSTER_HOME", ".muster")) / "servers"


def _tell(line: str) -> None:
    typer.echo(line, err=True)


def _print_addresses(found: Addresses) -> None:
    typer.echo(f"Kafka          {found.kafka}")
    typer.echo(f"Elasticsearch  {found.elasticsearch}")
    typer.echo("")
    typer.echo(f"export {KAFKA}={found.kafka}")
    typer.echo(f"export {ELASTICSEARCH}={found.elasticsearch}")


def _or_fail(action: Callable[[], Result]) -> Result:
    """Do it; a failure that was foreseen is one line on stderr and exit code 2."""
    from deploy.local import ServersError

    try:
        return action()
    except (ServersError, OSError) as error:
        _fail(str(error))


def _fail(why: str) -> NoReturn:
    typer.echo(f"muster servers: {why}", err=True)
    raise typer.Exit(2)
