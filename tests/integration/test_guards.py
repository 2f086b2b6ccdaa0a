"""Two workers at once with the same story or the same force: a frozen one that wakes up, partitions that change hands.

What each reads before the other writes is shown here by a store whose first read is late.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta
from unittest.mock import patch

import pytest

from consumers import topics
from consumers.errors import Unavailable
from consumers.record import Record
from consumers.settings import Settings
from consumers.stage import Outbox, Stage
from consumers.stages.count import Count
from consumers.stages.index import Index
from consumers.stored.elastic import Document, Store
from pipeline.embargo import order_of
from schemas import Claim, Story
from schemas.published import examples
from tests.integration.installation import Installation

STORY = Story.model_validate_json(examples("story")["story.json"])
CLAIM = Claim.model_validate_json(examples("claim")["claim.json"])


class Kept(Outbox):
    """What a stage sends on."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, topic: str, *, key: str, value: bytes) -> None:  # noqa: ARG002
        self.sent.append(topic)

    def reject(self, record: Record, reason: str) -> None:
        raise AssertionError((record, reason))

    async def flush(self) -> None:
        pass

    def progress(self) -> None:
        pass


def record(topic: str, value: Story | Claim, offset: int) -> Record:
    return Record(
        topic=topic,
        partition=0,
        offset=offset,
        timestamp=1_795_000_000_000,
        key=b"key",
        value=value.model_dump_json().encode(),
        silent=False,
        provider=None,
    )


async def done(stage: Stage, values: Sequence[Record], out: Outbox) -> None:
    """What a stage does with these, and the end of it."""
    await stage.open()
    try:
        await stage.handle(values, out)
    finally:
        await stage.close()


async def nothing_yet(self: Store, alias: str, ids: Iterable[str]) -> dict[str, Document]:
    return {}


async def document(settings: Settings, alias: str, ident: str) -> Document:
    async with Store(settings) as store:
        return (await store.read(alias, [ident]))[ident]


def test_a_worker_that_has_not_seen_the_newer_version_does_not_write_over_it(
    installation: Installation,
) -> None:
    older = STORY.model_copy(update={"version": STORY.version - 1, "headline": "The older one"})

    async def run() -> tuple[Document, list[str]]:
        settings, out = installation.settings, Kept()
        await done(Index(settings), [record(topics.STORIES, STORY, 0)], Kept())
        with patch.object(Store, "read", nothing_yet):
            await done(Index(settings), [record(topics.STORIES, older, 1)], out)
        return await document(settings, "stories-all", STORY.uri), out.sent

    stored, sent = asyncio.run(run())
    assert (stored.version, stored.source["headline"]) == (order_of(STORY), STORY.headline)
    assert sent == [], "what the older version claims is sent on"


def test_a_worker_killed_before_it_has_sent_what_two_versions_claim_has_the_next_send_all_of_it(
    installation: Installation,
) -> None:
    older = STORY.model_copy(update={"version": STORY.version - 1})
    newer = STORY.model_copy(update={"numbers": (), "troop_counts": (), "quotes": ()})
    records = [record(topics.STORIES, older, 0), record(topics.STORIES, newer, 1)]

    async def run() -> tuple[int, int]:
        settings = installation.settings
        killed, out = Kept(), Kept()
        with patch.object(Kept, "flush", side_effect=Unavailable), pytest.raises(Unavailable):
            await done(Index(settings), records, killed)
        await done(Index(settings), records, out)
        return out.sent.count(topics.CLAIMS), len(STORY.troop_counts)

    claims, counts = asyncio.run(run())
    assert claims == 2 * counts, "each is made, and each is withdrawn"


def test_a_worker_that_has_not_seen_the_ledger_as_it_is_does_not_write_over_it(
    installation: Installation,
) -> None:
    other = CLAIM.model_copy(
        update={
            "id": "0" * 32,
            "story": "urn:test:another",
            "low": 7.0,
            "high": 7.0,
            "said": CLAIM.said + timedelta(hours=1),
        }
    )

    async def run() -> int:
        settings = installation.settings
        async with Store(settings) as store:
            before = await store.read("estimates", [ledger])
        await done(Count(settings), [record(topics.CLAIMS, CLAIM, 0)], Kept())

        async def late(self: Store, alias: str, ids: Iterable[str]) -> dict[str, Document]:
            return before if alias == "estimates" else {}

        with patch.object(Store, "read", late), pytest.raises(Unavailable, match="another worker"):
            await done(Count(settings), [record(topics.CLAIMS, other, 1)], Kept())
        first = len((await document(settings, "estimates", ledger)).source["estimates"])

        async with Store(settings) as store:
            before = await store.read("estimates", [ledger])
        await done(Count(settings), [record(topics.CLAIMS, other, 1)], Kept())
        third = CLAIM.model_copy(update={"id": "1" * 32, "story": "urn:test:third", "low": 9.0, "high": 9.0})
        with patch.object(Store, "read", late), pytest.raises(Unavailable, match="another worker"):
            await done(Count(settings), [record(topics.CLAIMS, third, 2)], Kept())
        return first

    ledger = f"{CLAIM.force.iso}/{CLAIM.role}" if CLAIM.force else ""
    assert asyncio.run(run()) == 1
