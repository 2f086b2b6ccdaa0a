"""`muster rules`: what one can do with the rulebook."""

import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from consumers.command import alerts
from consumers.command.progress import complain
from consumers.command.rules import files, rulebook, show
from consumers.command.rules.add import add
from consumers.command.rules.loading import plan
from consumers.command.terminal import Terminal
from consumers.errors import MusterError
from consumers.rules.rulebook import Kept, Rulebook
from consumers.rules.trial import trial
from schemas import Rule

app = typer.Typer(no_args_is_help=True, help="Who wants to be told what.")
app.command("add")(add)

Name = Annotated[str, typer.Argument(help="The rule's name; capitals count.", show_default=False)]


@app.command("list")
def list_all(
    as_json: Annotated[bool, typer.Option("--json", help="Whole rules as JSON lines.")] = False,
) -> None:
    """Show all rules, the paused ones too.

    Example: [bold]muster rules list[/bold]
    """
    kept = [one for one in rulebook.ask(Rulebook.everything).values() if not one.removed]
    if as_json:
        for one in kept:
            if one.rule:
                print(one.rule.model_dump_json())
        return
    console = Terminal(highlight=False)
    if kept:
        show.table(console, kept)
    else:
        console.print("no rules: no one is told of anything", style="dim")


@app.command("show")
def show_one(name: Name) -> None:
    """Show a rule as a file would have it, and when it was changed; a removed one too.

    Example: [bold]muster rules show everyone[/bold]
    """
    kept = rulebook.ask(lambda book: book.kept([name])).get(name)
    if kept is None:
        raise MusterError(f"no rule is called {name!r}")
    print(f"# {'removed' if kept.removed else 'changed'} {kept.changed:%Y-%m-%d %H:%M} UTC")
    print(files.dump([_known(kept)]), end="")


@app.command()
def pause(name: Name) -> None:
    """Have a rule take nothing until it is resumed.

    Example: [bold]muster rules pause "the Baltic"[/bold]
    """
    rulebook.ask(lambda book: book.pause(name))
    print(f"paused {name}")


@app.command()
def resume(name: Name) -> None:
    """Have a paused rule take what it asks for again; what came meanwhile is not sent.

    Example: [bold]muster rules resume "the Baltic"[/bold]
    """
    rulebook.ask(lambda book: book.resume(name))
    print(f"resumed {name}")


@app.command()
def remove(name: Name, yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False) -> None:
    """Remove a rule. What it has told stays told, and its name stays known.

    Example: [bold]muster rules remove everyone --yes[/bold]
    """
    if not yes and sys.stdin.isatty():
        typer.confirm(f"Remove {name}?", abort=True)
    rulebook.ask(lambda book: book.remove(name))
    print(f"removed {name}")


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="Rules as YAML; - is standard input.", show_default=False)],
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove the rules that are not in the file.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be changed.")] = False,
) -> None:
    """Add and change rules until they are as a file has them. A file with a fault changes nothing.

    Example: [bold]muster rules load seeds/rules.yaml --dry-run[/bold]
    """
    rules = _read(file)
    kept = rulebook.ask(Rulebook.everything)
    planned = plan(rules, kept, prune=prune)

    async def change(book: Rulebook) -> None:
        await book.put(*planned.put, since=kept)
        await book.remove(*planned.remove, since=kept)

    if not dry_run and not planned.is_nothing:
        rulebook.ask(change)
    for line in planned.lines:
        print(line)
    same = f"{planned.unchanged} unchanged"
    print(f"{same}; nothing is changed: --dry-run" if dry_run and not planned.is_nothing else same)


@app.command()
def dump() -> None:
    """Write all rules as YAML, for a file that `load` takes.

    Example: [bold]muster rules dump > rules.yaml[/bold]
    """
    kept = rulebook.ask(Rulebook.everything)
    print(files.dump(one.rule for one in kept.values() if one.rule and not one.removed), end="")


@app.command("test")
def try_out(
    name: Annotated[str, typer.Argument(help="The rule's name.", show_default=False)] = "",
    days: Annotated[float, typer.Option(min=0, max=36_500, help="How far back to look.")] = 7,
    file: Annotated[
        Path | None, typer.Option("--file", help="Take the rule from a YAML file, not from the rulebook.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Whole alerts as JSON lines, with `when`.")] = False,
) -> None:
    """Show what a rule would have sent, and send nothing.

    Example: [bold]muster rules test "the Baltic" --days 30[/bold]
    """
    if not (name or file):
        raise MusterError("which rule? Name one, or say --file")
    rule = _in_file(file, name) if file else _known(_there(name))
    since = datetime.now(UTC) - timedelta(days=days)
    sent = rulebook.ask_store(lambda store: trial(store, rule, since=since))
    if as_json:
        for each in sent:
            print(f'{{"when":"{each.moment.isoformat()}",{each.alert.model_dump_json()[1:]}')
        return
    console = Terminal(highlight=False)
    for each in sent:
        console.print(Text(f"{each.moment:%Y-%m-%d %H:%M} UTC", style="dim"))
        alerts.show(console, each.alert)
    kinds = Counter(each.alert.kind for each in sent)
    counted = ": " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()) if sent else ""
    console.print(f"{len(sent)} alerts in the last {days:g} days{counted}; {show.tells(rule)}", style="dim")


def _there(name: str) -> Kept:
    kept = rulebook.ask(lambda book: book.kept([name])).get(name)
    if kept is None or kept.removed:
        raise MusterError(f"no rule is called {name!r}")
    return kept


def _known(kept: Kept) -> Rule:
    if kept.rule is None:
        raise MusterError(f"the rule {kept.name!r} is kept in a shape that this Muster does not know")
    return kept.rule


def _read(file: Path) -> list[Rule]:
    try:
        return files.read(file)
    except files.Broken as error:
        for fault in error.faults:
            complain(fault)
        raise


def _in_file(file: Path, name: str) -> Rule:
    rules = _read(file)
    named = [rule for rule in rules if rule.name == name] if name else rules
    if len(named) == 1:
        return named[0]
    there = ", ".join(rule.name for rule in rules) or "none"
    raise MusterError(f"{file}: which rule? There are: {there}")
