"""What has come of a stream by now: full under load, at once when idle, nothing dropped."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from consumers.worker.batches import batches


async def given_at_once(count: int) -> AsyncIterator[int]:
    for item in range(count):
        yield item


async def test_batches_are_full_under_load_and_end_with_their_source() -> None:
    sizes = [len(batch) async for batch in batches(given_at_once(10), most=4)]
    assert sizes == [4, 4, 2]


async def test_a_source_that_ends_with_a_full_batch_gives_no_empty_one() -> None:
    assert [batch async for batch in batches(given_at_once(4), most=4)] == [[0, 1, 2, 3]]
    assert [batch async for batch in batches(given_at_once(0), most=4)] == []


async def test_an_item_that_comes_alone_waits_for_no_other() -> None:
    items: asyncio.Queue[int] = asyncio.Queue()
    got = batches(_taken_from(items), most=100)
    for item in range(5):
        items.put_nowait(item)
        assert await asyncio.wait_for(anext(got), 10) == [item]
    await got.aclose()  # type: ignore[attr-defined]  # it is a generator


async def test_what_came_while_a_batch_was_worked_on_is_one_batch() -> None:
    items: asyncio.Queue[int] = asyncio.Queue()
    got = batches(_taken_from(items), most=100)
    items.put_nowait(0)
    assert await anext(got) == [0]
    for item in range(1, 8):
        items.put_nowait(item)
        await asyncio.sleep(0.001)
    assert await anext(got) == list(range(1, 8))
    await got.aclose()  # type: ignore[attr-defined]  # it is a generator


async def test_no_item_is_dropped_however_it_falls() -> None:
    async def source() -> AsyncIterator[int]:
        for item in range(60):
            await asyncio.sleep(0.004 if item % 3 else 0)
            yield item

    got = [batch async for batch in batches(source(), most=5)]
    assert [item for batch in got for item in batch] == list(range(60))
    assert all(0 < len(batch) <= 5 for batch in got)


async def test_an_error_of_the_source_comes_out_after_nothing_is_left_pending() -> None:
    async def source() -> AsyncIterator[int]:
        yield 1
        raise OSError("the stream broke")

    with pytest.raises(OSError, match="the stream broke"):
        [batch async for batch in batches(source(), most=5)]


async def _taken_from(items: asyncio.Queue[int]) -> AsyncIterator[int]:
    while True:
        yield await items.get()
