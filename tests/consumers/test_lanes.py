"""Lanes: each in its order, none waiting for another."""

import asyncio
import contextvars
import random
from collections.abc import AsyncIterator
from itertools import pairwise

import pytest

from consumers.worker.lanes import Turn, in_lanes

Item = tuple[str, int]


async def given(items: list[Item]) -> AsyncIterator[Item]:
    for item in items:
        yield item


def lane(item: Item) -> str:
    return item[0]


async def test_a_lane_does_not_wait_for_another_and_keeps_its_order() -> None:
    done: list[Item] = []
    may = asyncio.Event()

    async def do(batch: list[Item], turn: Turn) -> None:
        if batch[0] == ("slow", 0):
            await may.wait()
        turn.go_on()
        await turn.comes()
        done.extend(batch)
        if len(done) == 10:
            may.set()  # only the quick lane's: else this never is

    items = [(name, at) for at in range(10) for name in ("slow", "quick")]
    await asyncio.wait_for(in_lanes(given(items), lane=lane, most=4, at_once=2, do=do), 10)
    assert done[:10] == [("quick", at) for at in range(10)]
    assert done[10:] == [("slow", at) for at in range(10)]


@pytest.mark.parametrize("at_once", [1, 2, 5])
@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_ready_first_a_lane_keeps_its_order_and_nothing_is_lost(
    seed: int, at_once: int
) -> None:
    chance = random.Random(seed)
    items = [(f"lane {chance.randrange(5)}", at) for at in range(300)]
    in_hand: list[set[str]] = []
    counted = most_counted = most_of_one_lane = 0
    sizes: list[int] = []
    done: list[Item] = []

    async def source() -> AsyncIterator[Item]:
        for item in items:
            if chance.random() < 0.1:
                await asyncio.sleep(0.001 * chance.random())
            yield item

    async def do(batch: list[Item], turn: Turn) -> None:
        nonlocal counted, most_counted, most_of_one_lane
        lanes = set(map(lane, batch))
        assert at_once == 1 or len(lanes) == 1
        in_hand.append(lanes)
        most_of_one_lane = max(most_of_one_lane, *(sum(one in each for each in in_hand) for one in lanes))
        counted += 1
        most_counted = max(most_counted, counted)
        sizes.append(len(batch))
        await asyncio.sleep(0.002 * chance.random())
        counted -= 1
        if chance.random() < 0.5:
            turn.go_on()
            await asyncio.sleep(0.002 * chance.random())
        if chance.random() < 0.5:
            # else it has nothing to send, and may be through before what came before it
            await turn.comes()
            done.extend(batch)
            await asyncio.sleep(0.002 * chance.random())
        else:
            skipped.extend(batch)
        in_hand.remove(lanes)

    skipped: list[Item] = []
    await in_lanes(source(), lane=lane, most=7, at_once=at_once, do=do)
    assert sorted(done + skipped) == sorted(items)
    for name in set(map(lane, items)):
        assert all(a[1] < b[1] for a, b in pairwise(item for item in done if lane(item) == name))
    assert (most_of_one_lane == 1) == (at_once == 1)
    assert most_counted == at_once
    assert 1 < max(sizes) <= 7, "what came while others were worked on is one batch"


async def test_what_comes_next_of_a_lane_waits_for_the_first_even_if_the_one_between_has_nothing_to_send() -> (
    None
):
    may = asyncio.Event()
    sent: list[int] = []

    async def do(batch: list[Item], turn: Turn) -> None:
        ((_, at),) = batch
        if at == 0:
            await may.wait()
        if at == 2:
            asyncio.get_running_loop().call_later(0.05, may.set)
        if at != 1:
            await turn.comes()
            sent.append(at)

    await asyncio.wait_for(
        in_lanes(given([("a", at) for at in range(4)]), lane=lane, most=1, at_once=3, do=do), 10
    )
    assert sent == [0, 2, 3]


async def test_mixed_batches_are_full_under_load_and_come_one_after_the_other() -> None:
    sizes: list[int] = []
    in_hand = 0

    async def do(batch: list[Item], _: Turn) -> None:
        nonlocal in_hand
        in_hand += 1
        assert in_hand == 1
        sizes.append(len(batch))
        await asyncio.sleep(0.01)
        in_hand -= 1

    await in_lanes(given([(str(at), at) for at in range(20)]), lane=lane, most=6, at_once=1, do=do)
    assert sizes == [6, 6, 6, 2]


async def test_the_next_batch_may_begin_before_one_is_done_but_not_with_what_is_of_its_lanes() -> None:
    began: list[Item] = []
    may = asyncio.Event()
    name = contextvars.ContextVar("name", default="none")

    async def do(batch: list[Item], turn: Turn) -> None:
        assert name.get() == "none", "what a batch has in its context has come into another's"
        name.set("mine")
        began.extend(batch)
        if batch[0] == ("a", 0):
            turn.go_on()
            turn.go_on()  # as a batch that is done again does
            await may.wait()
        elif batch[0] == ("b", 1):
            # a has let one go on, not two
            await asyncio.sleep(0.01)
            assert began == [("a", 0), ("b", 1)]
        if batch[0] == ("c", 3):
            may.set()

    items = [("a", 0), ("b", 1), ("a", 2), ("c", 3)]
    await asyncio.wait_for(in_lanes(given(items), lane=lane, most=1, at_once=1, do=do), 10)
    assert began == [("a", 0), ("b", 1), ("c", 3), ("a", 2)]


async def test_what_a_batch_raises_ends_all_lanes() -> None:
    ended = asyncio.Event()

    async def do(batch: list[Item], _: Turn) -> None:
        if batch[0][0] == "bad":
            raise OSError("broken")
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with pytest.raises(ExceptionGroup) as caught:
        await asyncio.wait_for(
            in_lanes(given([("good", 0), ("bad", 1)]), lane=lane, most=4, at_once=2, do=do), 10
        )
    assert caught.group_contains(OSError, match="broken")
    assert ended.is_set()
