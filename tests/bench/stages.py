"""`make bench`: what each stage of `pipeline/` costs beside the parse, in CPU seconds of one run.

Ratios, since machines differ and are shared. The texts are those of shared/data if it lies beside the checkout,
else the seeds, over and over.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from consumers.command import articles
from pipeline.draft import Draft, pack, unpack
from pipeline.enrich import STAGES, Stage
from pipeline.parse import Parser
from pipeline.story import begin, is_enriched
from schemas import Article, Story
from tests.quality.sets import SHARED

MOST = 120
"""stories"""

T = TypeVar("T")


def main() -> int:
    """Print the table."""
    parser = Parser()
    _begin(_articles()[0], parser.name)  # tables are read at first use
    stories, begun = _timed(lambda: [_begin(article, parser.name) for article in _articles()])
    texts = [story.text for story in stories]
    words = sum(len(text.split()) for text in texts)
    list(parser.parse(texts[:4]))  # the first texts pay for what is loaded late
    columns, parsed = _timed(lambda: list(parser.parse(texts)))
    rows = [("begin (text, signature)", begun), ("parse", parsed)]
    drafts = [Draft(story, parse) for story, parse in zip(stories, columns, strict=True)]
    _, joined = _timed(lambda: [draft.parse for draft in drafts])
    rows.append(("join the parse up", joined))
    for stage in STAGES:
        name = stage.__name__
        _through(stage, drafts[:10])  # tables are read at first use
        drafts, seconds = _timed(partial(_through, stage, drafts))
        rows.append((name, seconds))
    packed, packing = _timed(lambda: [pack(draft) for draft in drafts])
    _, unpacking = _timed(lambda: [unpack(data) for data in packed])
    rows += [("pack, once", packing), ("unpack, once", unpacking)]

    table = Table(
        "part",
        "CPU s",
        "of the parse",
        "ms per 1,000 words",
        title=f"{len(stories)} stories, {words:,} words",
    )
    for name, seconds in rows:
        table.add_row(name, f"{seconds:.2f}", f"{seconds / parsed:.1%}", f"{seconds / words * 1e6:.2f}")
    console = Console()
    console.print(table)
    console.print(f"{words / parsed:,.0f} words a CPU second in the parse; Python {sys.version.split()[0]}")
    return 0


def _through(stage: Stage, drafts: list[Draft]) -> list[Draft]:
    return [stage(draft) for draft in drafts]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begin = time.process_time()
    result = work()
    return result, time.process_time() - begin


def _begin(article: Article, model: str) -> Story:
    return begin(article, model=model)


def _articles() -> list[Article]:
    labelled = SHARED / "data" / "ukraine_articles_dev.jsonl.gz"
    if labelled.exists():
        with gzip.open(labelled, "rt", encoding="utf-8") as rows:
            found = [{"uri": row["id"], "text": row["text"]} for row in map(json.loads, rows)]
        return [Article.model_validate(row) for row in found[:MOST]]
    seeds = Path(__file__).parents[2] / "seeds"
    sent = articles.read(path for path in sorted(seeds.glob("*.json")) if "broken" not in path.name)
    once = [Article.model_validate_json(one.value) for one in sent]
    return [each for each in once if is_enriched(begin(each, model=""))] * (MOST // len(once) + 1)


if __name__ == "__main__":
    sys.exit(main())
