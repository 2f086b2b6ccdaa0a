"""How well what analysts have marked is found now: figures right, wrong, corrected or missed.

    muster feedback export --articles texts.jsonl > marks.jsonl
    muster feedback export --about number --articles more.jsonl > more_marks.jsonl
    python -m tests.quality.marked marks.jsonl texts.jsonl

The scorer of shared/bench reads the troop counts too, in files called `troop_counts….jsonl` and `ukraine_articles.jsonl`.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.enrich import enrich
from pipeline.hand import count_label, number_label
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article, Number, Story
from schemas.feedback import CountLabel, NumberLabel
from tests.quality.sets import rows


@dataclass(frozen=True)
class Marked:
    """Of the marked figures: how many there are and are found; of what is no figure, how many are taken for one; of
    those found, aspect by aspect, how many are right of how many that were asked."""

    there: int
    found: int
    none: int
    false: int
    right: Mapping[str, tuple[int, int]]

    def __str__(self) -> str:
        parts = ", ".join(f"{aspect} {count}/{of}" for aspect, (count, of) in self.right.items())
        return f"found {self.found}/{self.there}, false alarms {self.false}/{self.none} | {parts}"


def judged(marks: Sequence[Mapping[str, Any]], stories: Mapping[str, Story]) -> Marked:
    """Exported marks, held against what is found in the same texts."""
    counted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for mark in marks:
        is_there = mark.get("troops", mark.get("number"))
        if is_there is None:
            continue
        hit = next(
            (label for number, label in _labels(stories[mark["doc"]], mark) if _overlap(number, mark)), None
        )
        counted["there" if is_there else "none"] += 1
        if hit is None:
            continue
        counted["found" if is_there else "false"] += 1
        if is_there:
            said = hit.model_dump(mode="json")
            asked.update(said.keys())
            right.update(aspect for aspect in said if _same(said[aspect], mark[aspect]))
    return Marked(
        there=counted["there"],
        found=counted["found"],
        none=counted["none"],
        false=counted["false"],
        right={aspect: (right[aspect], asked[aspect]) for aspect in asked},
    )


def _labels(story: Story, mark: Mapping[str, Any]) -> Iterator[tuple[Number, CountLabel | NumberLabel]]:
    if "troops" in mark:
        for count in story.troop_counts:
            yield story.numbers[count.number], count_label(story, count)
    else:
        for number in story.numbers:
            yield number, number_label(number)


def _overlap(number: Number, mark: Mapping[str, Any]) -> bool:
    return number.start < int(mark["end"]) and int(mark["start"]) < number.end


def _same(said: Any, wanted: Any) -> bool:
    return sorted(said) == sorted(wanted) if isinstance(said, list) else bool(said == wanted)


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    if len(arguments) != 2:
        print("usage: python -m tests.quality.marked MARKS TEXTS", file=sys.stderr)
        return 2
    marks, texts = (rows(Path(name)) for name in arguments)
    parser = Parser()
    articles = (Article(uri=row["id"], text=row["text"]) for row in texts)
    found = enrich([begin(article, model=parser.name) for article in articles], parser)
    print(judged(marks, {story.uri: story for story in found}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
