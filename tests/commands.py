"""Every command that `muster` has, from the command itself."""

from collections.abc import Iterator, Sequence

import typer
from typer.core import TyperGroup

from consumers.command.app import app


def commands() -> list[str]:
    """The commands of `muster` and of the groups in it, as one would type them."""
    return list(_inside(typer.main.get_command(app), "muster"))


def _inside(found: object, name: str) -> Iterator[str]:
    if not isinstance(found, TyperGroup):
        yield name
        return
    for word, each in found.commands.items():
        yield from _inside(each, f"{name} {word}")


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
