"""muster alerts: what people were told, in the terminal."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from consumers.clients.elasticsearch import connect
from consumers.command import context
from consumers.command.terminal import Terminal
from consumers.counted import counted
from consumers.rules.rulebook import EVERYONE
from consumers.settings import Settings
from consumers.stored.elastic import waiting
from schemas import Alert, AlertKind, Claim
from schemas.elasticsearch import BOOKKEEPING

STYLES: Mapping[AlertKind, str] = MappingProxyType(
    {
        "new": "bold green",
        "revised": "bold yellow",
        "corroborated": "cyan",
        "withdrawn": "bold red",
        "found": "bold blue",
    }
)

_TOLD_LAST: Mapping[str, Any] = MappingProxyType(
    {"told": {"order": "desc", "missing": "_last", "unmapped_type": "date"}}
)


def alerts(
    most: Annotated[int, typer.Option("--most", "-n", min=1, max=1000, help="How many at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Whole alerts as JSON lines.")] = False,
) -> None:
    """Show the last alerts, the newest first.

    Example: [bold]muster alerts -n 5[/bold]
    """
    settings = context.connected()
    found = asyncio.run(last(settings, most=most))
    if as_json:
        for alert in found:
            print(alert.model_dump_json())
        return
    console = Terminal(highlight=False)
    for alert in found:
        show(console, alert)
    if not found:
        console.print("no alerts yet", style="dim")


async def last(settings: Settings, *, most: int) -> list[Alert]:
    """The alerts, those that were told last first. Of those that an older Muster told, which has not noted when, the
    ones of the newest story versions come first."""
    async with connect(settings) as client:
        with waiting(settings):
            answer = await client.search(
                index=f"{settings.prefix}alerts",
                sort=[dict(_TOLD_LAST), {"claim.version": "desc"}, {"found.version": "desc"}, {"id": "asc"}],
                source_excludes=list(BOOKKEEPING["alerts"]),
                size=most,
            )
    return [Alert.model_validate(hit["_source"]) for hit in answer["hits"]["hits"]]


def show(console: Console, alert: Alert) -> None:
    """One alert in two or three lines."""
    line = Text(f"{alert.kind:<13}", style=STYLES[alert.kind])
    line.append(alert.words, style="bold")
    console.print(line)
    about = alert.about
    said = _said(alert.claim) if alert.claim else f"found by {', '.join(alert.rules)}"
    where = " · ".join(filter(None, [said, about.provider, about.story]))
    asked = f"taken by {', '.join(alert.rules)}" if alert.claim and alert.rules != (EVERYONE.name,) else ""
    told_by = f"{counted(alert.stories, 'story', 'stories')}, {counted(alert.origins, 'origin')}"
    console.print(
        Text(f"{'':13}{' · '.join(filter(None, [where, told_by, asked]))}", style="dim"), soft_wrap=True
    )
    words = alert.claim.sentence if alert.claim else alert.found and alert.found.passage
    if words:
        console.print(Text(f"{'':13}“{' '.join(words.text.split())}”", style="italic dim"), soft_wrap=True)


def _said(claim: Claim) -> str:
    return f"says {claim.source.name}" if claim.source else "no source named"
