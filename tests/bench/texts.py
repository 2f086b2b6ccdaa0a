"""What the benches publish: whole news articles, as many as are wanted, no two alike and hardly any
a copy of another (36 pairs among 1,024).

The articles are those of shared/data if it lies beside the checkout, else the seeds. They are repeated with most of
their longer words changed for others of the same ending: the grammar stays what it was, so that a parse costs what it
did, and no paragraph comes twice.
"""

import gzip
import json
import random
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from consumers.command import articles
from pipeline.story import begin, is_enriched
from schemas import Article
from tests.quality.sets import ARTICLES, SHARED

_WORD = re.compile(r"\b[a-z]{5,}\b")
_ENDINGS = ("ing", "ed", "ly", "es", "s", "al", "ion", "")
_CHANGED = 0.85
"""of the longer words; two stories made of one article have about a third of their three-word shingles in common"""
_FIRST = datetime(2026, 11, 16, 6, tzinfo=UTC)


@cache
def originals() -> tuple[str, ...]:
    """The texts to begin with."""
    labelled = SHARED / "data" / ARTICLES
    if labelled.exists():
        with gzip.open(labelled, "rt", encoding="utf-8") as rows:
            return tuple(json.loads(row)["text"] for row in rows)
    seeds = Path(__file__).parents[2] / "seeds"
    sent = articles.read(path for path in sorted(seeds.glob("*.json")) if "broken" not in path.name)
    begun = (begin(Article.model_validate_json(one.value), model="") for one in sent)
    return tuple(story.text for story in begun if is_enriched(story))


def texts(count: int, *, first: int = 0) -> list[str]:
    """`count` texts from the one of number `first` on; the same number is the same text, every time."""
    whole = originals()
    return [_changed(whole[at % len(whole)], at // len(whole)) for at in range(first, first + count)]


def stories(
    bodies: Sequence[str], *, first: int = 0, providers: int = 20, prefix: str = "urn:bench:"
) -> list[dict[str, Any]]:
    """The texts as articles in our plain form, each with a uri of its own, a minute after the one before."""
    return [
        {
            "uri": f"{prefix}{at}",
            "headline": body.strip().splitlines()[0][:100],
            "text": body,
            "language": "en",
            "provider": f"Bench Wire {at % providers}",
            "published": (_FIRST + timedelta(minutes=at)).isoformat(),
            "versioncreated": (_FIRST + timedelta(minutes=at)).isoformat(),
        }
        for at, body in enumerate(bodies, start=first)
    ]


def _changed(text: str, time: int) -> str:
    """The text as it is the first time, and with other words each time after."""
    if time == 0:
        return text
    chance = random.Random(f"{time} {text[:100]}")  # the same every time

    def other(found: re.Match[str]) -> str:
        word = found.group()
        return chance.choice(_words()[_ending(word)]) if chance.random() < _CHANGED else word

    return _WORD.sub(other, text)


@cache
def _words() -> dict[str, list[str]]:
    """The longer words of all texts, as often as they come, by their ending."""
    found: dict[str, list[str]] = {ending: [] for ending in _ENDINGS}
    for text in originals():
        for word in _WORD.findall(text):
            found[_ending(word)].append(word)
    return found


def _ending(word: str) -> str:
    return next(ending for ending in _ENDINGS if word.endswith(ending))
