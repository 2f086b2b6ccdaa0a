"""What every stage must keep to, whichever it is."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
import pytest

from consumers import topics
from consumers.clients.elasticsearch import connect
from consumers.stage import Stage
from consumers.stages import STAGES
from consumers.stages.index import Stored
from deploy.local import LocalServers
from pipeline.draft import unpack
from schemas import Alert, Article, Claim, Story
from schemas.published import examples
from tests.integration.installation import Installation, soldiers
from tests.integration.tray import Tray, records

pytestmark = pytest.mark.usefixtures("enriching")

STORE_NOTHING = ("parse", "entities", "quotes", "numbers")


@pytest.fixture(scope="module")
def shared(servers: LocalServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Where nothing is ever stored: making and removing one costs more than most of these tests."""
    with Installation.for_a_while(servers, tmp_path_factory.mktemp("shared")) as found:
        yield found


@pytest.fixture
def installation(
    servers: LocalServers, shared: Installation, tmp_path: Path, name: str
) -> Iterator[Installation]:
    """The test's own for a stage that stores something."""
    if name in STORE_NOTHING:
        yield shared
        return
    with Installation.for_a_while(servers, tmp_path) as found:
        yield found


async def way(installation: Installation, articles: Sequence[bytes], upto: str) -> list[bytes]:
    """What the stage `upto` is given to read when these articles come in."""
    values = {topics.ARTICLES: list(articles)}
    for stage in STAGES.values():
        if stage.name == upto:
            break
        tray = await _once_in_all(stage(installation.settings), values.get(stage.reads, []))
        for topic, _, value in tray.sent:
            values.setdefault(topic, []).append(value)
    return values.get(STAGES[upto].reads, [])


_PARSED: dict[tuple[bytes, ...], Tray] = {}


async def _once_in_all(stage: Stage, values: Sequence[bytes]) -> Tray:
    """The parse is the same in every installation, and takes seconds to get ready."""
    if stage.name != "parse":
        return await once(stage, values)
    if tuple(values) not in _PARSED:
        _PARSED[tuple(values)] = await once(stage, values)
    return _PARSED[tuple(values)]


async def once(stage: Stage, values: Sequence[bytes], *, times: int = 1) -> Tray:
    """A stage opened, given a batch so many times, and closed; the last outbox."""
    await stage.open()
    try:
        for _ in range(times):
            tray = Tray()
            await stage.handle(records(stage.reads, values), tray)
        return tray
    finally:
        await stage.close()


EXAMPLES = [*examples("article").values()]
FIGURES = [
    json.dumps(soldiers("urn:test:one", 2_400)).encode(),
    json.dumps(soldiers("urn:test:two", 3_900, hour=9)).encode(),
]
READS: dict[str, Callable[[bytes], object]] = {
    topics.ARTICLES: Article.model_validate_json,
    topics.PARSED: unpack,
    topics.NAMED: unpack,
    topics.QUOTED: unpack,
    topics.STORIES: Story.model_validate_json,
    topics.STORED: partial(msgspec.json.decode, type=Stored),
    topics.CLAIMS: Claim.model_validate_json,
    topics.ALERTS: Alert.model_validate_json,
}


@pytest.mark.parametrize("name", STAGES)
def test_every_example_goes_through_every_stage(installation: Installation, name: str) -> None:
    async def run() -> None:
        values = await way(installation, [*EXAMPLES, *FIGURES], name)
        assert values, "nothing reaches this stage"
        tray = await _once_in_all(STAGES[name](installation.settings), values)
        assert not tray.rejected
        for topic, key, value in tray.sent:
            assert key
            READS[topic](value)

    asyncio.run(run())


@pytest.mark.parametrize("name", STAGES)
def test_what_it_cannot_read_it_rejects_with_a_reason_and_goes_on(
    installation: Installation, name: str
) -> None:
    async def run() -> None:
        good = (await way(installation, FIGURES, name))[:1]
        bad = [b"", b"\xff\xfe", b"null", b"[]", b"{}", b'{"uri": 1}', b"[" * 50_000]
        tray = await once(STAGES[name](installation.settings), [*bad[:3], *good, *bad[3:]])
        assert [record.value for record, _ in tray.rejected] == bad
        for _, reason in tray.rejected:
            assert reason
            assert len(reason) < 2_000

    asyncio.run(run())


@pytest.mark.parametrize("name", STAGES)
def test_the_same_batch_again_ends_in_the_same_state(installation: Installation, name: str) -> None:
    """A crash repeats batches: what is stored must not differ for it."""

    async def run() -> None:
        values = await way(installation, [*EXAMPLES, *FIGURES], name)
        stage = STAGES[name](installation.settings)
        await once(stage, values)
        first = await stored(installation)
        await once(STAGES[name](installation.settings), values, times=2)
        assert await stored(installation) == first

    asyncio.run(run())


@pytest.mark.parametrize("name", STAGES)
def test_it_takes_an_empty_batch(shared: Installation, name: str) -> None:
    tray = asyncio.run(once(STAGES[name](shared.settings), []))
    assert not tray.sent
    assert not tray.rejected


async def stored(installation: Installation) -> dict[str, object]:
    """Every document of the installation, but for the time at which an alert was delivered."""
    async with connect(installation.settings) as client:
        await client.indices.refresh(index=f"{installation.settings.prefix}*")
        answer = await client.search(index=f"{installation.settings.prefix}*", size=1_000)
    return {
        f"{hit['_index']}/{hit['_id']}": {
            key: value for key, value in hit["_source"].items() if key != "delivered"
        }
        for hit in answer["hits"]["hits"]
    }


def test_the_stages_form_one_way() -> None:
    """Every topic that a stage reads is one that there is, and no two stages read the same."""
    reads = [stage.reads for stage in STAGES.values()]
    assert len(set(reads)) == len(reads)
    assert set(reads) | {topics.DEAD_LETTERS} == set(topics.RETENTION_MS)
