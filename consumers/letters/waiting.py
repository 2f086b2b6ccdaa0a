"""How many dead letters wait for someone: the figure for a dashboard."""

import asyncio
from collections import Counter
from dataclasses import dataclass

from consumers.letters.dealt import Dealt
from consumers.letters.letter import Letter, Wanted, letters
from consumers.settings import Settings
from consumers.stored.elastic import Store


@dataclass(frozen=True)
class Waits:
    """Those of one stage: how many, and the newest."""

    stage: str
    count: int
    newest: Letter


async def waiting(settings: Settings, store: Store) -> Counter[str]:
    """By stage. It reads the whole topic: ask once a minute, not once a page. Raises `Unavailable`."""
    return Counter({each.stage: each.count for each in await waiting_by_stage(settings, store)})


async def waiting_by_stage(settings: Settings, store: Store) -> list[Waits]:
    """The same with the newest of each stage; the stage with most first."""
    found = await asyncio.to_thread(letters, settings, Wanted())
    states = await Dealt(store).states(found)
    # the oldest come first
    waits = [letter for letter, state in states.items() if state == "waiting"]
    newest = {letter.stage: letter for letter in waits}
    return [
        Waits(stage, count, newest[stage])
        for stage, count in Counter(letter.stage for letter in waits).most_common()
    ]
