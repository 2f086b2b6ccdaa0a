"""Rules in the terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from consumers.rules.rulebook import Kept
from consumers.rules.words import asks, changes, tells

__all__ = ["asks", "changes", "table", "tells"]


def table(console: Console, kept: Iterable[Kept]) -> None:
    """One line a rule: what it asks for, and who is told how."""
    shown = Table("name", "asks for", "tells", "state", box=None, pad_edge=False, header_style="dim")
    for one in kept:
        if one.rule is None:
            shown.add_row(Text(one.name), Text("a rule that this Muster does not know"), "", "")
            continue
        state = Text("paused", style="yellow") if one.rule.paused else Text("on", style="green")
        shown.add_row(Text(one.name), Text(asks(one.rule)), Text(tells(one.rule)), state)
    console.print(shown)
