"""Nobody sees a story before its time, and everybody does at it, whatever order its versions come in."""

from datetime import datetime
from itertools import permutations

import pytest

from pipeline.embargo import Held, hold, order_of, settled, verdict
from schemas import Story
from tests.pipeline.claims.newsroom import clock, kill, wire

NOW = clock("10:00")
SOON, LATER, PAST = clock("10:30"), clock("11:00"), clock("09:30")


def version(time: str, embargoed: datetime | None = None, *, silent: bool = False) -> Story:
    story = wire("urn:a", "AFP", time, "3,000 KP in RU")
    return story.model_copy(update={"embargoed": embargoed, "silent": silent})


FIRST, SECOND = version("08:00", SOON), version("09:00", LATER)
HELD = hold(FIRST, before=None)
DUE = Held(HELD.uri, HELD.order, "due", HELD.story)
OVER = Held(HELD.uri, HELD.order, "over")


@pytest.mark.parametrize(
    ("story", "held", "shown", "decided"),
    [
        (version("08:00"), None, None, "show"),
        (version("08:00", PAST), None, None, "show"),
        (version("08:00", NOW), None, None, "show"),
        (FIRST, None, None, "hold"),
        # what takes a story back is no secret
        (kill("urn:a", "AFP", "08:00").model_copy(update={"embargoed": SOON}), None, None, "show"),
        (FIRST.model_copy(update={"pubstatus": "withheld"}), None, None, "show"),
        # a new version of what is public
        (SECOND, None, version("08:00"), "hold"),
        # ... but not of what was killed since, nor of itself
        (FIRST, None, kill("urn:a", "AFP", "09:00"), "show"),
        (FIRST, None, kill("urn:a", "AFP", "08:00"), "show"),
        (FIRST, None, FIRST, "show"),
        # the time is moved, or given up, by a new version alone
        (SECOND, HELD, None, "hold"),
        (version("09:00"), HELD, None, "show"),
        (version("09:00", PAST), HELD, None, "show"),
        (FIRST, HELD, None, "pass"),
        (version("08:00", LATER), HELD, None, "pass"),
        (version("08:00"), HELD, None, "pass"),
        (kill("urn:a", "AFP", "08:00"), HELD, None, "show"),
        # an older one comes late: public before the embargo, or moved by the newer one
        (version("07:00"), HELD, None, "show"),
        (version("07:00", PAST), HELD, None, "pass"),
        (version("07:00", LATER), HELD, None, "pass"),
        # ... or comes again after a crash
        (version("07:00", PAST), HELD, version("07:00", PAST), "show"),
        # it was sent on, by a worker whose clock is before ours
        (FIRST, DUE, None, "show"),
        (FIRST, OVER, None, "show"),
        (SECOND, OVER, FIRST, "hold"),
        # read anew by a silent replay
        (version("08:00", SOON, silent=True), HELD, None, "hold"),
        (version("08:00", SOON, silent=True), None, None, "hold"),
    ],
)
def test_what_becomes_of_a_version(
    story: Story, held: Held | None, shown: Story | None, decided: str
) -> None:
    assert verdict(story, held=held, shown=shown, now=NOW) == decided


def test_who_reads_a_held_story_anew_changes_neither_its_silence_nor_its_voice() -> None:
    silent = hold(version("08:00", SOON, silent=True), before=None)
    assert silent.is_silent
    assert not hold(version("08:00", SOON, silent=True), before=HELD).is_silent
    assert not hold(SECOND, before=silent).is_silent, "a new version has a voice of its own"


def test_a_held_story_comes_back_as_it_was() -> None:
    assert Story.model_validate(HELD.story) == FIRST
    assert (HELD.order, HELD.state) == (order_of(FIRST), "waiting")


def test_what_is_shown_ends_the_wait_of_what_is_not_newer() -> None:
    killed = kill("urn:a", "AFP", "08:00")
    assert settled(HELD, killed) == Held("urn:a", order_of(killed), "over")
    assert settled(HELD, version("07:00")) is None
    assert settled(None, killed) is None
    assert settled(OVER, killed) is None


VERSIONS = {
    "public, then held": (version("07:00"), SECOND),
    "held, then moved": (FIRST, SECOND),
    "held, moved, then killed": (FIRST, SECOND, kill("urn:a", "AFP", "09:30")),
    "held, moved, then at once": (FIRST, SECOND, version("09:30")),
    "at once, then held, then killed": (version("07:00"), FIRST, kill("urn:a", "AFP", "09:30")),
}


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize("moment", [NOW, SOON, LATER])
def test_the_order_in_which_versions_arrive_changes_neither_what_is_shown_nor_what_waits(
    name: str, moment: datetime
) -> None:
    """Twice over each, and all of it before `moment`, at which a worker looks for what is due."""
    came = {_after([*order, *order], moment) for order in permutations(VERSIONS[name])}
    assert len(came) == 1, came


def _after(arrived: list[Story], moment: datetime) -> tuple[int | None, int | None]:
    """The orders of the version shown and of the one that waits."""
    shown: Story | None = None
    held: Held | None = None

    def arrive(story: Story, now: datetime) -> None:
        nonlocal shown, held
        decided = verdict(story, held=held, shown=shown, now=now)
        if decided == "hold":
            held = hold(story, before=held)
        elif decided == "show":
            shown = story if shown is None or order_of(story) > order_of(shown) else shown
            held = settled(held, shown) or held

    for story in arrived:
        arrive(story, NOW)
    if held is not None and held.state == "waiting" and held.story is not None:
        story = Story.model_validate(held.story)
        assert story.embargoed is not None
        if story.embargoed <= moment:
            held = Held(held.uri, held.order, "due", held.story)
            # its own worker's clock may be behind
            arrive(story, NOW)
    waits = held.order if held is not None and held.state == "waiting" else None
    return (order_of(shown) if shown else None, waits)
