"""muster desk, muster desk-users: the web application, and who may sign in to it."""

import asyncio
import contextlib
import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from consumers.command import context, serving
from consumers.command.progress import console
from consumers.desk.app import create_app, has_sign_in
from consumers.desk.users import ROLES, RoleName, Users
from consumers.errors import MusterError, Unavailable
from consumers.health.beside import answering
from consumers.logs import set_up
from consumers.rebuild import lost
from consumers.settings import Settings
from consumers.stored import indices

PORT = 8600
GRACE = 5
"""seconds"""

users = typer.Typer(no_args_is_help=True, help="Who may sign in to the desk.")


def desk(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: a free one.")] = PORT,
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Stop when standard input closes.")
    ] = False,
) -> None:
    """Search, read and watch in a browser, until Ctrl-C.

    Without MUSTER_DESK_USERS or MUSTER_DESK_USER_HEADER there is no sign-in, and it listens to this machine only.

    Example: [bold]muster desk[/bold]
    """
    settings = context.connected()
    refuse_strangers(settings, host)
    set_up(settings)
    asyncio.run(serve(settings, host=host, port=port, with_parent=with_parent))


def refuse_strangers(settings: Settings, host: str) -> None:
    """Raise `MusterError` if others than this machine could reach a desk without sign-in."""
    if not has_sign_in(settings) and not serving.is_loopback(host):
        raise MusterError(
            f"without sign-in the desk listens to this machine only, and {host} is more than that: "
            "set MUSTER_DESK_USERS (muster desk-users add makes the file) or MUSTER_DESK_USER_HEADER"
        )


async def serve(settings: Settings, *, host: str, port: int, with_parent: bool = False) -> None:
    """Serve the desk until SIGTERM or Ctrl-C. Raises `MusterError` if the port is taken."""
    with contextlib.suppress(Unavailable):
        # else the desk says so itself
        if not await lost.lost(settings):
            await indices.create(settings)
    app = create_app(settings)

    async def ready() -> list[str]:
        return await app.state.desk.ready.reasons() if hasattr(app.state, "desk") else ["it is starting"]

    async with answering(settings, ready=ready):
        await serving.serve(app, what="The desk", host=host, port=port, grace=GRACE, with_parent=with_parent)


@users.command("add")
def add(
    name: Annotated[str, typer.Argument(help="As they will sign in.")],
    role: Annotated[
        RoleName, typer.Option(help=f"{', '.join(ROLES)}: each may do what those before it may.")
    ] = "reader",
    file: Annotated[
        Path | None,
        typer.Option(help="The users' file; else MUSTER_DESK_USERS, else desk-users in MUSTER_HOME."),
    ] = None,
) -> None:
    """Add someone, or change their role and password. The password is asked for, or read from standard input.

    Example: [bold]muster desk-users add mari --role analyst[/bold]
    """
    found = context.settings() if file is None else None
    path = file or (found.desk_users if found else None) or (found.home if found else Path()) / "desk-users"
    path.parent.mkdir(parents=True, exist_ok=True)
    Users(path).add(name, role, _password())
    console.print(f"{name} is a user of {path}; set MUSTER_DESK_USERS={path}", highlight=False)


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise MusterError("the two are not the same")
    return first
