"""Acks: of each partition in its order, whichever is done first."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from consumers.worker.acks import Acks


@dataclass(frozen=True)
class Message:
    partition: int
    offset: int


@dataclass(frozen=True)
class Event:
    """As much of Faust's as acks need."""

    message: Message
    acked: list[Message] = field(compare=False)

    def ack(self) -> None:
        self.acked.append(self.message)


async def given(events: list[Event]) -> AsyncIterator[Event]:
    for event in events:
        yield event


async def taken(acks: Acks, *places: tuple[int, int]) -> tuple[list[Any], list[Message]]:
    """Events of these partitions and offsets, which `acks` has let pass; and what is acked of them."""
    acked: list[Message] = []
    events = [Event(Message(*place), acked) for place in places]
    return [event async for event in acks.taking(given(events))], acked


async def test_what_is_done_first_is_acked_when_all_before_it_is() -> None:
    acks = Acks(most=100)
    (first, second, third), acked = await taken(acks, (0, 5), (0, 6), (0, 7))
    assert not acks.done([second])
    assert not acks.done([third])
    assert not acked
    assert acks.done([first])
    assert [message.offset for message in acked] == [5, 6, 7]


async def test_partitions_do_not_wait_for_one_another() -> None:
    acks = Acks(most=100)
    (_, one, two), acked = await taken(acks, (0, 1), (1, 1), (1, 2))
    assert acks.done([two, one])
    assert acked == [Message(1, 1), Message(1, 2)]


async def test_a_message_that_comes_again_is_another() -> None:
    """After partitions have changed hands and come back."""
    acks = Acks(most=100)
    (first, _, again, _), acked = await taken(acks, (0, 1), (0, 2), (0, 1), (0, 2))
    assert not acks.done([again])
    assert acks.done([first])
    assert acked == [Message(0, 1)]


async def test_with_too_many_open_no_more_are_taken() -> None:
    acks = Acks(most=3)
    acked: list[Message] = []
    events = [Event(Message(0, at), acked) for at in range(5)]
    got: list[Any] = []

    async def take() -> None:
        async for event in acks.taking(given(events)):
            got.append(event)  # they are looked at meanwhile

    taking = asyncio.create_task(take())
    await asyncio.sleep(0.01)
    assert got == events[:3]
    acks.done(events[1:3])  # done, and not acked: the first is still open
    await asyncio.sleep(0.01)
    assert got == events[:3]
    acks.done(events[:1])
    await asyncio.wait_for(taking, 10)
    assert got == events
