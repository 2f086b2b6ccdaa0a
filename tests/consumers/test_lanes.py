"""Lanes: each in its order, none waiting for another."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from consumers.worker.lanes import in_lanes

Item = tuple[str, int]


async def given(items: list[Item]) -> AsyncIterator[Item]:
    for item in items:
        yield item


async def test_a_lane_does_not_wait_for_another_and_keeps_its_order() -> None:
    done: list[Item] = []
    may = asyncio.Event()

    async def do(batch: list[Item]) -> None:
        if batch[0] == ("slow", 0):
            await may.wait()
        done.extend(batch)
        if len(done) == 10:
            may.set()  # only the quick lane's: else this never is

    items = [(lane, at) for at in range(10) for lane in ("slow", "quick")]
    await asyncio.wait_for(in_lanes(given(items), lane=lambda item: item[0], most=100, do=do), 10)
    assert done[:10] == [("quick", at) for at in range(10)]
    assert done[10:] == [("slow", at) for at in range(10)]


async def test_batches_are_of_one_lane_and_no_larger_than_allowed() -> None:
    got: list[list[Item]] = []

    async def do(batch: list[Item]) -> None:
        got.append(batch)
        await asyncio.sleep(0.001)

    items = [(f"lane {at % 3}", at) for at in range(50)]
    await in_lanes(given(items), lane=lambda item: item[0], most=4, do=do)
    assert all(len({lane for lane, _ in batch}) == 1 and len(batch) <= 4 for batch in got)
    assert max(map(len, got)) > 1, "what came while a batch was worked on is one batch"
    assert sorted(item for batch in got for item in batch) == sorted(items)


async def test_a_full_lane_holds_the_source_up() -> None:
    asked = 0

    async def source() -> AsyncIterator[Item]:
        nonlocal asked
        for at in range(100):
            asked += 1
            yield "one", at

    async def do(_batch: list[Item]) -> None:
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(in_lanes(source(), lane=lambda item: item[0], most=4, do=do), 0.2)
    # a batch in hand, one asked for ahead, a full queue, and the one that does not fit
    assert asked <= 4 + 1 + 4 + 1


async def test_what_a_batch_raises_ends_all_lanes() -> None:
    ended = asyncio.Event()

    async def do(batch: list[Item]) -> None:
        if batch[0][0] == "bad":
            raise OSError("broken")
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with pytest.raises(ExceptionGroup) as caught:
        await asyncio.wait_for(
            in_lanes(given([("good", 0), ("bad", 1)]), lane=lambda item: item[0], most=4, do=do), 10
        )
    assert caught.group_contains(OSError, match="broken")
    assert ended.is_set()
