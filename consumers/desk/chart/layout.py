"""Where everything of the chart stands: entries in, geometry out. All lengths are in the units of the drawing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from consumers.desk.chart.moments import Moments, moments
from consumers.desk.chart.room import Box, Room
from consumers.desk.chart.scale import Scale, ScaleKind, scale
from consumers.desk.chart.shapes import SHAPES, bar
from consumers.desk.chart.sources import Key, keys
from schemas import Bound, Status

Side = Literal["start", "end", "middle"]


@dataclass(frozen=True)
class Size:
    """A drawing's size, the margins of its plot, and how much it says."""

    name: str
    width: float
    height: float
    left: float = 62
    right: float = 22
    top: float = 14
    bottom: float = 46
    moments: int = 9

    @property
    def plot(self) -> Box:
        """The part with the marks."""
        return Box(self.left, self.top, self.width - self.right, self.height - self.bottom)


WIDE: Final = Size("wide", 960, 480)
NARROW: Final = Size("narrow", 372, 520, left=50, right=12, moments=4)
CROWDED: Final = 60
"""estimates, beyond which a drawing needs more room for its marks to be told apart"""


def sizes(estimates: int) -> tuple[Size, Size]:
    """The wide and the narrow drawing of so many."""
    if estimates <= CROWDED:
        return WIDE, NARROW
    return replace(WIDE, width=1280, height=760, moments=12), replace(NARROW, height=860)


@dataclass(frozen=True)
class Entry:
    """An estimate as the chart needs it. `text` is the figure alone ("at least 3,000"), `says` all that is to be said
    of it where there is no picture, `row` what its row of the table is called."""

    row: str
    said: datetime
    last_said: datetime
    withdrawn: datetime | None
    low: float | None
    high: float | None
    bound: Bound
    status: Status
    source: str
    text: str
    says: str
    href: str | None

    @property
    def point(self) -> float:
        """The number that it stands at: its end, or the middle of a range."""
        low, high = self.low, self.high
        if low is None or high is None:
            return (low if low is not None else high) or 0.0
        return (low + high) / 2

    @property
    def is_bar(self) -> bool:
        """Whether it has a low and a high end that differ."""
        return self.low is not None and self.high is not None and self.low != self.high


