"""Estimates as the chart has them, and what the picture is about in words, for those who don't see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from consumers.counted import counted
from consumers.desk.chart import NARROW, SHAPES, WIDE, Chart, Entry, Shape, layout
from consumers.desk.estimates.asked import Asked
from consumers.desk.estimates.found import Estimate
from schemas import Bound, Status

MOST: Final = 400
"""marks that are drawn; beyond that nobody sees anything"""


class Picture(NamedTuple):
    """The chart in two sizes, the description of both, and what its legend has to explain."""

    wide: Chart
    narrow: Chart
    describes: str
    shapes: tuple[tuple[Bound, Shape], ...]
    statuses: tuple[Status, ...]
    has_withdrawn: bool
    left_out: int


def picture(found: Sequence[Estimate], asked: Asked) -> Picture:
    """Both drawings. Of very many estimates the latest are drawn; the table has all."""
    latest = sorted(found, key=lambda each: each.said)[-MOST:]
    entries = [_entry(each) for each in latest]
    kind = None if asked.scale == "auto" else asked.scale
    wide, narrow = (layout(entries, size=size, kind=kind) for size in (WIDE, NARROW))
    bounds = {entry.bound for entry in entries}
    statuses = {entry.status for entry in entries} - {"actual"}
    return Picture(
        wide=wide,
        narrow=narrow,
        describes=_describes(latest, wide),
        shapes=tuple((bound, shape) for bound, shape in SHAPES.items() if bound in bounds),
        statuses=tuple(status for status in _STATUSES if status in statuses),
        has_withdrawn=any(entry.withdrawn for entry in entries),
        left_out=len(found) - len(latest),
    )


_STATUSES: Final[tuple[Status, ...]] = ("planned", "hypothetical", "denied")


def row(estimate: Estimate) -> str:
    """What the row of an estimate is called on the page."""
    return f"e-{estimate.estimate[:16]}"


def _entry(estimate: Estimate) -> Entry:
    gone = f", withdrawn {_day(estimate.withdrawn)}" if estimate.withdrawn else ""
    return Entry(
        row=row(estimate),
        said=estimate.said,
        last_said=estimate.last_said,
        withdrawn=estimate.withdrawn,
        low=estimate.figure.low,
        high=estimate.figure.high,
        bound=estimate.figure.bound,
        status=estimate.figure.status,
        source=estimate.said_by,
        text=_short(estimate),
        says=f"{estimate.words}{gone}. {estimate.said_by}, {_day(estimate.said)}.",
        href=estimate.link,
    )


def _short(estimate: Estimate) -> str:
    """The figure beside its mark: the shape says how it is bound, and the label need not."""
    low, high = estimate.figure.low, estimate.figure.high
    if estimate.figure.bound == "vague":
        return estimate.amount
    if low is not None and high is not None and low != high:
        return f"{_number(low)}–{_number(high)}"
    value = low if low is not None else high
    return _number(value) if value is not None else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _describes(found: Sequence[Estimate], chart: Chart) -> str:
    if not found:
        return "No figure is known."
    ends = [end for each in found for end in (each.figure.low, each.figure.high) if end is not None]
    gone = sum(each.withdrawn is not None for each in found)
    spans = f"between {_number(min(ends))} and {_number(max(ends))}" if ends else "without a number"
    since, until = _day(found[0].said), _day(found[-1].said)
    when = f"from {since} to {until}" if since != until else f"on {since}"
    parts = [
        f"{counted(len(found), 'estimate')} {when}, {spans}, by {counted(len(chart.keys), 'source')}",
        f"{gone} withdrawn" if gone else "none withdrawn",
        "the scale is logarithmic" if chart.scale.kind == "log" else "the scale begins at 0",
    ]
    return "; ".join(parts) + "."


def _day(moment: datetime | None) -> str:
    return f"{moment.day} {moment:%b %Y}" if moment else ""
