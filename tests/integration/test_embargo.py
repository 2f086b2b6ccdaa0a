"""A story under embargo is in nobody's sight before its time, and in everybody's at it, whatever happens meanwhile."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from consumers import topics
from consumers.errors import MusterError, Unavailable
from consumers.stages.index import STORIES, Index
from consumers.stored.elastic import Store
from schemas import Article, Story, epoch_ms
from tests.integration.installation import TIMEOUT, Installation, lines, soldiers, until
from tests.integration.tray import Tray, records
from tests.pipeline.claims.newsroom import clock, kill, wire

URI = "urn:test:embargo"
ALL = "index,watch,count,deliver"


def version(at: str, *, until: str | None = None, figure: str = "3,000 KP in RU", **changes: object) -> Story:
    story = wire(URI, "AFP", at, figure)
    return story.model_copy(update={"embargoed": clock(until) if until else None, **changes})


class Room:
    """Workers of the stage `index` on real servers, each with a clock that the test sets."""

    def __init__(self, installation: Installation, *, workers: int = 1) -> None:
        self._settings = installation.settings
        self.now = clock("10:00")
        self.behind = timedelta()
        self.stages = [
            Index(self._settings, clock=lambda: self.now),
            *[Index(self._settings, clock=lambda: self.now - self.behind) for _ in range(workers - 1)],
        ]

    async def run(self, story: Callable[["Room"], Awaitable[None]]) -> None:
        self._store = Store(self._settings)
        for stage in self.stages:
            await stage.open()
        try:
            await story(self)
        finally:
            for stage in self.stages:
                await stage.close()
            await self._store.close()

    async def arrive(self, *stories: Story, worker: int = 0) -> Tray:
        tray = Tray()
        values = [story.model_dump_json().encode() for story in stories]
        await self.stages[worker].handle(records(topics.STORIES, values), tray)
        assert not tray.rejected
        return tray

    async def look_for_due(self, *, worker: int = 0) -> list[bytes]:
        """What a worker sends on, by its clock."""
        tray = Tray()
        await self._store.refresh("held")
        await self.stages[worker].release(tray)
        assert all(topic == topics.STORIES and key == URI for topic, key, _ in tray.sent)
        return [value for *_, value in tray.sent]

    async def come_back(self, values: Sequence[bytes], *, worker: int = 0) -> Tray:
        """What was sent on arrives at a worker."""
        return await self.arrive(*map(Story.model_validate_json, values), worker=worker)

    async def shown(self) -> Story | None:
        found = await self._store.read(STORIES, [URI])
        return Story.model_validate(_story(found[URI].source)) if found else None


def _story(source: object) -> dict[str, object]:
    assert isinstance(source, dict)
    return {name: source[name] for name in Story.model_fields}


def claims(tray: Tray) -> int:
    return sum(topic == topics.CLAIMS for topic, *_ in tray.sent)


def in_room(
    installation: Installation, story: Callable[[Room], Awaitable[None]], *, workers: int = 1
) -> None:
    asyncio.run(Room(installation, workers=workers).run(story))


def test_it_is_held_until_its_time_and_then_shown_once(installation: Installation) -> None:
    async def run(room: Room) -> None:
        held = version("09:00", until="10:30")
        for _ in range(2):
            assert not (await room.arrive(held)).sent
        room.now = clock("10:29")
        assert await room.look_for_due() == []
        assert await room.shown() is None
        room.now = clock("10:30")
        sent = await room.look_for_due()
        assert list(map(Story.model_validate_json, sent)) == [held]
        assert await room.look_for_due() == []
        first = await room.come_back(sent)
        assert claims(first) == 1
        assert await room.shown() == held
        # sent on twice by two workers, or again by its newsroom
        assert (await room.come_back(sent)).sent == first.sent
        assert (await room.arrive(held)).sent == first.sent

    in_room(installation, run)


def test_a_version_that_was_public_before_stays_until_then(installation: Installation) -> None:
    async def run(room: Room) -> None:
        public = version("08:00", figure="2,000 KP in RU")
        await room.arrive(public, version("09:00", until="10:30"))
        shown = await room.shown()
        assert shown is not None
        assert shown.version == public.version
        room.now = clock("10:31")
        assert claims(await room.come_back(await room.look_for_due())) == 2
        shown = await room.shown()
        assert shown is not None
        assert shown.version == version("09:00").version

    in_room(installation, run)


@pytest.mark.parametrize("at", ["09:00", "09:30"])
@pytest.mark.parametrize("how", ["canceled", "withheld"])
def test_killed_or_withheld_meanwhile_it_is_never_shown(
    installation: Installation, how: str, at: str
) -> None:
    async def run(room: Room) -> None:
        await room.arrive(version("09:00", until="10:30"))
        taken_back = kill(URI, "AFP", at).model_copy(update={"pubstatus": how, "embargoed": clock("10:30")})
        await room.arrive(taken_back)
        room.now = clock("12:00")
        assert await room.look_for_due() == []
        shown = await room.shown()
        assert shown is not None
        assert (shown.pubstatus, shown.text) == (how, "")
        # the same embargoed version late: its time is over, and it stays taken back
        assert not claims(await room.arrive(version("09:00", until="10:30")))
        held = await room._store.read("held", [URI])
        assert held[URI].source["story"] is None, "of what is killed no words are kept"

    in_room(installation, run)


@pytest.mark.parametrize(
    ("moved", "early", "late"), [("10:15", "10:14", "10:15"), ("11:00", "10:59", "11:00")]
)
def test_a_new_version_moves_the_time(installation: Installation, moved: str, early: str, late: str) -> None:
    async def run(room: Room) -> None:
        await room.arrive(version("09:00", until="10:30"))
        newer = version("09:30", until=moved, figure="3,500 KP in RU")
        await room.arrive(newer)
        room.now = clock(early)
        # the old version comes again, after a crash, when its own time may be over
        await room.arrive(version("09:00", until="10:30"))
        assert await room.look_for_due() == []
        assert await room.shown() is None
        room.now = clock(late)
        sent = await room.look_for_due()
        assert claims(await room.come_back(sent)) == 1
        assert await room.shown() == newer

    in_room(installation, run)


def test_a_new_version_without_an_embargo_is_shown_at_once(installation: Installation) -> None:
    async def run(room: Room) -> None:
        await room.arrive(version("09:00", until="10:30"))
        assert claims(await room.arrive(version("09:30"))) == 1
        room.now = clock("12:00")
        assert await room.look_for_due() == []

    in_room(installation, run)


def test_a_worker_whose_clock_is_behind_shows_what_another_sent_on(installation: Installation) -> None:
    async def run(room: Room) -> None:
        room.behind = timedelta(minutes=5)
        held = version("09:00", until="10:30")
        await room.arrive(held)
        room.now = clock("10:30")
        assert await room.look_for_due(worker=1) == []
        sent = await room.look_for_due(worker=0)
        assert claims(await room.come_back(sent, worker=1)) == 1
        assert await room.shown() == held

    in_room(installation, run, workers=2)


class Cut(Tray):
    """Kafka takes what it is given, and the worker dies before it knows; or Kafka is away."""

    async def flush(self) -> None:
        raise Unavailable("Kafka is away")


def test_killed_between_sending_on_and_noting_it_a_worker_sends_it_on_again(
    installation: Installation,
) -> None:
    async def run(room: Room) -> None:
        held = version("09:00", until="10:30")
        await room.arrive(held)
        room.now = clock("10:30")
        await room._store.refresh("held")
        cut = Cut()
        with pytest.raises(Unavailable):
            await room.stages[0].release(cut)
        # the other looks when by its own clock it isn't time
        room.behind = timedelta(hours=1)
        again = await room.look_for_due(worker=1)
        assert again == [value for *_, value in cut.sent]
        assert (await room.come_back(again, worker=1)).sent == (await room.come_back(again)).sent

    in_room(installation, run, workers=2)


def test_a_silent_replay_keeps_its_silence_and_does_not_silence_what_waits(
    installation: Installation,
) -> None:
    async def run(room: Room) -> None:
        waiting = version("09:00", until="10:30")
        await room.arrive(waiting)
        await room.arrive(version("09:00", until="10:30", figure="2,900 KP in RU", silent=True))
        room.now = clock("10:30")
        (sent,) = map(Story.model_validate_json, await room.look_for_due())
        assert (sent.silent, sent.text) == (False, version("09:00", figure="2,900 KP in RU").text)

    in_room(installation, run)

    async def silent(room: Room) -> None:
        await room.arrive(version("09:40", until="11:30", silent=True))
        room.now = clock("11:30")
        tray = await room.come_back(await room.look_for_due())
        assert claims(tray)
        assert all(b'"silent":true' in value for topic, _, value in tray.sent if topic == topics.CLAIMS)

    in_room(installation, silent)


def test_the_whole_way_with_a_restart_before_its_time(installation: Installation) -> None:
    with installation.worker(name="first") as first:
        installation.publish(soldiers("urn:test:before", 900, country="Spain"))
        installation.wait(first)
        due = datetime.now(UTC) + timedelta(seconds=25)
        held = soldiers(URI, 2_400, embargoed=due.isoformat())
        installation.publish(held)
        installation.wait(first)
        found = installation.look()
        assert datetime.now(UTC) < due, "this machine is too slow for this test"
        assert set(found.stories) == {"urn:test:before"}
        assert len(found.alerts) == 1
    with installation.worker(name="second") as second:
        until(lambda: URI in installation.look().stories, timeout=90)
        shown = datetime.now(UTC)
        installation.wait(second)
        found = installation.look()
    assert shown >= due
    assert found.stories[URI].embargoed == Article.model_validate(held).embargoed
    assert URI in found.searchable
    assert [a.words for a in found.alerts.values() if a.about.story == URI] == [
        "2,400 Norwegian troops to Estonia"
    ]
    delivered = installation.delivered("first", "second")
    assert sorted(delivered) == sorted(found.alerts)
    assert not found.dead_letters


def test_many_at_once_by_two_workers_one_of_them_killed(installation: Installation) -> None:
    with (
        pytest.raises(MusterError, match="the worker stopped by itself"),
        installation.worker(stages=ALL, name="one") as one,
        installation.worker(stages=ALL, name="two") as two,
    ):
        # how long they take to start is the machine's affair
        until(
            lambda: all(lines(installation.log(name), " ready ") for name in ("one", "two")), timeout=TIMEOUT
        )
        due = datetime.now(UTC) + timedelta(seconds=20)
        stories = [
            wire(f"urn:test:{i}", f"Wire {i}", "08:00", f"{1_000 + 100 * i:,} KP in RU").model_copy(
                update={"embargoed": due, "uri": f"urn:test:{i}"}
            )
            for i in range(30)
        ]
        killed = {story.uri for story in stories[:5]}
        installation.put(topics.STORIES, [(each.uri, each.model_dump_json().encode()) for each in stories])
        installation.wait(one)
        kills = [each.model_copy(update={"pubstatus": "canceled"}) for each in stories[:5]]
        installation.put(topics.STORIES, [(each.uri, each.model_dump_json().encode()) for each in kills])
        installation.wait(one)
        assert datetime.now(UTC) < due, "this machine is too slow for this test"
        assert not installation.look().searchable
        time.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds() - 0.5))
        two.process.kill()
        until(lambda: len(installation.look().searchable) == 25, timeout=90)
        installation.wait(one)
        found = installation.look()
    assert found.searchable == {story.uri for story in stories} - killed
    assert epoch_ms(due) <= epoch_ms(datetime.now(UTC))
    assert {alert.about.story for alert in found.alerts.values()} <= found.searchable
    delivered = installation.delivered("one", "two")
    assert sorted(delivered) == sorted(set(delivered)) == sorted(found.alerts)
    assert found.alerts
    assert not found.dead_letters
