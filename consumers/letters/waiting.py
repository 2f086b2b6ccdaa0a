"""How many dead letters wait for someone: the figure for a dashboard."""

import asyncio
from collections import Counter

from consumers.letters.dealt import Dealt
from consumers.letters.letter import Wanted, letters
from consumers.settings import Settings
from consumers.stored.elastic import Store


async def waiting(settings: Settings, store: Store) -> Counter[str]:
    """By stage. It reads the whole topic: ask once a minute, not once a page. Raises `Unavailable`."""
    found = await asyncio.to_thread(letters, settings, Wanted())
    states = await Dealt(store).states(found)
    return Counter(letter.stage for letter, state in states.items() if state == "waiting")
