"""New generations from the topics: for indices that are lost, or not to be trusted.

Each topic is read up to where its stage has committed; what comes after that the stage does itself, on the new
indices, once they are in use. Until then the old ones take no writes, so workers wait, and need not be stopped.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from consumers import kept
from consumers.admin import asking
from consumers.kept import Kept
from consumers.lag import Place, places_of
from consumers.rebuild import again
from consumers.rebuild.apart import Apart
from consumers.rebuild.generations import Generations
from consumers.rebuild.parts import ALERTS, CLAIMS, STORIES, Part
from consumers.record import SILENT, Outgoing, Record
from consumers.settings import Settings
from consumers.stage import Stage
from consumers.stored.elastic import Store
from consumers.worker.runner import Runner
from schemas.elasticsearch import Kind

log = structlog.get_logger()

_BATCH: Final = 200
_BATCH_BYTES: Final = 8 * 1024 * 1024
SETTLE: Final = 5.0
"""seconds that workers have for it; they commit each second"""

Show = Callable[[Part, int, int], None]
"""is told, of a part, how many messages are read, and of how many"""


@dataclass
class _Reading:
    """A part that is being read: up to which offset of each partition it is."""

    part: Part
    runner: Runner
    stage: Stage
    at: dict[int, int] = field(default_factory=dict)
    done: int = 0


async def rebuild(store: Store, settings: Settings, parts: Sequence[Part], show: Show) -> dict[str, int]:
    """Make the indices of these parts anew and use them; how many messages of each topic were read."""
    generations = Generations(store, settings)
    kinds = tuple(kind for part in parts for kind in part.kinds)
    new: dict[Kind, str] = {kind: await generations.next(kind) for kind in kinds}
    try:
        for kind in kinds:
            if standing := await generations.standing(kind):
                await generations.block(standing.index)
        # what workers had done when their indices stopped taking writes, they commit by then
        await asyncio.sleep(SETTLE)
        until = {part: await asyncio.to_thread(_places, settings, part) for part in parts}
        readings = await _opened(settings, parts, new, until)
        try:
            for reading in readings:
                await _read(settings, reading, _upto(reading.part, until[reading.part]), show)
            while await _is_further(settings, readings, show):
                continue
        finally:
            for reading in readings:
                await reading.stage.close()
        await generations.swap(new)
    finally:
        await generations.release(kinds)
    return {reading.part.topic: reading.done for reading in readings}


async def _opened(
    settings: Settings,
    parts: Sequence[Part],
    new: Mapping[Kind, str],
    until: Mapping[Part, Mapping[int, Place]],
) -> list[_Reading]:
    ends = {
        part: {
            number: place.end for number, place in (await asyncio.to_thread(_places, settings, part)).items()
        }
        for part in (ALERTS, STORIES)
    }

    def made(_: Settings) -> Store:
        return Apart(settings, new)

    told, found = await asyncio.to_thread(again.heard, settings, ends[ALERTS])
    stages: dict[Part, Stage] = {}
    if STORIES in parts:
        stages[STORIES] = again.IndexAgain(settings, made)
    if CLAIMS in parts:
        stages[CLAIMS] = again.CountAgain(settings, made, told)
    if ALERTS in parts:
        signed = await asyncio.to_thread(again.signatures, settings, found, ends[STORIES])
        delivered = {number: place.done for number, place in until[ALERTS].items()}
        stages[ALERTS] = again.AlertsAgain(settings, made, signatures=signed, delivered=delivered)
    readings = []
    for part, stage in stages.items():
        # what could not be read then can't be now: it is a dead letter already
        stage.settings = settings.model_copy(update={"dead_letter_limit": 1_000_000_000})
        await stage.open()
        readings.append(_Reading(part, Runner(stage, _nowhere), stage))
    return readings


async def _is_further(settings: Settings, readings: Sequence[_Reading], show: Show) -> bool:
    """Whether a worker has committed more meanwhile; that is read too."""
    moved = False
    for reading in readings:
        now = _upto(reading.part, await asyncio.to_thread(_places, settings, reading.part))
        moved = moved or now != reading.at
        await _read(settings, reading, now, show)
    return moved


async def _read(settings: Settings, reading: _Reading, until: Mapping[int, int], show: Show) -> None:
    topic = settings.prefix + reading.part.topic
    total = reading.done + sum(max(0, end - reading.at.get(number, 0)) for number, end in until.items())
    records = kept.in_order(settings, topic, since=reading.at, until=until)
    batches = _batches(records)
    while batch := await asyncio.to_thread(next, batches, None):
        await reading.runner.run(batch)
        reading.done += len(batch)
        show(reading.part, reading.done, total)
    reading.at = dict(until)


def _places(settings: Settings, part: Part) -> dict[int, Place]:
    with asking(settings) as admin:
        return places_of(admin, settings, part.stage)


def _upto(part: Part, places: Mapping[int, Place]) -> dict[int, int]:
    """Up to what was done. An alert was told of as soon as it was sent on, whoever has yet to deliver it."""
    return {number: place.end if part is ALERTS else place.done for number, place in places.items()}


async def _nowhere(messages: Sequence[Outgoing]) -> None:
    """Those who read the topics had it the first time."""


def _batches(records: Iterator[Kept]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    size = 0
    for each in records:
        batch.append(_record(each))
        size += len(batch[-1].value)
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _record(each: Kept) -> Record:
    return Record(
        topic=each.topic,
        partition=each.partition,
        offset=each.offset,
        timestamp=each.timestamp,
        key=each.key,
        value=each.value or b"",
        silent=any(name == SILENT for name, _ in each.headers or ()),
    )
