"""muster timeline: a force's figures over time, in the terminal."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from consumers import forces
from consumers.command import context
from consumers.command.terminal import Terminal
from consumers.errors import MusterError
from consumers.settings import Settings
from consumers.stored.elastic import Store
from consumers.stored.ledgers import Ledgers
from pipeline.claims import Ledger
from pipeline.claims.timeline import Point, timeline
from schemas import Measure, Role

WIDTH = 40
"""characters of the longest bar"""
MARKS = {"exact": "●", "about": "◍", "range": "●", "at_least": "▶", "more_than": "▶"} | {
    "at_most": "◀",
    "less_than": "◀",
    "vague": "~",
}
"""at the end of a figure's bar: what bounds it"""


def show_timeline(
    force: Annotated[str, typer.Argument(help="A country's code or name, or a group's name: KP, Wagner")],
    place: Annotated[
        str | None, typer.Option("--place", help="Only troops in this country, by code or name.")
    ] = None,
    unplaced: Annotated[
        bool, typer.Option("--unplaced", help="With --place: figures that name no place too.")
    ] = False,
    role: Annotated[
        str, typer.Option("--role", help=f"One of {', '.join(get_args(Role))}; or all.")
    ] = "present",
    measure: Annotated[
        str, typer.Option("--measure", help=f"One of {', '.join(get_args(Measure))}; or all.")
    ] = "total",
    historic: Annotated[bool, typer.Option("--historic", help="Figures of the past too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Whole estimates as JSON lines.")] = False,
) -> None:
    """Show every estimate of a force over time: how many, who says so, how many origins, standing or withdrawn.

    Example: [bold]muster timeline KP --place RU[/bold]
    """
    roles: list[Role] = [known for known in get_args(Role) if role in ("all", known)]
    measures: list[Measure | None] = [known for known in get_args(Measure) if measure == known]
    if not roles:
        raise MusterError(f"no role is called {role!r}: {', '.join(get_args(Role))}, or all")
    if not measures and measure != "all":
        raise MusterError(f"no measure is called {measure!r}: {', '.join(get_args(Measure))}, or all")
    where = forces.code(place) if place else None
    if place and where is None:
        raise MusterError(f"no country is called {place!r}")
    ledgers = asyncio.run(_ledgers(context.connected(), force, roles))
    points = timeline(
        ledgers,
        place=where,
        unplaced=unplaced,
        measure=measures[0] if measures else None,
        historic=historic,
    )
    if as_json:
        for point in points:
            print(point.model_dump_json())
        return
    _show(Terminal(highlight=False), points)


async def _ledgers(settings: Settings, force: str, roles: Sequence[Role]) -> list[Ledger]:
    async with Store(settings) as store:
        ledgers = await Ledgers(store).read(forces.key(force, role) for role in roles)
    return list(ledgers.values())


def _show(console: Console, points: Sequence[Point]) -> None:
    if not points:
        console.print("no figure is known", style="dim")
        return
    most = max((_end(point) for point in points), default=1.0) or 1.0
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("first said", "figure", "", "who says so", "origins"):
        table.add_column(column, overflow="fold", justify="right" if column == "origins" else "left")
    for point in points:
        struck = "strike dim" if point.withdrawn else ""
        said_by = point.source.name if point.source else point.provider or point.story
        table.add_row(
            f"{point.said:%Y-%m-%d %H:%M}",
            Text(point.words, style=struck),
            Text(_bar(point, most), style="red" if point.withdrawn else "green"),
            Text(said_by, style=struck),
            str(point.origins),
        )
    console.print(table)
    gone = sum(point.withdrawn is not None for point in points)
    console.print(f"{len(points)} estimates, {gone} of them withdrawn", style="dim")


def _bar(point: Point, most: float) -> str:
    """From the low end to the high one, on one scale for all; the mark says what bounds it."""
    low, end = point.figure.low, _end(point)
    start = round(WIDTH * (low if low is not None else 0) / most)
    stop = max(start + 1, round(WIDTH * end / most))
    mark = MARKS.get(point.figure.bound, "●")
    if point.figure.bound == "range":
        return f"{' ' * start}{mark}{'━' * (stop - start - 1)}{mark}"
    if low is None:
        return f"{'·' * (stop - 1)}{mark}"
    return f"{'━' * (stop - 1)}{mark}"


def _end(point: Point) -> float:
    high, low = point.figure.high, point.figure.low
    return high if high is not None else low or 0.0
