"""The recovery drills: each is done with the very commands of docs/operating.md, and changes nothing but what it is for."""

import asyncio
import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from kafka import KafkaAdminClient, KafkaProducer

from consumers import kept, topics
from consumers.command.running import environment
from consumers.errors import Unavailable
from consumers.groups import group_of
from consumers.lag import lag
from consumers.rebuild.generations import Generations
from consumers.rebuild.lease import alone
from consumers.rules.rulebook import Rulebook
from consumers.stored.elastic import Store, Write
from schemas import Rule, Story
from tests.integration.drills import commands, differences, lose, receiver, shell, state
from tests.integration.hook import KEY
from tests.integration.installation import Installation, lines, soldiers, until
from tests.pipeline.claims.newsroom import kill, wire

SAVED = Rule(name="counted", watch="stories", search="counted", to=("desk",))
STAGES = "index,watch,count,deliver"


COUNTRIES = ("Norway", "Poland", "France", "Spain")
NORTHERNERS = ("SE", "FI", "NO", "DK", "EE", "LV", "LT", "PL")
BAD = """
import sys

from consumers.command import main
from consumers.stages.index import Index


async def handle(self, batch, out):
    raise KeyError("a bad deploy")


Index.handle = handle
sys.argv = ["muster", "worker", "--stages", "index"]
main()
"""


def news() -> list[Story]:
    """New figures, copies, a correction, a kill, a rewrite, a story that is held, and one that was imported."""
    later = datetime.now(UTC) + timedelta(days=1)
    return [
        wire("a", "AFP", "08:00", "3,000 KP in RU"),
        wire("b", "AP", "08:10", "3,000 KP in RU", body="a"),
        wire("c", "Reuters", "08:20", "3,000 KP in RU", "500 NO killed"),
        wire("a", "AFP", "09:00", "10,000 KP in RU", "200 PL in EE"),
        wire("d", "dpa", "09:10", "70 DE wounded in ML"),
        kill("d", "dpa", "09:20"),
        wire("e", "Tass", "09:30", "40 FR in TD"),
        wire("f", "Tass", "09:40", "45 FR in TD", rewrites="e"),
        wire("g", "ANSA", "09:50", "900 IT in IQ").model_copy(update={"embargoed": later}),
        wire("h", "EFE", "09:55", "60 ES in LB", silent=True),
    ]


def put(installation: Installation, *stories: Story) -> None:
    """As the stages before would."""
    for story in stories:
        # one after the other: their order is the point
        installation.put(topics.STORIES, [(story.uri, story.model_dump_json().encode())])


@contextmanager
def searched(installation: Installation, word: str, *, least: int) -> Iterator[list[int]]:
    """Searches go on all the time, and each finds so many stories or more."""
    over = threading.Event()
    found: list[int] = []

    def search() -> None:
        async def ask(store: Store) -> None:
            body = {"query": {"match": {"text": word}}, "size": 1_000}
            while not over.is_set():
                ((*hits,),) = await store.searches("stories", [body])
                found.append(len(hits))

        installation.ask(ask)

    failed: list[BaseException] = []

    def watched() -> None:
        try:
            search()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=watched)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()
    assert not failed, failed
    assert found
    assert min(found) >= least


def test_lost_indices_come_back_from_kafka_and_a_new_mapping_takes_the_place_of_an_old_one(
    installation: Installation,
) -> None:
    with receiver() as (address, sent):
        path = installation.settings.home / "receivers.yaml"
        path.write_text(json.dumps({"desk": {"webhook": address, "secret": KEY}}))
        there = installation.with_(receivers=path, webhooks_to_private_addresses=True)
        there.ask(lambda store: Rulebook(store).put(SAVED, Rule(name="everyone", to=("desk",))))
        with there.worker(stages=STAGES) as worker:
            # whether a story or its rewrite comes first is chance where they are in two partitions
            for some in (news()[:7], news()[7:]):
                put(there, *some)
                there.wait(worker)
            until(lambda: not _waiting(there), timeout=60)
            before, told = state(there), list(sent)
            assert len(before["stories"]) == 7
            assert before["versions"]
            assert before["held"]
            assert len(told) == len(before["deliveries"]) >= 8

            _lost_and_found(there, before)
            # what came while an index was away, and what corrects what was told before
            lose(there, "estimates", "stories")
            put(
                there, wire("c", "Reuters", "10:00", "3,000 KP in RU"), wire("i", "AP", "10:10", "9 SE in ML")
            )
            assert "made anew from" in shell(there, "muster index rebuild --from-topics stories estimates")
            there.wait(worker)
            until(lambda: not _waiting(there), timeout=60)
            after = state(there)
            kinds = sorted(after["alerts"][key]["kind"] for key in after["alerts"].keys() - before["alerts"])
            assert kinds == ["found", "new", "withdrawn"]
            assert len(sent) == len(set(sent)) == len(after["deliveries"])
            _replaced(there)
            there.wait(worker)
            assert worker.is_alive()
    assert len(there.delivered("worker")) == len(set(there.delivered("worker")))
    assert lines(there.log(), "lacks an index"), "it never noticed that its indices were lost"


