"""docs/commands.md: every command, from the command itself.

`python -m consumers.commands_page write` writes it anew, after a change to a command.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import typer

from consumers import written_page
from consumers.command.app import app

MODULE: Final = "consumers.commands_page"
PAGE = written_page.DOCS / "commands.md"

_HEAD: Final = f"""# Commands
What `muster --help` and `muster COMMAND --help` say. In a checkout it is `.venv/bin/muster`, which `make install` makes.

With `MUSTER_KAFKA` and `MUSTER_ELASTICSEARCH` set, those servers are used and none is started; otherwise those that `muster up` or `muster servers start` started in the same folder. Every setting is in [settings.md](settings.md). A command that fails says why in one line and ends with exit code 2.

<!-- written by python -m {MODULE} write -->
"""


class _Command(NamedTuple):
    name: str
    help: str
    parameters: list[Any]


def page() -> str:
    """The whole page, Markdown."""
    commands = list(_commands(typer.main.get_command(app), "muster"))
    return f"{_HEAD}\n{_overview(commands)}\n{''.join(map(_section, commands))}".rstrip("\n") + "\n"


def _commands(found: Any, name: str) -> Iterator[_Command]:
    """Itself, or of a group all that are in it; `Any`, for typer has click's classes under names of its own."""
    inside = getattr(found, "commands", {})
    if not inside or (found.invoke_without_command and " " in name):
        yield _Command(name, found.help, [each for each in found.params if each.name != "help"])
    for word, each in inside.items():
        yield from _commands(each, f"{name} {word}")


def _overview(commands: list[_Command]) -> str:
    rows = [
        f"| [`{each.name}`](#{each.name.replace(' ', '-')}) | {_cell(_first_words(each.help))} |\n"
        for each in commands
    ]
    return "| command | what it does |\n|---|---|\n" + "".join(rows)


def _first_words(text: str) -> str:
    return re.split(r"[.:;] |\n\n", text)[0].rstrip(".:;")


def _section(command: _Command) -> str:
    arguments = " ".join(each.name.upper() for each in command.parameters if _is_argument(each))
    rows = [
        f"| {_called(each)} | {_default(each)} | {_cell(each.help or '')} |\n" for each in command.parameters
    ]
    table = "\n| | if left out | |\n|---|---|---|\n" + "".join(rows) if rows else ""
    usage = f"`{command.name}{f' {arguments}' if arguments else ''}`"
    return f"## {command.name}\n{usage}\n\n{_prose(command.help)}\n{table}\n"


def _prose(text: str) -> str:
    paragraphs = (" ".join(each.split()) for each in text.split("\n\n"))
    return re.sub(r"\[bold\](.+?)\[/bold\]", r"`\1`", "\n\n".join(paragraphs))


def _is_argument(parameter: Any) -> bool:
    return not parameter.opts[0].startswith("-")


def _called(parameter: Any) -> str:
    if _is_argument(parameter):
        return f"`{parameter.name.upper()}`"
    return ", ".join(f"`{each}`" for each in parameter.opts)


def _default(parameter: Any) -> str:
    if parameter.required:
        return "is needed"
    return f"`{parameter.default}`" if parameter.default not in (None, "", False) else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(written_page.main(sys.argv[1:], module=MODULE, path=PAGE, page=page))
