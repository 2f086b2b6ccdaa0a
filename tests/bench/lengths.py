"""Does a word of a long story cost more than one of a short story? The same texts, one by one, two in one, up to 64 in
one, each time through the whole of `pipeline/`: CPU milliseconds per 1,000 words.

`python -m tests.bench.lengths`, which needs no server.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from pipeline.draft import Draft
from pipeline.enrich import STAGES, Stage
from pipeline.parse import Parser
from pipeline.story import begin, is_enriched
from schemas import Article
from tests.bench.texts import texts

LENGTHS = (1, 2, 4, 8, 16, 32, 64)

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """Texts in one story, and CPU seconds of each part over all stories."""

    length: int
    words: int
    seconds: dict[str, float]


def main() -> int:
    """Print the table, and write it where `--json` says."""
    asked = argparse.ArgumentParser(description="What a word costs in long stories.")
    asked.add_argument("--count", type=int, default=128, help="texts; a multiple of 64")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--json", type=Path, help="where the figures go")
    given = asked.parse_args()
    bodies = texts(given.count)
    parser = Parser()
    measured(parser, bodies[: LENGTHS[-1]], 1)  # what is loaded late, and tables that are read at first use
    rounds = [[measured(parser, bodies, length) for length in LENGTHS] for _ in range(given.rounds)]
    rows = [
        Row(
            some[0].length,
            some[0].words,
            {part: median(row.seconds[part] for row in some) for part in some[0].seconds},
        )
        for some in zip(*rounds, strict=True)
    ]
    _report(rows)
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    return 0


def measured(parser: Parser, bodies: Sequence[str], length: int) -> Row:
    """All texts, so many in one story."""
    whole = ["\n\n".join(bodies[at : at + length]) for at in range(0, len(bodies), length)]
    articles = [Article(uri=f"urn:bench:{at}", text=text, language="en") for at, text in enumerate(whole)]
    begun, seconds = _timed(lambda: [begin(article, model=parser.name) for article in articles])
    assert all(map(is_enriched, begun))
    found = {"begin": seconds}
    columns, found["parse"] = _timed(lambda: list(parser.parse(story.text for story in begun)))
    drafts = [Draft(story, parse) for story, parse in zip(begun, columns, strict=True)]
    for stage in STAGES:
        drafts, found[stage.__name__] = _timed(partial(_through, stage, drafts))
    return Row(length, sum(len(text.split()) for text in whole), found)


def _through(stage: Stage, drafts: Sequence[Draft]) -> list[Draft]:
    return [stage(draft) for draft in drafts]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def _report(rows: Sequence[Row]) -> None:
    parts = list(rows[0].seconds)
    table = Table(
        "texts in one", "words in all", *parts, "all", "to the shortest", title="CPU ms per 1,000 words"
    )
    first = sum(rows[0].seconds.values()) / rows[0].words
    for row in rows:
        whole = sum(row.seconds.values()) / row.words
        table.add_row(
            f"{row.length} ×",
            f"{row.words:,}",
            *(f"{row.seconds[part] / row.words * 1e6:.2f}" for part in parts),
            f"{whole * 1e6:.2f}",
            f"{whole / first:.2f}",
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    sys.exit(main())