def _lost_and_found(there: Installation, before: dict[str, dict[str, object]]) -> None:
    (save,) = commands("Save what Kafka can't give back")
    shell(there, save)
    rebuild, restore = commands("An index is lost")
    lose(there, *before)
    assert "lost in Elasticsearch" in shell(there, "muster index create", code=2)
    shell(there, rebuild)
    shell(there, restore)
    assert not differences(before, state(there))


def _replaced(there: Installation) -> None:
    """A new mapping, and back to the old one, while stories come and people search."""
    forward, back = commands("A new mapping, or another analyzer")
    before = state(there)
    many = [wire(f"many-{i}", "AP", "11:00", f"{100 + i} SE in ML", silent=True) for i in range(120)]
    there.put(topics.STORIES, [(each.uri, each.model_dump_json().encode()) for each in many])
    ledger = there.ask(lambda store: _any(store, "estimates"))
    there.ask(lambda store: _at_once_with_another(there, store, forward))
    there.ask(lambda store: _killed_on_the_way(there, store))
    with searched(there, "counted", least=6):
        # the one other analyzer that the local servers have
        said = shell(there.with_(analyzer="default"), forward)
        assert f"{there.settings.prefix}stories-000003 is used" in said, "the half-made one is thrown away"
        assert _analyzer(there) == "default"
        there.put(topics.STORIES, [("many-0", kill("many-0", "AP", "12:00").model_dump_json().encode())])
        there.wait()
        after = state(there)
        assert after["stories"].keys() - before["stories"] == {each.uri for each in many}
        assert after["stories"]["many-0"]["pubstatus"] == "canceled"
        known = {kind: {key: after[kind].get(key, {}) for key in before[kind]} for kind in before}
        assert not differences({"stories": before["stories"]}, known)
        shell(there, "muster index rebuild estimates")
        for command in ("muster index list", "muster index drop --yes"):
            shell(there, command)
            # what was read from the index that was used before is not written into the one that took its place
            with pytest.raises(Unavailable):
                there.ask(lambda store: store.write("estimates", [ledger]))
        shell(there, forward)
        shell(there, back)
        assert _analyzer(there) == "default", "as the one before the last was made"
        assert not differences(after, state(there))


def test_a_lost_topic_comes_back_from_articles_and_no_one_is_told(installation: Installation) -> None:
    make, replay = commands("The topic `stories` is lost")
    articles = [soldiers(f"urn:test:{i}", 2_000 + i, country=name) for i, name in enumerate(COUNTRIES)]
    articles.append(soldiers("urn:test:0", 9_000, hour=8))
    with installation.worker(name="first") as worker:
        installation.publish(*articles)
        installation.wait(worker)
    before = state(installation)
    assert len(before["alerts"]) == len(articles)
    # who asks only now is told of nothing that came before
    installation.ask(lambda store: Rulebook(store).put(Rule(name="late", watch="stories", search="soldiers")))
    _lose_stories(installation)
    with searched(installation, "soldiers", least=len(COUNTRIES)):
        shell(installation, make)
        with installation.worker(name="second"):
            shell(installation, replay)
            installation.wait()
    kept = {key for key, _ in installation.messages(topics.STORIES)}
    assert kept == before["stories"].keys()
    assert not differences(before | {"rules": {}}, state(installation) | {"rules": {}})
    told = installation.delivered("first", "second")
    assert len(told) == len(set(told)) == len(articles)


def test_topics_grow_and_a_bad_deploy_is_made_good(installation: Installation) -> None:
    _grown(installation)
    _made_good(installation)
    told = installation.delivered("third", "fourth", "fifth")
    assert len(told) == len(set(told)) == len(installation.look().alerts)


def _lose_stories(there: Installation) -> None:
    topic = there.settings.prefix + topics.STORIES
    with KafkaAdminClient(bootstrap_servers=there.settings.kafka) as admin:
        admin.delete_topics([topic])
        until(lambda: topic not in admin.list_topics(), timeout=60)


