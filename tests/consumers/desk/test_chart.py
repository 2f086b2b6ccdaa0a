"""The chart's geometry: where marks, labels and ticks stand."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumers.desk.chart import NARROW, SHAPES, WIDE, Entry, Size, layout
from consumers.desk.chart.moments import moments
from consumers.desk.chart.scale import scale
from consumers.desk.chart.sources import keys
from schemas import Bound, Status

DAY = datetime(2024, 10, 23, tzinfo=UTC)


def entry(
    row: str,
    low: float | None,
    high: float | None = None,
    *,
    bound: Bound = "exact",
    status: Status = "actual",
    source: str = "NATO",
    days: float = 0,
    lasts: float = 0,
    withdrawn: float | None = None,
) -> Entry:
    said = DAY + timedelta(days=days)
    return Entry(
        row=row,
        said=said,
        last_said=said + timedelta(days=lasts),
        withdrawn=said + timedelta(days=withdrawn) if withdrawn is not None else None,
        low=low,
        high=high,
        bound=bound,
        status=status,
        source=source,
        text=f"{low if low is not None else high:,}",
        says="3,000 troops",
        href="/story?uri=a",
    )


FIGURES = st.floats(min_value=0, max_value=1e9, allow_nan=False)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for index in range(draw(st.integers(0, 25))):
        low, high = sorted((draw(FIGURES), draw(FIGURES)))
        bound: Bound = draw(st.sampled_from(get_args(Bound)))
        ends = {"at_most": (None, high), "less_than": (None, high), "range": (low, high), "exact": (low, low)}
        found.append(
            entry(
                f"e{index}",
                *ends.get(bound, (low, None)),
                bound=bound,
                status=draw(st.sampled_from(get_args(Status))),
                source=draw(st.sampled_from(["NATO", "Kremlin", "Pentagon"])),
                days=draw(st.floats(0, 3_000)),
                lasts=draw(st.floats(0, 100)),
                withdrawn=draw(st.none() | st.floats(0, 100)),
            )
        )
    return found


@settings(max_examples=40, deadline=None)
@given(entries(), st.sampled_from([WIDE, NARROW]), st.sampled_from([None, "linear", "log"]))
def test_every_mark_is_drawn_once_and_stands_inside_the_plot(
    shown: list[Entry], size: Size, kind: str | None
) -> None:
    chart = layout(shown, size=size, kind=kind)  # type: ignore[arg-type]  # mypy knows the three as str
    assert sorted(mark.entry.row for mark in chart.marks) == sorted(each.row for each in shown)
    plot = size.plot
    for mark in chart.marks:
        assert plot.left <= mark.x <= plot.right
        assert plot.top <= mark.y - mark.above <= mark.y + mark.below <= plot.bottom + 0.01
        assert 0 <= mark.label.x <= size.width
        assert mark.trail is None or mark.x < mark.trail <= plot.right
    assert all(plot.top <= line.at <= plot.bottom for line in chart.rows)
    assert all(plot.left <= line.at <= plot.right for line in chart.columns)


@settings(max_examples=40, deadline=None)
@given(entries())
def test_a_higher_figure_never_stands_lower(shown: list[Entry]) -> None:
    points = [mark for mark in layout(shown).marks if not mark.entry.is_bar]
    for lower, higher in pairwise(sorted(points, key=lambda mark: mark.entry.point)):
        assert higher.y <= lower.y + 1e-6


def test_marks_that_would_cover_one_another_stand_side_by_side() -> None:
    chart = layout([entry(f"e{index}", 3_000, 3_000) for index in range(5)])
    boxes = [mark.box for mark in chart.marks]
    assert all(not one.covered_by(other) for one in boxes for other in boxes if one is not other)
    assert {mark.y for mark in chart.marks} == {chart.marks[0].y}


def test_a_range_is_a_bar_from_its_low_end_to_its_high_one() -> None:
    chart = layout(
        [
            entry("r", 2_000, 4_000, bound="range"),
            entry("a", 2_000, 2_000, days=9),
            entry("b", 4_000, 4_000, days=18),
        ]
    )
    bar, low, high = chart.marks
    assert bar.y - bar.above == pytest.approx(high.y, abs=1.1)
    assert bar.y + bar.below == pytest.approx(low.y, abs=1.1)


def test_each_bound_has_a_shape_that_no_other_has() -> None:
    assert set(SHAPES) == set(get_args(Bound))
    assert len({(shape.path, shape.full) for shape in SHAPES.values()}) == len(SHAPES)
    assert len({shape.name for shape in SHAPES.values()}) == len(SHAPES)


def test_figures_of_one_order_have_a_scale_from_nothing_and_those_of_several_a_logarithm() -> None:
    few, many = layout([entry("a", 2_400), entry("b", 3_100)]), layout([entry("a", 12), entry("b", 30_000)])
    assert (few.scale.kind, few.rows[0].label) == ("linear", "0")
    assert many.scale.kind == "log"
    assert [line.label for line in many.rows] == ["10", "100", "1,000", "10,000"]
    assert layout([entry("a", 12), entry("b", 30_000)], kind="linear").scale.kind == "linear"


def test_nothing_at_all_and_a_figure_of_nothing_can_be_drawn() -> None:
    assert layout([]).marks == ()
    nought = layout([entry("a", 0, 0)])
    assert nought.marks[0].y == pytest.approx(nought.base)
    assert layout([entry("a", 0, 0), entry("b", 10), entry("c", 9_000)]).scale.kind == "log"
    assert len(layout([entry("a", 5e-324, 5e-324)]).marks) == 1


def test_a_logarithm_puts_equal_shares_equally_far_apart() -> None:
    heights = scale([1, 10_000], length=100)
    assert heights.at(10) - heights.at(100) == pytest.approx(heights.at(100) - heights.at(1_000))
    assert heights.at(0) == heights.length


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (0.5, ("00:00", "23 Oct 2024")),
        (5, ("23 Oct", "2024")),
        (60, ("28 Oct", "2024")),
        (700, ("Oct", "2024")),
        (9_000, ("2025", "")),
    ],
)
def test_the_line_of_time_is_written_in_the_unit_that_suits_it(days: float, first: tuple[str, str]) -> None:
    ticks = moments([DAY, DAY + timedelta(days=days)], length=900).ticks(most=9)
    assert 2 <= len(ticks) <= 10
    assert (ticks[0].label, ticks[0].context) == first
    assert all(one.moment < other.moment for one, other in pairwise(ticks))


def test_a_year_is_written_once() -> None:
    ticks = moments([DAY, DAY + timedelta(days=200)], length=900).ticks(most=9)
    assert [tick.context for tick in ticks if tick.context] == ["2024", "2025"]


def test_the_ends_of_the_calendar_are_no_trouble() -> None:
    ends = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)]
    line = moments(ends, length=900)
    assert line.ticks(most=9)
    assert [round(line.at(end) / 900, 2) for end in ends] == [0.04, 0.95]
    assert moments(ends[1:], length=900).ticks(most=9) is not None


def test_those_who_say_most_have_colours_and_everyone_a_letter() -> None:
    said = [f"source {index:02}" for index in range(30) for _ in range(30 - index)]
    known = keys(said)
    assert [known[f"source {index:02}"].letter for index in (0, 25, 26)] == ["A", "Z", "AA"]
    assert [known[f"source {index:02}"].colour for index in (0, 5, 6)] == [1, 6, 0]
    assert len({key.letter for key in known.values()}) == 30
    assert keys(reversed(said)) == known


def test_the_latest_the_highest_and_the_lowest_have_their_figures_written() -> None:
    shown = [entry(f"e{index}", 1_000 + index * 10, days=index) for index in range(200)]
    written = {mark.entry.row for mark in layout(shown).marks if mark.label.text}
    assert {"e0", "e199"} <= written
