"""Ledgers in Elasticsearch that have outgrown their document: rows put away, read back, and guarded."""

import random
from collections.abc import Sequence
from itertools import pairwise
from unittest.mock import patch

import pytest

from consumers.errors import Unavailable
from consumers.stored.elastic import Outcome, Store, Write
from consumers.stored.ledgers import ESTIMATES, Ledgers
from pipeline.claims import Ledger, claims_of, decide, ledger_key, succession
from schemas import Claim, Rule
from tests.integration.installation import Installation
from tests.pipeline.claims.newsroom import kill, wire

RULES = (Rule(name="everyone"),)
KEY = "KP/present"


def told(count: int) -> list[Claim]:
    """So many stories' claims of one force, some of them of a figure that others have too, some taken back later."""
    chance = random.Random(count)
    claims: list[Claim] = []
    later: list[Claim] = []
    for number in range(count):
        story = wire(
            f"urn:{number}",
            "AFP",
            f"{6 + number % 10:02}:{number % 60:02}",
            f"{chance.randrange(1, 60)},000 KP",
        )
        claims += claims_of(story)
        if number % 7 == 3:
            stored = succession(None, story).stored
            later += succession(stored, kill(story.uri, "AFP", "23:00")).withdrawn
        if number % 9 == 8:
            # by now what they take back has been put away
            claims, later = claims + later, []
    assert {ledger_key(claim) for claim in claims} == {KEY}
    return claims


def states(claims: Sequence[Claim]) -> list[Ledger]:
    """The ledger before the first claim, and after each."""
    found = [Ledger(key=KEY)]
    for claim in claims:
        found.append(decide(found[-1], claim, RULES).ledger)
    return found


def test_what_a_ledger_has_is_read_back_however_much_it_is_and_whoever_wrote_it(
    installation: Installation,
) -> None:
    claims = told(120)

    async def run(store: Store) -> None:
        # two workers that take turns, one with a good memory, and one with next to none
        workers = [Ledgers(store, most=6), Ledgers(store, most=6, remembered=1)]
        chance = random.Random(2)
        expected = Ledger(key=KEY)
        for at, claim in enumerate(claims):
            worker = chance.choice(workers)
            before = (await worker.read([KEY, "NO/killed"])).get(KEY, Ledger(key=KEY))
            assert before == expected, at
            expected = decide(before, claim, RULES).ledger
            await worker.write([expected])
            if at % 10 == 0:
                assert await Ledgers(store).read([KEY]) == {KEY: expected}
        heads = await store.read(ESTIMATES, [KEY])
        assert len(heads[KEY].source["rows"]) <= 6 + 4
        await store.refresh(ESTIMATES)
        (hits,) = await store.searches(ESTIMATES, [{"query": {"term": {"ledger": KEY}}, "size": 1_000}])
        assert len(hits) > 100

    installation.ask(run)


def test_a_claim_writes_what_it_changes_and_not_all_that_there_is(installation: Installation) -> None:
    *before, last = states(told(300))

    async def run(store: Store) -> list[Write]:
        ledgers = Ledgers(store)
        await ledgers.read([KEY])
        await ledgers.write([before[-1]])
        written: list[Write] = []
        real = Store.write

        async def noted(
            self: Store, alias: str, writes: Sequence[Write], *, visible: bool = False
        ) -> list[Outcome]:
            written.extend(writes)
            return await real(self, alias, writes, visible=visible)

        await ledgers.read([KEY])
        # the first puts away what was written at once
        await ledgers.write([last])
        with patch.object(Store, "write", noted):
            for story in ("urn:more", "urn:still-more"):
                (ledger,) = (await ledgers.read([KEY])).values()
                (claim,) = claims_of(wire(story, "AFP", "22:00", "777 KP"))
                await ledgers.write([decide(ledger, claim, RULES).ledger])
        return written

    written = installation.ask(run)
    assert [write.id for write in written] == [KEY, KEY]
    assert max(len(write.source["rows"]) for write in written) <= 8


def test_rows_that_are_put_away_by_one_who_dies_then_or_is_held_up_are_no_one_elses_loss(
    installation: Installation,
) -> None:
    chain = states(told(60))
    (another,) = claims_of(wire("urn:x", "X", "05:00", "5 KP"))

    async def run(store: Store) -> tuple[Ledger, int]:
        frozen, other = Ledgers(store, most=6), Ledgers(store, most=6)
        late: list[Sequence[Write]] = []

        async def cut(
            self: Store, alias: str, writes: Sequence[Write], *, visible: bool = False
        ) -> list[Outcome]:
            if not visible:
                raise Unavailable
            late.append(writes)
            return []

        count = 0
        for at, (before, after) in enumerate(pairwise(chain)):
            await frozen.read([KEY])
            with patch.object(Store, "write", cut), pytest.raises(Unavailable):
                await frozen.write([decide(before, another, RULES).ledger])
            count += len(late)
            # what it had on the way arrives at once, or long after the other has gone on
            if at % 20 < 3:
                await _arrive(store, late)
            assert (await other.read([KEY])).get(KEY, Ledger(key=KEY)) == before
            await other.write([after])
            assert await Ledgers(store).read([KEY]) == {KEY: after}
            if at % 20 == 19:
                await _arrive(store, late)
        await _arrive(store, late)
        return (await Ledgers(store).read([KEY]))[KEY], count

    found, count = installation.ask(run)
    assert found == chain[-1]
    assert count > 10, "it never had anything to put away"


async def _arrive(store: Store, late: list[Sequence[Write]]) -> None:
    while late:
        await store.write(ESTIMATES, late.pop(), visible=True)


def test_two_that_have_read_one_state_do_not_both_write(installation: Installation) -> None:
    first, second, third = states(told(2))[:3]

    async def run(store: Store) -> None:
        one, other = Ledgers(store), Ledgers(store)
        await one.read([KEY])
        await other.read([KEY])
        await one.write([second])
        with pytest.raises(Unavailable, match="another worker has written the ledger KP/present"):
            await other.write([second])
        assert await other.read([KEY]) == {KEY: second}
        await other.write([third])
        assert await one.read([KEY]) == {KEY: third}
        with patch.object(Store, "write", side_effect=AssertionError("nothing has changed")):
            await one.write([third])

    assert first == Ledger(key=KEY)
    installation.ask(run)
