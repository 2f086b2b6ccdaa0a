"""Is a new version of an article parsed as if no other had come? Of every article of shared/data, a version for each
kind of edit, by `Repeated`, which knows the articles, and by `Parser`: tokens, and how many differ.

`python -m tests.quality.versions`; a quarter of an hour and 1,435 articles. It reads them and keeps nothing of them.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pipeline.parse import Parser, Repeated
from tests.bench.edits import EDITS, Edit, edited
from tests.bench.versions import differing
from tests.quality.sets import ARTICLES, SHARED, rows

SETS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        ARTICLES: lambda row: row["text"],
        "helsinki_dev.jsonl.gz": lambda row: in_paragraphs(row["text"]),
        "polnear_dev.jsonl.gz": lambda row: row["text"],
        "polnear_train.jsonl.gz": lambda row: row["text"],
        "re3d_open.jsonl.gz": lambda row: row["document"].get("text", ""),
        "seed_article.jsonl": lambda row: row["text"],
    }
)
"""the files that have articles, and where a row has its text"""
AT_ONCE = 32

_BEHIND_A_SENTENCE = re.compile(r"(?<=[.!?”\"]) (?=[A-Z“\"-])")


def main() -> int:
    """Print a line for each file and edit. 1 if a token differs."""
    asked = argparse.ArgumentParser(description="Whether new versions are parsed as if no other had come.")
    asked.add_argument("files", nargs="*", default=list(SETS), help="of shared/data")
    given = asked.parse_args()
    parser = Parser()
    different = 0
    for file in given.files:
        articles = [text for row in rows(SHARED / "data" / file) if (text := SETS[file](row)).strip()]
        repeated = Repeated(parser, most=1_000_000_000)
        list(repeated.parse(articles))
        for name, edit in EDITS.items():
            tokens, others = compared(parser, repeated, versions(articles, edit))
            print(
                f"{file} {name}: {len(articles):,} versions, {tokens:,} tokens, {others:,} different",
                flush=True,
            )
            different += others
    return int(different > 0)


def versions(articles: Sequence[str], edit: Edit) -> list[str]:
    """An edited version of each article, with words of another of them."""
    chance = random.Random(edit.__name__)
    return [edited(article, chance.choice(articles), edit, chance) for article in articles]


def compared(parser: Parser, repeated: Repeated, texts: Sequence[str]) -> tuple[int, int]:
    """Tokens of the texts, and how many of them the two give differently."""
    tokens = different = 0
    for at in range(0, len(texts), AT_ONCE):
        some = texts[at : at + AT_ONCE]
        for whole, other in zip(parser.parse(some), repeated.parse(some), strict=True):
            tokens += len(whole.starts)
            different += differing(whole, other)
    return tokens, different


def in_paragraphs(text: str) -> str:
    """A text that has come without its line breaks, with one behind every second of what look like sentences."""
    sentences = _BEHIND_A_SENTENCE.split(text)
    return "\n\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))


if __name__ == "__main__":
    sys.exit(main())
