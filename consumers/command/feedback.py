"""muster feedback: what analysts have marked, as labelled examples."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, get_args

import typer

from consumers.command import context
from consumers.errors import MusterError
from consumers.rules.searches import texts
from consumers.settings import Settings
from consumers.stored.elastic import Store
from consumers.stored.feedback import everything
from pipeline.hand import Placed, example, placed
from schemas.feedback import About, Feedback

app = typer.Typer(no_args_is_help=True, help="What analysts have marked right, wrong, corrected or missed.")


@app.callback()
def _group() -> None:
    """A group, though it has one command so far."""


@app.command()
def export(
    about: Annotated[str, typer.Option("--about", help=f"{', '.join(get_args(About))}.")] = "troop_count",
    articles: Annotated[
        Path | None,
        typer.Option(
            "--articles", help="Write the stories' texts to this file, for whoever scores the examples."
        ),
    ] = None,
) -> None:
    """Write marks as labelled examples, JSON lines as tests/quality reads them.

    Offsets are those of the stories as they are now. Of several analysts who marked the same, the last is written;
    what was taken back is left out.

    Example: [bold]muster feedback export --articles ukraine_articles.jsonl > troop_counts_marked.jsonl[/bold]
    """
    kinds: list[About] = [known for known in get_args(About) if known == about]
    if not kinds:
        raise MusterError(f"nothing is marked about {about!r}: {', '.join(get_args(About))}")
    marked, known, gone = asyncio.run(_marked(context.connected(), kinds[0]))
    for one in marked:
        print(json.dumps(example(one), ensure_ascii=False))
    if articles is not None:
        rows = ({"id": uri, "text": text} for uri, text in known.items())
        articles.write_text(
            "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8"
        )
    if gone:
        print(f"muster: {gone} marks are of words that no story has any more", file=sys.stderr)


async def _marked(settings: Settings, about: About) -> tuple[list[Placed], dict[str, str], int]:
    """The marks with their places, in the order of the stories' texts; the texts; how many have no place."""
    async with Store(settings) as store:
        kept = [feedback async for feedback in everything(store, about=about)]
        found = [feedback for feedback in kept if feedback.taken_back is None]
        known = await texts(store, sorted({feedback.story for feedback in found}))
    marks: dict[tuple[str, int, int], Placed] = {}
    gone = 0
    # the latest come first
    for feedback in found:
        where = _placed(feedback, known)
        if where is None:
            gone += 1
        else:
            marks.setdefault((feedback.story, where.start, where.end), where)
    texts_of_marks = {uri: known[uri] for uri, _, _ in sorted(marks)}
    return [marks[key] for key in sorted(marks)], texts_of_marks, gone


def _placed(feedback: Feedback, known: dict[str, str]) -> Placed | None:
    return placed(feedback, known[feedback.story]) if feedback.story in known else None
