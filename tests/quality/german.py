"""German passages of our own with their labels, and what is found in them.

`german.toml` says how they were written and how its labels read. `python -m tests.quality.german` prints the figures,
with `--errors` the errors of the passages that are not held back.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.languages import language_of_tag, read
from schemas import Number, TroopCount

_LABEL = re.compile(r"(?P<surface>.+?) = (?P<bound>\w+) (?P<low>\d+)(?:\.\.(?P<high>\d+))?; (?P<rest>.+)")
_MEASURES = ("additional", "part")
_STATUSES = ("planned", "hypothetical", "denied")


@dataclass(frozen=True)
class Count:
    """A troop count in one line: what is compared."""

    surface: str
    low: float | None
    high: float | None
    bound: str
    force: str
    role: str
    measure: str
    status: str
    historic: bool
    places: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """A text with its labels."""

    set: str
    text: str
    held: bool
    numbers: tuple[str, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Figures:
    """How many were labelled, how many of the found are right, how many are false; whole: right in every part."""

    labelled: int
    right: int
    false: int
    whole: int = 0

    @property
    def precision(self) -> float:
        """In percent."""
        return 100 * self.right / max(self.right + self.false, 1)

    @property
    def recall(self) -> float:
        """In percent."""
        return 100 * self.right / max(self.labelled, 1)


def passages() -> tuple[Passage, ...]:
    """All of them."""
    rows = tomllib.loads(Path(__file__).with_name("german.toml").read_text(encoding="utf-8"))["passage"]
    return tuple(
        Passage(
            row.get("set", "first"),
            row["text"],
            row.get("held", False),
            tuple(row["numbers"]),
            tuple(map(_labelled, row["counts"])),
        )
        for row in rows
    )


def found(text: str) -> tuple[tuple[Number, ...], tuple[Count, ...]]:
    """What is read of a text."""
    language = language_of_tag("de")
    assert language is not None
    numbers, counts = read(text, language)
    return numbers, tuple(_as_count(numbers[count.number], count) for count in counts)


def of_numbers(texts: tuple[Passage, ...]) -> Figures:
    """How well the numbers fit their labels, by their surface."""
    labelled = right = false = 0
    for passage in texts:
        surfaces = [number.text for number in found(passage.text)[0]]
        labelled += len(passage.numbers)
        hits = len(_common(surfaces, list(passage.numbers)))
        right += hits
        false += len(surfaces) - hits
    return Figures(labelled, right, false)


def of_counts(texts: tuple[Passage, ...]) -> Figures:
    """How well the troop counts fit theirs: found by the surface of their number, whole if nothing about them is wrong."""
    labelled = right = false = whole = 0
    for passage in texts:
        counts = found(passage.text)[1]
        hits = _common([count.surface for count in counts], [count.surface for count in passage.counts])
        labelled += len(passage.counts)
        right += len(hits)
        false += len(counts) - len(hits)
        whole += len(set(counts) & set(passage.counts))
    return Figures(labelled, right, false, whole)


def _labelled(line: str) -> Count:
    match = _LABEL.fullmatch(line)
    assert match, line
    force, role, *more = match["rest"].split()
    low, high = float(match["low"]), float(match["high"] or match["low"])
    bound = match["bound"]
    return Count(
        match["surface"],
        None if bound in ("at_most", "less_than") else low,
        None if bound in ("at_least", "more_than", "vague") else high,
        bound,
        force.replace("_", " "),
        role,
        next((word for word in more if word in _MEASURES), "total"),
        next((word for word in more if word in _STATUSES), "actual"),
        "historic" in more,
        tuple(word for word in more if word[0] in "@>"),
    )


def _as_count(number: Number, count: TroopCount) -> Count:
    force = (count.force.iso or count.force.name) if count.force else "-"
    places = tuple(f"{'>' if place.to else '@'}{place.iso}" for place in count.places)
    said = (force, count.role, count.measure, count.status, count.historic, places)
    return Count(number.text, number.low, number.high, number.bound, *said)


def _common(one: list[str], other: list[str]) -> list[str]:
    left = list(other)
    hits = []
    for surface in one:
        if surface in left:
            left.remove(surface)
            hits.append(surface)
    return hits


def parts(texts: tuple[Passage, ...]) -> str:
    """Of the counts that are found, how many have each part right; and how many name a force that is not theirs."""
    pairs = [
        (label, count)
        for passage in texts
        for count in found(passage.text)[1]
        for label in passage.counts
        if label.surface == count.surface
    ]
    asked = ("bound", "force", "role", "measure", "status", "historic", "places")
    right = (
        f"{name} {sum(getattr(one, name) == getattr(other, name) for one, other in pairs)}/{len(pairs)}"
        for name in asked
    )
    misnamed = sum(count.force not in ("-", label.force) for label, count in pairs)
    return f"{', '.join(right)}; another's force {misnamed}"


def halves() -> dict[tuple[str, bool], tuple[Passage, ...]]:
    """The passages by their set and by whether they are held back."""
    everything = passages()
    keys = dict.fromkeys((passage.set, passage.held) for passage in everything)
    return {key: tuple(each for each in everything if (each.set, each.held) == key) for key in keys}


def lines(*, errors: bool = False) -> Iterator[str]:
    """The figures of every half, and the errors of those that may be read."""
    for (name, held), texts in halves().items():
        numbers, counts = of_numbers(texts), of_counts(texts)
        yield (
            f"German, {name} set, {'held back' if held else 'read'}: {len(texts)} passages"
            f" | numbers P {numbers.precision:.1f} R {numbers.recall:.1f} of {numbers.labelled}"
            f" | troop counts P {counts.precision:.1f} R {counts.recall:.1f} of {counts.labelled}, whole {counts.whole}"
            f" ({parts(texts)})"
        )
        if errors and not held:
            for passage in texts:
                yield from _errors(passage)


def _errors(passage: Passage) -> Iterator[str]:
    numbers, counts = found(passage.text)
    surfaces = tuple(number.text for number in numbers)
    if surfaces != passage.numbers or set(counts) != set(passage.counts):
        yield f"  {passage.text}"
    if surfaces != passage.numbers:
        yield f"    numbers {surfaces}, not {passage.numbers}"
    yield from (f"    not found: {count}" for count in passage.counts if count not in counts)
    yield from (f"    found:     {count}" for count in counts if count not in passage.counts)


if __name__ == "__main__":
    for line in lines(errors="--errors" in sys.argv):
        print(line)
