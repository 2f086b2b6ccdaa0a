"""What `muster` can do, a file each; only that of the command that is called is loaded."""

import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from importlib.metadata import version
from types import MappingProxyType
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from consumers.errors import MusterError
from consumers.plain import plain
from deploy.local import ServersError

COMMANDS: Final = MappingProxyType(
    {
        "enrich": "enrich.enrich",
        "copies": "copies.copies",
        "publish": "publish.publish",
        "import": "importing.import_archive",
        "worker": "worker.worker",
        "search": "search.search",
        "alerts": "alerts.alerts",
        "timeline": "timeline.show_timeline",
        "replay": "replay.replay",
        "demo": "demo.demo",
        "up": "up.up",
        "desk": "desk.desk",
        "gateway": "gateway.app",
        "topics": "topics.app",
        "index": "index.app",
        "rules": "rules.app",
        "dead-letters": "dead_letters.app",
        "receivers": "receivers.app",
        "feedback": "feedback.app",
        "servers": "servers.app",
        "desk-users": "desk.users",
    }
)
"""where each is, within this package: a function, or a Typer app of several commands"""


class _Commands(MutableMapping[str, Any]):
    """The commands by name, each made when it is first asked for. `Any`, for typer has click's classes under names of
    its own."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            module, _, attribute = COMMANDS[name].rpartition(".")
            self._made[name] = _made(name, getattr(import_module(f"consumers.command.{module}"), attribute))
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _made(name: str, found: Any) -> Any:
    alone = _typer()
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    return typer.main.get_group(alone).commands[name]


class _Muster(TyperGroup):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.commands = _Commands()


def _typer(**options: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich", **options
    )


app = _typer(
    name="muster",
    cls=_Muster,
    no_args_is_help=True,
    help="Reads the news: who is in it, who says what, and how many troops, whose, where, doing what.",
)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    show_version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    if show_version:
        print(f"muster {version('muster')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


def main() -> None:
    """Run the command: exit code 0 if all went well, 2 with one clear line on stderr if not."""
    try:
        # None, or the code that a command leaves with
        sys.exit(app(prog_name="muster", standalone_mode=False))
    except (MusterError, ServersError) as error:
        print(plain(f"muster: {error}"), file=sys.stderr)
    except TyperException as error:
        # nothing to add where a bare `muster topics` has shown its help
        if said := " ".join(error.format_message().split()):
            context = getattr(error, "ctx", None)
            command = context.command_path if context else "muster"
            print(f"{command}: {said} Try: {command} --help", file=sys.stderr)
    except typer.Abort:
        print("muster: given up", file=sys.stderr)
    sys.exit(2)
