"""A progress bar on stderr, where results can't be mistaken for it."""

from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from consumers.command.terminal import Terminal
from consumers.plain import one_line

console = Terminal(stderr=True)


def bar(*, of_bytes: bool = False) -> Progress:
    """A bar that is drawn on a terminal only, and gone once it is done."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn() if of_bytes else MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def complain(fault: str) -> None:
    """One line about one thing that is wrong, however wide the terminal is."""
    console.print(Text(one_line(f"muster: {fault}"), style="red"), soft_wrap=True)
