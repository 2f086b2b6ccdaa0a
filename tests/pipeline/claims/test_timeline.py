"""A force's figures over time."""

from pipeline.claims import play, timeline
from pipeline.claims.timeline import Point
from schemas import Rule, Story
from tests.pipeline.claims.newsroom import clock, kill, wire

STORIES = (
    wire("a", "AFP", "08:00", "at least 3,000 KP in RU says Washington"),
    wire("copy", "Outlet", "08:30", "at least 3,000 KP in RU says Washington", body="a"),
    wire("b", "Reuters", "09:00", "at least 3,000 KP in RU says Kyiv"),
    wire("c", "AP", "10:00", "10,000 KP in RU says Seoul"),
    wire("d", "AP", "11:00", "12,000 KP"),
    wire("e", "AP", "12:00", "500 KP killed in UA", "historic 300 KP in RU", "planned 12,000 KP to RU"),
    kill("c", "AP", "13:00"),
)


def points(*stories: Story, **only: object) -> list[Point]:
    ledgers = play(stories, [Rule(name="everyone")]).ledgers.values()
    return list(timeline(ledgers, **only))  # type: ignore[arg-type]  # keywords of each test


def test_each_estimate_once_in_the_order_in_which_it_was_first_said() -> None:
    assert [(point.words, point.said) for point in points(*STORIES, place="RU", role="present")] == [
        ("at least 3,000 North Korean troops in Russia", clock("08:00")),
        ("10,000 North Korean troops in Russia", clock("10:00")),
        ("planned: 12,000 North Korean troops to Russia", clock("12:00")),
    ]


def test_who_said_it_first_how_many_say_so_and_how_many_of_their_own() -> None:
    first, *_ = points(*STORIES, place="RU")
    assert first.source is not None
    assert (first.source.name, first.provider, first.story) == ("Washington", "AFP", "a")
    assert (first.stories, first.origins) == (3, 2)
    assert (first.last_said, first.withdrawn) == (clock("09:00"), None)


def test_what_was_withdrawn_says_when() -> None:
    (gone,) = [point for point in points(*STORIES) if point.withdrawn]
    assert (gone.figure.low, gone.withdrawn) == (10_000, clock("13:00"))
    assert (gone.story, gone.stories) == ("c", 1)


def test_figures_that_name_no_place_come_when_they_are_asked_for() -> None:
    without = {point.words for point in points(*STORIES, place="RU")}
    assert {point.words for point in points(*STORIES, place="RU", unplaced=True)} - without == {
        "12,000 North Korean troops"
    }


def test_the_past_comes_when_it_is_asked_for() -> None:
    now = {point.words for point in points(*STORIES)}
    assert {point.words for point in points(*STORIES, historic=True)} - now == {
        "300 North Korean troops in Russia (historic)"
    }


def test_one_role_or_measure() -> None:
    assert [point.words for point in points(*STORIES, role="killed")] == [
        "500 North Korean soldiers killed in Ukraine"
    ]
    assert not points(*STORIES, measure="additional")
