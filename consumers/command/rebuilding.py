"""muster index rebuild, muster index back: an index anew, and the one before it again."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.progress import Progress

from consumers.command import context
from consumers.command.progress import bar
from consumers.counted import counted
from consumers.errors import MusterError
from consumers.rebuild import copying, reading
from consumers.rebuild.apart import Apart
from consumers.rebuild.generations import Generations
from consumers.rebuild.lease import REBUILDS, alone
from consumers.rebuild.parts import FROM_TOPICS, PARTS, Part
from consumers.settings import Settings
from consumers.stored import backup, indices
from consumers.stored.elastic import Store
from schemas.elasticsearch import KINDS, Kind

Result = TypeVar("Result")


def rebuild(
    kinds: Annotated[
        list[str] | None, typer.Argument(help=f"Which: {', '.join(KINDS[:-1])}.", show_default=False)
    ] = None,
    from_topics: Annotated[
        bool,
        typer.Option(
            "--from-topics", help="From Kafka, for what is lost; all that Kafka has if none is named."
        ),
    ] = False,
) -> None:
    """Make indices anew as this Muster and these settings want them, while everything runs.

    Each is filled beside the one that is used, and takes its place at one moment; the old one stays until it is
    dropped. Interrupted, nothing is changed: run it again. With --from-topics it is read from Kafka, and no one is
    told again.

    Example: [bold]muster index rebuild stories[/bold]
    """
    wanted = [_kind(name) for name in kinds or []]
    if not from_topics and not wanted:
        raise MusterError("which index? Name one or more: muster index rebuild stories")
    if from_topics and (others := [kind for kind in wanted if kind not in FROM_TOPICS]):
        raise MusterError(
            f"Kafka does not have {', '.join(others)}: muster index restore puts back what was saved"
        )
    settings = context.connected()
    with bar() as progress:
        if from_topics:
            parts = [part for part in PARTS if not wanted or set(part.kinds) & set(wanted)]
            said = asyncio.run(_alone(settings, lambda store: _from_topics(store, settings, parts, progress)))
        else:
            said = asyncio.run(
                _alone(settings, lambda store: _from_indices(store, settings, wanted, progress))
            )
    print("\n".join(said))


def back(
    kind: Annotated[str, typer.Argument(help=f"Which: {', '.join(KINDS[:-1])}.", show_default=False)],
) -> None:
    """Use the index that came before again; what was written since is copied into it first.

    Example: [bold]muster index back stories[/bold]
    """
    wanted = _kind(kind)
    settings = context.connected()
    with bar() as progress:
        said = asyncio.run(_alone(settings, lambda store: _back(store, settings, wanted, progress)))
    print("\n".join(said))


async def restored(settings: Settings, file: Path, show: Callable[[int], None]) -> dict[str, int]:
    """Put back what was saved. An index that is lost is used only once it is filled: nobody goes by half a rulebook."""

    async def do(store: Store) -> dict[str, int]:
        generations = Generations(store, settings)
        lost = [kind for kind in backup.KEPT if await generations.standing(kind) is None]
        new: dict[Kind, str] = {kind: await generations.next(kind) for kind in lost}
        async with Apart(settings, new) as target:
            done = await backup.restore(target, file, show=show)
        await generations.swap(new)
        return done

    return await _alone(settings, do)


async def _alone(settings: Settings, do: Callable[[Store], Awaitable[Result]]) -> Result:
    async with Store(settings) as store:
        # where all is lost, the note of who is at it is too
        await indices.create(settings, only=(REBUILDS,))
        async with alone(store):
            # a command that was killed may have left an index that takes no writes
            await Generations(store, settings).release(KINDS)
            return await do(store)


async def _from_topics(store: Store, settings: Settings, parts: list[Part], progress: Progress) -> list[str]:
    shows = {part: _showing(progress, f"reading {part.topic}") for part in parts}
    done = await reading.rebuild(store, settings, parts, lambda part, count, total: shows[part](count, total))
    return [
        f"{', '.join(part.kinds)}: made anew from {counted(done[part.topic], 'message')} of {part.topic}"
        for part in parts
    ]


async def _from_indices(store: Store, settings: Settings, kinds: list[Kind], progress: Progress) -> list[str]:
    generations = Generations(store, settings)
    said = []
    for kind in kinds:
        old = await generations.standing(kind)
        if old is None:
            raise MusterError(f"{kind} is lost: muster index rebuild --from-topics, or muster index restore")
        new = await generations.next(kind)
        count = await copying.replace(store, settings, old, new, _showing(progress, f"filling {new}"))
        said.append(
            f"{new} is used, {counted(count, 'document')} copied; {old.index} is kept (muster index drop)"
        )
    return said


async def _back(store: Store, settings: Settings, kind: Kind, progress: Progress) -> list[str]:
    generations = Generations(store, settings)
    found = await generations.all(kind)
    standing = next((each for each in found if each.stands), None)
    before = [each for each in found if not each.stands and not each.is_filling]
    if standing is None or not before:
        raise MusterError(f"there is no {kind} to go back to: muster index list shows those there are")
    old = before[-1]
    await generations.unblock(old.index)
    show = _showing(progress, f"catching up {old.index}")
    await copying.replace(store, settings, standing, old.index, show)
    return [f"{old.index} is used again; {standing.index} is kept (muster index drop)"]


def _showing(progress: Progress, what: str) -> copying.Show:
    task = progress.add_task(what, total=None)
    return lambda done, total: progress.update(task, completed=done, total=total)


def _kind(name: str) -> Kind:
    found: list[Kind] = [kind for kind in KINDS if kind == name and kind != REBUILDS]
    if not found:
        raise MusterError(f"no index is called {name!r}; there are {', '.join(KINDS[:-1])}")
    return found[0]
