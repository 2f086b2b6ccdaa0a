"""Copies in Elasticsearch: any number of workers agree which stories were made from which, and a saved search tells
once of all of them."""

import asyncio
import random
from typing import Any

from consumers import topics
from consumers.chunks import chunks
from consumers.command.demo.found import Found
from consumers.record import Record
from consumers.rules.rulebook import Rulebook
from consumers.stages.index import FEW, Index
from consumers.stored.elastic import Store
from pipeline.copies import signature
from schemas import Rule, Story
from schemas.published import examples
from tests.integration.installation import Installation
from tests.integration.tray import Tray, records

BODY = (
    "Four grey ships have lain off the harbour of Narvik since Sunday, the port authority said, and none of them has"
    " said what it carries.\nDockers were told to stay at home, the road to the quay is closed, and the school next to"
    " it is empty.\nThe mayor said that nobody had told her anything, and that she had learned of it from a fisherman."
)
COMMON = "Norway has sent soldiers to Mali, the defence ministry said on Monday, and more are to go before the winter."
STORY = Story.model_validate_json(examples("story")["story.json"])
OWN = (
    "A fisherman was the first to see the four ships off Narvik. He counted their lights before dawn on Sunday, he"
    " told this paper, and rang the mayor, who had heard of nothing. By noon the quay was closed to all but the army."
)


def article(uri: str, text: str, minute: int, **more: Any) -> dict[str, Any]:
    return {
        "uri": uri,
        "headline": f"Ships off Narvik ({uri})",
        "text": text,
        "provider": f"Outlet {uri}",
        "versioncreated": f"2026-11-16T06:{minute:02}:00Z",
        **more,
    }


def test_copies_that_come_at_once_to_two_workers_have_one_origin_the_first_of_them(
    installation: Installation,
) -> None:
    copies = [
        article(f"urn:copy:{i}", BODY.replace("Sunday", day), i) for i, day in enumerate(["Sunday"] * 12)
    ]
    with (
        installation.worker(name="one") as worker,
        installation.worker(stages="index", name="two"),
    ):
        installation.publish(article("urn:own", OWN, 1), *copies[1:])
        installation.wait(worker)
        found = installation.look()
        assert {found.origins[copy["uri"]] for copy in copies[1:]} == {"urn:copy:1"}
        assert found.origins["urn:own"] == "urn:own"

        # the original comes last, and takes its place
        installation.publish(copies[0])
        installation.wait(worker)
        found = installation.look()
        assert {found.origins[copy["uri"]] for copy in copies} == {"urn:copy:0"}

        # one of them is rewritten, and is no copy any more
        installation.publish(article("urn:copy:5", OWN, 30))
        installation.wait(worker)
        found = installation.look()
        assert found.origins["urn:copy:5"] == "urn:own"
        document = asyncio.run(read(installation, "urn:copy:5"))
        assert (document["copy_of"], document["similarity"]) == ("urn:own", 1.0)

        # the original is killed, and leaves the others as if it had never been
        installation.publish(article("urn:copy:0", "Kill.", 40, pubstatus="canceled"))
        installation.wait(worker)
        found = installation.look()
        assert {found.origins[f"urn:copy:{i}"] for i in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11)} == {"urn:copy:1"}
        assert found.origins["urn:copy:0"] == "urn:copy:0"
        document = asyncio.run(read(installation, "urn:copy:7"))
        assert document["copy_of"] == "urn:copy:1"


def test_a_saved_search_tells_once_a_story_and_once_for_all_of_its_copies(installation: Installation) -> None:
    rules = (
        Rule(name="Narvik", watch="stories", search="Narvik +ships"),
        Rule(name="phrase", watch="stories", search='"lights before dawn"'),
        Rule(name="elsewhere", watch="stories", search="Tromsø"),
        Rule(name="one outlet's", watch="stories", search="Narvik", providers=("outlet urn:own",)),
        Rule(name="paused", watch="stories", search="Narvik", paused=True),
    )
    asyncio.run(put(installation, *rules))
    with installation.worker() as worker:
        installation.publish(*(article(f"urn:copy:{i}", BODY, i) for i in range(6)))
        installation.wait(worker)
        (first,) = installation.look().alerts.values()
        assert first.rules == ("Narvik",)

        # the one that was told of goes, and is told of no more than the copies that stay and come
        installation.publish(article(first.about.story, BODY, 20, pubstatus="canceled"))
        installation.wait(worker)
        installation.publish(
            article("urn:own", OWN, 21),
            article("urn:copy:9", BODY, 22),
            article("urn:copy:9", BODY + " The ships are Danish.", 23),
        )
        installation.wait(worker)
        found = installation.look()
        assert told(found) == ["Narvik", "Narvik", "one outlet's", "phrase"]

        # another that was told of is rewritten, and its text comes again from elsewhere
        installation.publish(article("urn:own", BODY, 24))
        installation.wait(worker)
        installation.publish(article("urn:own:copy", OWN, 25))
        installation.wait(worker)
        assert told(installation.look()) == told(found)

    (phrase,) = [alert for alert in found.alerts.values() if alert.rules == ("phrase",)]
    assert phrase.found is not None
    assert phrase.found.story == "urn:own"
    assert phrase.found.passage is not None
    assert "lights before dawn" in phrase.found.passage.text
    assert OWN[phrase.found.passage.start : phrase.found.passage.end] == phrase.found.passage.text
    assert phrase.words == "Ships off Narvik (urn:own)"


