"""What does a new version of a story cost, of which most has been parsed before? `Repeated` beside `Parser`, on the
same texts in the same round: CPU milliseconds a story, and how many tokens the two give differently.

`python -m tests.bench.versions`, which needs no server.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import MappingProxyType

from rich.console import Console
from rich.table import Table

from pipeline.parse import Columns, Parser, Repeated
from tests.bench import edits
from tests.bench.texts import texts

KINDS: Mapping[str, edits.Edit | None] = MappingProxyType(
    {
        "new": None,
        "the same again": None,
        "a word changed": edits.word,
        "a paragraph changed": edits.changed,
        "a paragraph more": edits.in_the_middle,
        "a paragraph less": edits.removed,
        "a third changed, in one place": edits.third_changed,
        "every third paragraph changed": edits.every_third_changed,
    }
)
"""what comes after the stories themselves, which are `new`"""


@dataclass(frozen=True)
class Row:
    """CPU seconds of all stories of a kind, and their tokens: all, and those that differ."""

    kind: str
    stories: int
    whole: float
    remembered: float
    tokens: int
    different: int


def main() -> int:
    """Print the table, and write it where `--json` says. 1 if a token differs."""
    asked = argparse.ArgumentParser(description="What a new version of a story costs.")
    asked.add_argument("--count", type=int, default=128, help="stories")
    asked.add_argument("--at-once", type=int, default=16, help="stories that come together")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--json", type=Path, help="where the figures go")
    given = asked.parse_args()
    bodies = texts(given.count)
    parser = Parser()
    list(parser.parse(bodies))  # its words are known from here on, as they are after a worker's first minutes
    rounds = [measured(parser, bodies, given.at_once, number) for number in range(given.rounds)]
    rows = [_middle(some) for some in zip(*rounds, strict=True)]
    _report(rows)
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    return int(any(row.different for row in rows))


def measured(parser: Parser, bodies: Sequence[str], at_once: int, number: int) -> list[Row]:
    """A round: a row a kind. Every kind finds the stories known and no other versions of them."""
    rows = []
    for kind, edit in KINDS.items():
        chance = random.Random(f"{kind} {number}")
        versions = [
            edits.edited(body, chance.choice(bodies), edit, chance) if edit is not None else body
            for body in bodies
        ]
        repeated = Repeated(parser)
        if kind != "new":
            list(repeated.parse(bodies))
        whole, seconds = _timed(parser.parse, versions, at_once)
        remembered, fewer = _timed(repeated.parse, versions, at_once)
        tokens = sum(len(columns.starts) for columns in whole)
        rows.append(Row(kind, len(versions), seconds, fewer, tokens, sum(map(differing, whole, remembered))))
    return rows


def differing(one: Columns, other: Columns) -> int:
    """Tokens of two parses of a text that are not the same in all that is said of them; sentences and names too."""
    if one == other:
        return 0
    tokens, others = (
        zip(each.starts, each.lengths, each.lemmas, each.pos, each.tags, each.deps, each.heads, strict=True)
        for each in (one, other)
    )
    return (
        len(set(tokens) ^ set(others))
        + len(set(one.sentences) ^ set(other.sentences))
        + len(set(one.names) ^ set(other.names))
    )


def _timed(
    parse: Callable[[Sequence[str]], Iterable[Columns]], versions: Sequence[str], at_once: int
) -> tuple[list[Columns], float]:
    began = time.process_time()
    found = [
        columns for at in range(0, len(versions), at_once) for columns in parse(versions[at : at + at_once])
    ]
    return found, time.process_time() - began


def _middle(rows: Sequence[Row]) -> Row:
    """The round whose ratio is the middle one, with the tokens of all rounds."""
    middle = sorted(rows, key=lambda row: row.remembered / row.whole)[len(rows) // 2]
    return replace(
        middle, tokens=sum(row.tokens for row in rows), different=sum(row.different for row in rows)
    )


def _report(rows: Sequence[Row]) -> None:
    table = Table(
        "stories", "whole", "with what is known", "to whole", "tokens", "different", title="CPU ms a story"
    )
    for row in rows:
        table.add_row(
            row.kind,
            f"{row.whole / row.stories * 1e3:.2f}",
            f"{row.remembered / row.stories * 1e3:.2f}",
            f"{row.remembered / row.whole:.3f}",
            f"{row.tokens:,}",
            f"{row.different:,}",
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    sys.exit(main())
