"""Every command that `muster` has, from the command itself."""

from collections.abc import Sequence

import typer
from typer.core import TyperGroup

from consumers.command.app import app


def commands(group: typer.Typer, before: str = "muster") -> list[str]:
    """The commands of a group and of the groups in it, as one would type them."""
    found = []
    for each in group.registered_commands:
        assert each.callback is not None
        found.append(f"{before} {each.name or each.callback.__name__}")
    for each_group in group.registered_groups:
        assert each_group.typer_instance is not None
        found += commands(each_group.typer_instance, f"{before} {each_group.name}")
    return found


def check_command(words: Sequence[str]) -> None:
    """Take the words behind `muster` apart as it would, and run nothing. Raises `LookupError` for one that isn't there,
    typer's own exceptions for options that aren't."""
    command, name, rest = typer.main.get_command(app), "muster", [*words]
    while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
        found = command.get_command(typer.Context(command), rest[0])
        if found is None:
            raise LookupError(f"there is no command {name} {rest[0]}")
        command, name, rest = found, f"{name} {rest[0]}", rest[1:]
    command.make_context(name, rest).close()
