"""muster search: stories, in the terminal."""

import asyncio
import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from consumers.clients.elasticsearch import connect
from consumers.command import context
from consumers.command.terminal import Terminal
from consumers.desk.search.language import Asked, Misread, understood
from consumers.desk.search.query import query as as_query
from consumers.errors import MusterError
from consumers.settings import Settings
from consumers.stored.elastic import waiting

_OPEN, _CLOSE = "\ue000", "\ue001"
"""marks around what was found, from the private use area: no story has them by chance"""


def search(
    query: Annotated[
        str,
        typer.Argument(help='Words, "phrases", -without, either | or, force:KP, number>1000, as on the desk'),
    ],
    most: Annotated[
        int, typer.Option("--most", "-n", min=1, max=1000, help="How many stories at most.")
    ] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Whole stories as JSON lines.")] = False,
) -> None:
    """Search the stories: best first, with the passages that match. What can be typed is in docs/desk.md.

    Example: [bold]muster search '"North Korea" soldiers place:RU' -n 3[/bold]
    """
    try:
        asked = understood(query)
    except Misread as error:
        said = str(error).rstrip(".")
        raise MusterError(said[0].lower() + said[1:]) from None
    settings = context.connected()
    answer = asyncio.run(find(settings, asked, most=most))
    hits = answer["hits"]["hits"]
    if as_json:
        for hit in hits:
            print(json.dumps(hit["_source"], ensure_ascii=False))
        return
    console = Terminal(highlight=False)
    for hit in hits:
        _show(console, hit)
    total = answer["hits"]["total"]["value"]
    console.print(f"{len(hits)} of {total} stories" if total else "no story matches", style="dim")


async def find(settings: Settings, asked: Asked, *, most: int) -> dict[str, Any]:
    """Elasticsearch's answer; killed and withheld stories are never in it."""
    async with connect(settings) as client:
        with waiting(settings):
            answer = await client.search(
                index=f"{settings.prefix}stories",
                query=as_query(asked),
                source_excludes=["claims", "withdrawn_claims", "bands"],
                highlight={
                    "pre_tags": [_OPEN],
                    "post_tags": [_CLOSE],
                    "fields": {"text": {"number_of_fragments": 2, "fragment_size": 160}},
                },
                size=most,
            )
    return dict(answer)


def _show(console: Console, hit: dict[str, Any]) -> None:
    story = hit["_source"]
    console.print(Text(story["headline"] or story["uri"], style="bold"))
    console.print(
        Text(" · ".join(filter(None, [story["uri"], story["provider"], story["published"]])), style="dim")
    )
    for passage in hit.get("highlight", {}).get("text", []):
        console.print(Text("  … ") + _marked(" ".join(passage.split())))
    console.print()


def _marked(passage: str) -> Text:
    text = Text()
    for i, part in enumerate(passage.split(_OPEN)):
        if i == 0:
            text.append(part)
            continue
        found, _, rest = part.partition(_CLOSE)
        text.append(found, style="bold yellow")
        text.append(rest)
    return text
