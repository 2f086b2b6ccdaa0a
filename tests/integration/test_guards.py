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
from consumers.stage import Stage
from consumers.stages.count import Count
from consumers.stages.index import Index
from consumers.stored.elastic import Document, Store
from consumers.stored.ledgers import Ledgers
from pipeline.embargo import order_of
from schemas import Claim, Story
from schemas.published import examples
from tests.integration.installation import Installation
from tests.integration.tray import Sent, Tray, records

STORY = Story.model_validate_json(examples("story")["story.json"])
CLAIM = Claim.model_validate_json(examples("claim")["claim.json"])


def record(topic: str, value: Story | Claim) -> Record:
    (found,) = records(topic, [value.model_dump_json().encode()])
    return found


async def done(stage: Stage, values: Sequence[Record], out: Tray) -> None:
    """What a stage does with these, and the end of it."""
    await stage.open()
    try:
        await stage.handle(values, out)
    finally:
        await stage.close()
    assert out.rejected == []


async def nothing_yet(self: Store, alias: str, ids: Iterable[str]) -> dict[str, Document]:
    return {}


async def document(settings: Settings, alias: str, ident: str) -> Document:
    async with Store(settings) as store:
        return (await store.read(alias, [ident]))[ident]


def test_a_worker_that_has_not_seen_the_newer_version_does_not_write_over_it(
    installation: Installation,
) -> None:
    older = STORY.model_copy(update={"version": STORY.version - 1, "headline": "The older one"})

    async def run() -> tuple[Document, list[Sent]]:
        settings, out = installation.settings, Tray()
        await done(Index(settings), [record(topics.STORIES, STORY)], Tray())
        with patch.object(Store, "read", nothing_yet):
            await done(Index(settings), [record(topics.STORIES, older)], out)
        return await document(settings, "stories-all", STORY.uri), out.sent

    stored, sent = asyncio.run(run())
    assert (stored.version, stored.source["headline"]) == (order_of(STORY), STORY.headline)
    assert sent == [], "what the older version claims is sent on"


def test_a_worker_killed_before_it_has_sent_what_two_versions_claim_has_the_next_send_all_of_it(
    installation: Installation,
) -> None:
    older = STORY.model_copy(update={"version": STORY.version - 1})
    newer = STORY.model_copy(update={"numbers": (), "troop_counts": (), "quotes": ()})
    records = [record(topics.STORIES, older), record(topics.STORIES, newer)]

    async def run() -> tuple[int, int]:
        settings = installation.settings
        killed, out = Tray(), Tray()
        with patch.object(Tray, "flush", side_effect=Unavailable), pytest.raises(Unavailable):
            await done(Index(settings), records, killed)
        await done(Index(settings), records, out)
        return [topic for topic, _, _ in out.sent].count(topics.CLAIMS), len(STORY.troop_counts)

    claims, counts = asyncio.run(run())
    assert claims == 2 * counts, "each is made, and each is withdrawn"


def test_a_claim_that_was_taken_back_is_not_made_again_by_a_write_that_comes_late(
    installation: Installation,
) -> None:
    taken_back = CLAIM.model_copy(update={"state": "withdrawn", "version": CLAIM.version + 1})

    async def run() -> tuple[Document, Document]:
        settings = installation.settings
        for claim in (CLAIM, taken_back):
            await done(Count(settings), [record(topics.CLAIMS, claim)], Tray())
        before = await document(settings, "claims", CLAIM.id)
        await done(Count(settings), [record(topics.CLAIMS, CLAIM)], Tray())
        return before, await document(settings, "claims", CLAIM.id)

    before, after = asyncio.run(run())
    assert before == after
    assert after.source["state"] == "withdrawn"


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
        await done(Count(settings), [record(topics.CLAIMS, CLAIM)], Tray())

        async def late(
            self: Store, alias: str, ids: Iterable[str], *, source: bool = True
        ) -> dict[str, Document]:
            return before if alias == "estimates" else {}

        with patch.object(Store, "read", late), pytest.raises(Unavailable, match="another worker"):
            await done(Count(settings), [record(topics.CLAIMS, other)], Tray())
        async with Store(settings) as store:
            first = len((await Ledgers(store).read([ledger]))[ledger].estimates)

        async with Store(settings) as store:
            before = await store.read("estimates", [ledger])
        await done(Count(settings), [record(topics.CLAIMS, other)], Tray())
        third = CLAIM.model_copy(update={"id": "1" * 32, "story": "urn:test:third", "low": 9.0, "high": 9.0})
        with patch.object(Store, "read", late), pytest.raises(Unavailable, match="another worker"):
            await done(Count(settings), [record(topics.CLAIMS, third)], Tray())
        return first

    ledger = f"{CLAIM.force.iso}/{CLAIM.role}" if CLAIM.force else ""
    assert asyncio.run(run()) == 1