def _grown(there: Installation) -> None:
    """Versions of stories, and claims of forces, before and after; an older version comes late, where its story was."""
    (grow,) = commands("More partitions")
    first = [
        wire(f"grown-{iso}", "AP", "08:00", f"300 {iso} in ML", f"20 {iso} killed") for iso in NORTHERNERS
    ]
    second = [wire(f"grown-{iso}", "AP", "10:00", f"900 {iso} in ML") for iso in NORTHERNERS]
    late = wire(first[0].uri, "AP", "09:00", f"7,000 {NORTHERNERS[0]} in ML")
    put(there, *first)
    # a broker that has just started knows of no groups yet
    until(lambda: _is_known(there), timeout=60)
    assert f"messages wait (index {len(first)})" in shell(there, grow, code=2)
    before = set(there.look().alerts)
    with there.worker(stages=STAGES, name="third") as worker:
        there.wait(worker)
        assert "a worker runs (index, watch, count, deliver)" in shell(there, grow, code=2)
    # a worker that had to be killed, on a machine that is too slow, counts until Kafka gives it up
    until(lambda: not _members(there), timeout=180)
    shell(there, grow)
    (old,) = _partitions(there, late.uri)
    with there.worker(stages=STAGES, name="fourth") as worker:
        put(there, *second)
        there.wait(worker)
        with KafkaProducer(bootstrap_servers=there.settings.kafka) as producer:
            value = late.model_dump_json().encode()
            producer.send(
                there.settings.prefix + topics.STORIES, key=late.uri.encode(), value=value, partition=old
            )
        there.wait(worker)
    assert len(set.union(*(_partitions(there, each.uri) for each in first))) > 2
    assert any(len(_partitions(there, each.uri)) == 2 for each in first), "no key has moved"
    seen = there.look()
    kinds = Counter(alert.kind for key, alert in seen.alerts.items() if key not in before)
    assert kinds == {"new": 16, "revised": 8, "withdrawn": 8}
    assert {seen.stories[each.uri].version for each in second} == {second[0].version}
    after = state(there)
    shell(there, "muster index rebuild --from-topics stories claims")
    again = state(there)
    of_stories = [
        {"stories": {each.uri: found["stories"][each.uri] for each in first}} for found in (after, again)
    ]
    assert not differences(*of_stories)
    assert not differences({kind: after[kind] for kind in ("claims", "estimates", "versions")}, again)


def _is_known(there: Installation) -> bool:
    try:
        return bool(lag(there.settings))
    except Unavailable:
        return False


def _members(there: Installation) -> list[object]:
    with KafkaAdminClient(bootstrap_servers=there.settings.kafka) as admin:
        groups = admin.describe_groups([group_of(stage, there.settings) for stage in STAGES.split(",")])
    return [member for group in groups.values() for member in group["members"]]


def _partitions(there: Installation, key: str) -> set[int]:
    records = kept.messages(there.settings, there.settings.prefix + topics.STORIES)
    return {record.partition for record in records if record.key == key.encode()}


def _made_good(there: Installation) -> None:
    """A worker whose every story fails gives three up, then stops; a good one does the rest, and then those three."""
    (mend,) = commands("A bad deploy")
    stories = [wire(f"deployed-{iso}", "AP", "08:00", f"300 {iso} in TD") for iso in NORTHERNERS]
    put(there, *stories[:3])
    bad = there.with_(dead_letter_limit=3)
    with there.log("bad").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", BAD], env=environment(bad.settings), stdout=log, stderr=log
        )
        try:
            there.wait_for("index")
            put(there, *stories[3:])
            assert process.wait(120) == 2
        finally:
            process.kill()
    assert lines(there.log("bad"), "muster: 4 of the last")
    assert not {each.uri for each in stories} & there.look().stories.keys()
    with there.worker(stages=STAGES, name="fifth") as worker:
        assert "3 sent back: index 3" in shell(there, mend)
        there.wait(worker)
    found = there.look()
    assert {each.uri for each in stories} <= found.searchable
    assert len(found.dead_letters) == 3
    about = [
        alert.claim.story
        for alert in found.alerts.values()
        if alert.claim and "deployed" in alert.claim.story
    ]
    assert sorted(about) == sorted(each.uri for each in stories)


async def _any(store: Store, kind: str) -> Write:
    ((hit, *_),) = await store.searches(kind, [{"query": {"match_all": {}}, "size": 1}])
    (document,) = (await store.read(kind, [hit["_id"]])).values()
    return Write(hit["_id"], document.source, after=document)


async def _at_once_with_another(there: Installation, store: Store, command: str) -> None:
    async with alone(store):
        assert "one at a time" in await asyncio.to_thread(shell, there, command, code=2)


async def _killed_on_the_way(there: Installation, store: Store) -> None:
    """As a command that was killed leaves it: half an index, and the old one takes no writes."""
    generations = Generations(store, there.settings)
    standing = await generations.standing("stories")
    assert standing
    await generations.next("stories")
    await generations.block(standing.index)


def _analyzer(there: Installation) -> str:
    async def ask(store: Store) -> str:
        answer = await store.client.indices.get_settings(index=store.name("stories"))
        (found,) = answer.values()
        return str(found["settings"]["index"]["analysis"]["analyzer"]["prose"]["type"])

    return there.ask(ask)


def _waiting(there: Installation) -> bool:
    return any(each["state"] == "waiting" for each in state(there)["deliveries"].values())