@dataclass(frozen=True)
class Label:
    """Words beside a mark; `x` is where they start, end or have their middle."""

    x: float
    y: float
    side: Side
    key: str
    text: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What is written, from left to right: the letter is next to the mark."""
        both = (self.text, self.key) if self.side == "end" else (self.key, self.text)
        return tuple(filter(None, both))


@dataclass(frozen=True)
class Mark:
    """An entry in the drawing: its shape around (x, y), a trail to when it was last said, its label."""

    entry: Entry
    x: float
    y: float
    path: str
    full: bool
    above: float
    below: float
    key: Key
    label: Label
    trail: float | None

    @property
    def box(self) -> Box:
        """What its shape covers."""
        return _box(self)


@dataclass(frozen=True)
class Line:
    """A line across the plot, and what is written at its end."""

    at: float
    label: str
    context: str = ""


@dataclass(frozen=True)
class Chart:
    """All that is drawn. `base` is the height of the line of time: at nothing, or below what a logarithm can show."""

    size: Size
    base: float
    scale: Scale
    marks: tuple[Mark, ...]
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    keys: tuple[Key, ...]


def layout(entries: Iterable[Entry], *, size: Size = WIDE, kind: ScaleKind | None = None) -> Chart:
    """The drawing of some estimates. Each mark is inside the plot, at its height and, unless another mark is there, at
    its time."""
    entries = sorted(entries, key=lambda entry: (entry.said, entry.row))
    plot = size.plot
    heights = scale(
        (end for entry in entries for end in (entry.low, entry.high) if end is not None),
        length=plot.bottom - plot.top - 2 * _INSET,
        kind=kind,
    )
    times = moments(_times(entries), length=plot.right - plot.left)
    known = keys(entry.source for entry in entries)
    marks = _apart([_mark(entry, known[entry.source], plot, heights, times) for entry in entries], plot)
    return Chart(
        size=size,
        base=plot.bottom if heights.kind == "log" else plot.top + _INSET + heights.at(0),
        scale=heights,
        marks=tuple(_labelled(marks, plot)),
        rows=tuple(Line(plot.top + _INSET + heights.at(tick), _number(tick)) for tick in heights.ticks()),
        columns=tuple(
            Line(plot.left + times.at(tick.moment), tick.label, tick.context)
            for tick in times.ticks(most=size.moments)
        ),
        keys=tuple(known.values()),
    )


_INSET: Final = 22.0
"""between the ends of the scale and those of the plot: a triangle at the highest figure finds room"""
_APART: Final = 19.0
_WIDEST: Final = 4
_LAST: Final = 3
_FRAME: Final = 4.0
_SURE: Final = 3
"""marks whose figures are written in any case: the latest, the highest, the lowest"""
_TRAIL: Final = 12.0
_LETTER: Final = 8.6
_DIGIT: Final = 6.9
_LINE: Final = 12.0


def _times(entries: Sequence[Entry]) -> Iterable[datetime]:
    return (
        moment for entry in entries for moment in (entry.said, entry.last_said, entry.withdrawn) if moment
    )


def _mark(entry: Entry, key: Key, plot: Box, heights: Scale, times: Moments) -> Mark:
    shape = SHAPES[entry.bound]
    y = plot.top + _INSET + heights.at(entry.point)
    path, full, above, below = shape.path, shape.full, shape.above, shape.below
    if entry.is_bar or not path:
        top = heights.at(entry.high if entry.high is not None else entry.point)
        bottom = heights.at(entry.low if entry.low is not None else entry.point)
        # a bar is a bar from end to end, and the middle is where its ends are as far from one another
        y = plot.top + _INSET + (top + bottom) / 2
        half = max(4.0, (bottom - top) / 2)
        path, full, above, below = bar(-half, half), False, half + 1, half + 1
    last = entry.withdrawn or entry.last_said
    return Mark(
        entry=entry,
        x=plot.left + times.at(entry.said),
        y=y,
        path=path,
        full=full,
        above=above,
        below=below,
        key=key,
        label=Label(0, 0, "start", key.letter),
        trail=plot.left + times.at(last),
    )


def _apart(marks: Sequence[Mark], plot: Box) -> list[Mark]:
    """The marks, with those that would cover another beside it; the last ones stand at their time before all others."""
    room = Room(plot)
    placed: list[Mark] = []
    for mark in (*reversed(marks[-_LAST:]), *marks[:-_LAST]):
        offsets = [0.0, *(sign * step * _APART for step in range(1, _WIDEST) for sign in (1, -1))]
        aside = _aside(mark.entry)
        inside = replace(mark, x=min(max(mark.x, plot.left + aside), plot.right - aside))
        boxes = [(offset, inside.box.beside(offset)) for offset in offsets]
        offset = room.best([(offset, [box]) for offset, box in boxes if box.inside(_high(plot))])
        moved = replace(inside, x=inside.x + offset)
        room.take(moved.box)
        trail = mark.trail if mark.trail is not None and mark.trail - moved.x > _TRAIL else None
        placed.append(replace(moved, trail=trail))
    return sorted(placed, key=lambda mark: (mark.entry.said, mark.entry.row))


def _high(plot: Box) -> Box:
    """The plot from side to side, however high: a mark is moved aside and never out."""
    return Box(plot.left - 0.01, -math.inf, plot.right + 0.01, math.inf)


def _labelled(marks: Sequence[Mark], plot: Box) -> list[Mark]:
    """The marks with their labels: every one its source's letter, unless they are crowded, and its figure where there
    is room; the latest and the extreme ones are asked first."""
    room = Room(Box(plot.left, plot.top, plot.right + 14, plot.bottom))
    for mark in marks:
        room.take(mark.box)
    labels: dict[int, Label] = {}
    by_weight = _by_weight(marks)
    for index in by_weight[:_SURE]:
        choices = [replace(label, text=marks[index].entry.text) for label in _places(marks[index])]
        labels[index] = room.best([(label, [_label_box(label), _rest_box(label)]) for label in choices])
        room.take(_label_box(labels[index]))
        room.take(_rest_box(labels[index]))
    for index, mark in enumerate(marks):
        if index not in labels:
            places = _places(mark)
            if len(marks) > CROWDED and not any(room.free(_label_box(label)) for label in places):
                # among so many a letter over other marks says nothing: colour, table and card do
                labels[index] = replace(places[0], key="")
                continue
            labels[index] = room.best([(label, [_label_box(label)]) for label in places])
            room.take(_label_box(labels[index]))
    for index in (index for index in by_weight[_SURE:] if labels[index].key):
        longer = replace(labels[index], text=marks[index].entry.text)
        if room.free(_rest_box(longer)):
            labels[index] = longer
            room.take(_rest_box(longer))
    return [replace(mark, label=labels[index]) for index, mark in enumerate(marks)]


def _by_weight(marks: Sequence[Mark]) -> list[int]:
    """The latest, the highest, the lowest; then all others, the later first."""
    indexes = range(len(marks))
    if not marks:
        return []
    first = [
        max(indexes, key=lambda index: (marks[index].entry.withdrawn is None, marks[index].entry.said)),
        min(indexes, key=lambda index: marks[index].y),
        max(indexes, key=lambda index: marks[index].y),
    ]
    return list(dict.fromkeys([*first, *reversed(indexes)]))


def _places(mark: Mark) -> list[Label]:
    letter = mark.key.letter
    aside = _aside(mark.entry) + 3
    above, below = mark.y - _box(mark).top, _box(mark).bottom - mark.y
    middle = mark.y + (mark.below - mark.above) / 2 + 4
    return [
        Label(mark.x + aside, middle, "start", letter),
        Label(mark.x - aside, middle, "end", letter),
        Label(mark.x, mark.y - above - 4, "middle", letter),
        Label(mark.x, mark.y + below + 11, "middle", letter),
        Label(mark.x + aside, mark.y - above, "start", letter),
        Label(mark.x + aside, mark.y + below + 7, "start", letter),
        Label(mark.x - aside, mark.y - above, "end", letter),
        Label(mark.x - aside, mark.y + below + 7, "end", letter),
    ]


def _label_box(label: Label) -> Box:
    """What the letter covers."""
    wide = len(label.key) * _LETTER + 1
    left = {"start": label.x, "end": label.x - wide, "middle": label.x - wide / 2}[label.side]
    return Box(left, label.y - _LINE + 3, left + wide, label.y + 2)


def _rest_box(label: Label) -> Box:
    """What the figure beside the letter covers; beside the middle one it goes to the right."""
    letter = _label_box(label)
    wide = len(label.text) * _DIGIT + 5
    if label.side == "end":
        return Box(letter.left - wide, letter.top, letter.left, letter.bottom)
    return Box(letter.right, letter.top, letter.right + wide, letter.bottom)


def _box(mark: Mark) -> Box:
    aside = _aside(mark.entry)
    around = _FRAME if mark.entry.status != "actual" else 0.0
    return Box(mark.x - aside, mark.y - mark.above - around, mark.x + aside, mark.y + mark.below + around)


def _aside(entry: Entry) -> float:
    """How far a mark reaches to either side: a frame says what is not a statement of fact."""
    return 14.0 if entry.status != "actual" else SHAPES[entry.bound].aside + 1


def _number(value: float) -> str:
    if value >= 1_000_000:
        return f"{value / 1_000_000:,.10g} m"
    return f"{value:,.10g}"
