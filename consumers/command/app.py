"""What `muster` can do, a file each."""

import sys
from importlib.metadata import version

import typer
from typer.exceptions import TyperException

from consumers.command import (
    alerts,
    copies,
    dead_letters,
    demo,
    desk,
    enrich,
    feedback,
    gateway,
    importing,
    index,
    publish,
    receivers,
    replay,
    rules,
    search,
    servers,
    timeline,
    topics,
    up,
    worker,
)
from consumers.errors import MusterError
from consumers.plain import plain
from deploy.local import ServersError

app = typer.Typer(
    name="muster",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Reads the news: who is in it, who says what, and how many troops, whose, where, doing what.",
)
app.command("enrich")(enrich.enrich)
app.command("copies")(copies.copies)
app.command("publish")(publish.publish)
app.command("import")(importing.import_archive)
app.command("worker")(worker.worker)
app.command("search")(search.search)
app.command("alerts")(alerts.alerts)
app.command("timeline")(timeline.show_timeline)
app.command("replay")(replay.replay)
app.command("demo")(demo.demo)
app.command("up")(up.up)
app.command("desk")(desk.desk)
app.add_typer(gateway.app, name="gateway")
app.add_typer(topics.app, name="topics")
app.add_typer(index.app, name="index")
app.add_typer(rules.app, name="rules")
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(receivers.app, name="receivers")
app.add_typer(feedback.app, name="feedback")
app.add_typer(servers.app, name="servers")
app.add_typer(desk.users, name="desk-users")


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