def test_a_copy_is_known_among_hundreds_that_have_a_sentence_in_common_with_it(
    installation: Installation,
) -> None:
    chance = random.Random(1)
    bodies = [f"{COMMON} {' '.join(str(chance.randrange(10**6)) for _ in range(30))}" for _ in range(400)]
    stories = [written(f"urn:crowd:{number}", body) for number, body in enumerate(bodies)]
    # the last ones are those that a search misses that takes the first of each batch's candidates
    copies = [written(f"urn:later:{number}", f"{bodies[number]} More soon.") for number in range(300, 400)]

    async def run() -> dict[str, str]:
        stage = Index(installation.settings)
        await stage.open()
        try:
            for some in chunks([*stories, *copies], 20):
                out = Tray()
                await stage.handle(given(*some), out)
                assert not out.rejected
        finally:
            await stage.close()
        async with Store(installation.settings) as store:
            found = await store.parts("stories-all", [one.uri for one in copies], ["origin"])
        return {uri: source["origin"] for uri, source in found.items()}

    assert asyncio.run(run()) == {f"urn:later:{number}": f"urn:crowd:{number}" for number in range(300, 400)}


class GoingOn(Tray):
    """Notes what was sent when the next batch may begin."""

    def __init__(self) -> None:
        super().__init__()
        self.may = asyncio.Event()
        self.flushed_by_then = -1

    def go_on(self) -> None:
        self.flushed_by_then = self.flushed
        self.may.set()


def test_the_next_story_need_not_wait_until_copies_are_known_and_is_a_copy_all_the_same(
    installation: Installation,
) -> None:
    counted = STORY.model_copy(update={"text": BODY, "signature": signature(BODY)})
    copies = [written(f"urn:burst:{number}", BODY.replace("Sunday", f"day {number}")) for number in range(6)]

    async def run() -> tuple[GoingOn, GoingOn, dict[str, str]]:
        stage = Index(installation.settings)
        await stage.open()
        try:
            first, many = GoingOn(), GoingOn()
            async with asyncio.TaskGroup() as tasks:
                for one in (counted, *copies[:5]):
                    out = first if one is counted else GoingOn()
                    tasks.create_task(stage.handle(given(one), out))
                    await asyncio.wait_for(out.may.wait(), 60)
            await stage.handle(given(*copies), many)
        finally:
            await stage.close()
        async with Store(installation.settings) as store:
            found = await store.parts("stories-all", [STORY.uri, *(one.uri for one in copies)], ["origin"])
        return first, many, {uri: source["origin"] for uri, source in found.items()}

    first, many, origins = asyncio.run(run())
    claims = [sent for sent in first.sent if sent[0] == topics.CLAIMS]
    assert len(claims) == first.flushed_by_then > 0, "what it claims was not sent by then"
    assert len(first.sent) == len(claims) + 1, "who watches is told once its place is known"
    assert not many.may.is_set(), "under load the next batch would only be the smaller for it"
    assert set(origins.values()) == {copies[0].uri}, (
        "of those that are as old as one another, the first by name"
    )


def test_a_story_that_waits_for_company_is_placed_with_a_kill_which_waits_for_none(
    installation: Installation,
) -> None:
    patient = installation.with_(gather_seconds=10.0)
    doomed, copy, *others = [
        written(f"urn:company:{number}", BODY.replace("Sunday", f"day {number}")) for number in range(FEW + 2)
    ]
    kill = doomed.model_copy(update={"pubstatus": "canceled", "version": doomed.version + 1})

    async def run() -> dict[str, str]:
        stage = Index(patient.settings)
        await stage.open()
        try:
            # so many wait for nobody
            await stage.handle(given(doomed, *others), Tray())
            lone = asyncio.create_task(stage.handle(given(copy), Tray()))
            await asyncio.sleep(1)
            assert not lone.done(), "nobody has come yet"
            await stage.handle(given(kill), Tray())
            await asyncio.wait_for(lone, 1)
        finally:
            await stage.close()
        async with Store(installation.settings) as store:
            (hits,) = await store.searches("stories", [{"query": {"match_all": {}}}])
        return {hit["_id"]: hit["_source"]["origin"] for hit in hits}

    origins = asyncio.run(run())
    assert origins.keys() == {copy.uri, *(one.uri for one in others)}
    assert set(origins.values()) == {copy.uri}, "of those that are left, the first by name"


def given(*some: Story) -> list[Record]:
    """Stories as `index` gets them."""
    return records(topics.STORIES, [one.model_dump_json().encode() for one in some])


def written(uri: str, text: str) -> Story:
    counts: dict[str, Any] = {"entities": (), "quotes": (), "numbers": (), "troop_counts": ()}
    about = {"uri": uri, "text": text, "signature": signature(text), "evolvedfrom": None}
    return STORY.model_copy(update={**counts, **about})


def told(found: Found) -> list[str]:
    """The rule of each alert, sorted."""
    return sorted(alert.rules[0] for alert in found.alerts.values())


async def put(installation: Installation, *rules: Rule) -> None:
    async with Store(installation.settings) as store:
        await Rulebook(store).put(*rules)


async def read(installation: Installation, uri: str) -> dict[str, Any]:
    async with Store(installation.settings) as store:
        return dict((await store.read("stories-all", [uri]))[uri].source)
