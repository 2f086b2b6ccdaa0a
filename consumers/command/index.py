"""muster index: the Elasticsearch indices."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from consumers.command import context, rebuilding
from consumers.command.progress import bar
from consumers.command.terminal import Terminal
from consumers.counted import counted
from consumers.errors import MusterError
from consumers.rebuild import lost
from consumers.rebuild.generations import Generation, Generations
from consumers.rebuild.lease import alone
from consumers.settings import Settings
from consumers.stored import backup, indices
from consumers.stored.elastic import Store
from schemas.elasticsearch import KINDS

app = typer.Typer(no_args_is_help=True, help="The Elasticsearch indices.")
app.command("rebuild")(rebuilding.rebuild)
app.command("back")(rebuilding.back)


@app.command()
def create(
    with_lost: Annotated[
        bool, typer.Option("--lost", help="Make those that were lost too, with nothing in them.")
    ] = False,
) -> None:
    """Make the index templates and the indices that aren't there yet. Running it again does no harm.

    Example: [bold]MUSTER_ANALYZER=standard muster index create[/bold]
    """
    settings = context.connected()

    async def run() -> list[str]:
        if not with_lost:
            await lost.refuse(settings)
        return await indices.create(settings)

    made = asyncio.run(run())
    print(f"made {', '.join(made)}" if made else "every index is there")


@app.command("list")
def list_() -> None:
    """Show the indices: which are used, which came before, what they hold.

    Example: [bold]muster index list[/bold]
    """
    settings = context.connected()
    shown = Table("index", "documents", "state", box=None, pad_edge=False, header_style="dim")
    for each, documents in asyncio.run(_all(settings)):
        shown.add_row(each.index, f"{documents:,}", _state(each))
    Terminal(highlight=False).print(shown)


@app.command()
def drop(yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False) -> None:
    """Delete the indices that are not used: those that came before, and what an attempt to make one anew has left.

    Example: [bold]muster index drop --yes[/bold]
    """
    settings = context.connected()
    found = [each for each, _ in asyncio.run(_all(settings))]
    # a kind that has none in use is lost, and what is left of it is all there is
    standing = {each.kind for each in found if each.stands}
    unused = [each for each in found if not each.stands and each.kind in standing]
    if not unused:
        print("every index is used")
        return
    names = ", ".join(each.index for each in unused)
    if not yes:
        typer.confirm(f"Delete {names}?", abort=True)

    async def run() -> None:
        async with Store(settings) as store, alone(store):
            for each in unused:
                await Generations(store, settings).drop(each.index)

    asyncio.run(run())
    print(f"deleted {names}")


@app.command()
def save(
    file: Annotated[Path, typer.Argument(help="Where to; it is gzipped.", show_default=False)],
) -> None:
    """Save what Kafka can't give back: rules, analysts' marks, who was sent what, what became of dead letters.

    Example: [bold]muster index save muster-backup.jsonl.gz[/bold]
    """
    with bar() as progress:
        task = progress.add_task("saving", total=None)

        async def run() -> int:
            async with Store(context.connected()) as store:
                return await backup.save(store, file, show=lambda done: progress.update(task, completed=done))

        count = asyncio.run(run())
    print(f"{counted(count, 'document')} saved to {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="As save has written it.", show_default=False)],
) -> None:
    """Put back what was saved. Rules are as they were then; of the rest, what is there stays. Nothing is sent.

    Example: [bold]muster index restore muster-backup.jsonl.gz[/bold]
    """
    with bar() as progress:
        task = progress.add_task("restoring", total=None)

        done = asyncio.run(
            rebuilding.restored(
                context.connected(), file, lambda count: progress.update(task, completed=count)
            )
        )
    print(f"restored: {', '.join(f'{kind} {count:,}' for kind, count in done.items()) or 'nothing'}")


async def _all(settings: Settings) -> list[tuple[Generation, int]]:
    async with Store(settings) as store:
        generations = Generations(store, settings)
        found = [each for kind in KINDS for each in await generations.all(kind)]
        if not found:
            raise MusterError(f"no index at {settings.elasticsearch}: muster index create makes them")
        return [(each, await generations.count(each.index)) for each in found]


def _state(each: Generation) -> str:
    if each.stands:
        return "used"
    return "half-made" if each.is_filling else "was used before"
