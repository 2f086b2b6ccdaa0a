"""Placing stories together: who waits for company, and for how long."""

import asyncio
import time
from collections.abc import Collection, Sequence

import pytest

from consumers.errors import Unavailable
from consumers.stored.clusters import Clusters
from consumers.stored.places import Places
from pipeline.copies import Member
from schemas import Story
from schemas.published import examples

STORY = Story.model_validate_json(examples("story")["story.json"])
LONG = 60.0
"""seconds; who waits for so long has not been found"""


class Noting(Clusters):
    """Notes what is placed together; is away as often as it is told to be."""

    def __init__(self, *, away: int = 0) -> None:
        self.placed: list[list[str]] = []
        self.new: list[set[str]] = []
        self.away = away
        self.at_work = 0

    async def place(self, stories: Sequence[Story], *, new: Collection[str] = ()) -> dict[str, Member]:
        self.at_work += 1
        assert self.at_work == 1, "two placings at once"
        self.placed.append([story.uri for story in stories])
        self.new.append(set(new))
        await asyncio.sleep(0.01)
        self.at_work -= 1
        if self.away:
            self.away -= 1
            raise Unavailable("gone")
        return {story.uri: Member(story.uri, story.version, None, origin=story.uri) for story in stories}


def named(*uris: str) -> list[Story]:
    return [STORY.model_copy(update={"uri": uri}) for uri in uris]


async def test_who_waits_for_company_is_placed_with_who_comes_meanwhile() -> None:
    clusters = Noting()
    places = Places(clusters)
    began = time.monotonic()
    first, second = await asyncio.gather(
        places.of(named("urn:a"), new={"urn:a"}, patience=0.2),
        places.of(named("urn:b"), new=(), patience=LONG),
    )
    assert clusters.placed == [["urn:a", "urn:b"]]
    assert clusters.new == [{"urn:a"}]
    assert first["urn:a"].origin == "urn:a"
    assert second["urn:b"].origin == "urn:b"
    assert time.monotonic() - began >= 0.2


async def test_who_has_no_patience_takes_along_all_who_wait() -> None:
    clusters = Noting()
    places = Places(clusters)
    patient = asyncio.create_task(places.of(named("urn:a"), new=(), patience=LONG))
    await asyncio.sleep(0.01)
    await places.of(named("urn:b"), new=())
    assert (await asyncio.wait_for(patient, 10))["urn:a"].uri == "urn:a"
    assert clusters.placed == [["urn:a", "urn:b"]]


async def test_who_comes_while_others_are_placed_is_placed_after_them() -> None:
    clusters = Noting()
    places = Places(clusters)
    first = asyncio.create_task(places.of(named("urn:a"), new=()))
    await asyncio.sleep(0.001)
    await asyncio.gather(places.of(named("urn:b"), new=()), places.of(named("urn:c"), new=()))
    await first
    assert clusters.placed == [["urn:a"], ["urn:b", "urn:c"]]


async def test_while_elasticsearch_is_away_each_is_told_and_none_is_left_behind() -> None:
    clusters = Noting(away=2)
    places = Places(clusters)
    outcomes = await asyncio.gather(
        *(places.of(named(uri), new=(), patience=0.01) for uri in ("urn:a", "urn:b", "urn:c")),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Unavailable) for outcome in outcomes) == 2
    # those who were told have gone: they ask again
    assert [len(placed) for placed in clusters.placed] == [3, 2, 1]
    await places.of(named("urn:a", "urn:b"), new=())
    assert clusters.placed[-1] == ["urn:a", "urn:b"]


async def test_who_is_cancelled_while_waiting_is_placed_by_nobody() -> None:
    clusters = Noting()
    places = Places(clusters)
    waiting = asyncio.create_task(places.of(named("urn:a"), new=(), patience=LONG))
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await places.of(named("urn:b"), new=())
    assert clusters.placed == [["urn:b"]]


async def test_who_is_cancelled_while_placed_with_others_is_nothing_to_them() -> None:
    clusters = Noting()
    places = Places(clusters)
    leaving = asyncio.create_task(places.of(named("urn:a"), new=(), patience=LONG))
    await asyncio.sleep(0.01)
    staying = asyncio.create_task(places.of(named("urn:b"), new=()))
    while not clusters.placed:
        await asyncio.sleep(0)
    leaving.cancel()
    assert (await staying)["urn:b"].uri == "urn:b"
    assert clusters.placed == [["urn:a", "urn:b"]]
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_who_has_nothing_to_place_disturbs_nobody() -> None:
    clusters = Noting()
    places = Places(clusters)
    patient = asyncio.create_task(places.of(named("urn:a"), new=(), patience=0.1))
    await asyncio.sleep(0.01)
    assert await places.of([], new=()) == {}
    assert not clusters.placed
    await patient
    assert clusters.placed == [["urn:a"]]
