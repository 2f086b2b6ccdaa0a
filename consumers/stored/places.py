"""Placing stories in their clusters, for several batches at once: one refresh of the index is enough for all."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from consumers.stored.clusters import Clusters
from pipeline.copies import Member
from schemas import Story


@dataclass(eq=False)
class _Asked:
    """Stories that wait to be placed, and their places once these are `known`."""

    stories: Sequence[Story]
    new: Collection[str]
    places: Mapping[str, Member] = field(default_factory=dict)
    known: asyncio.Event = field(default_factory=asyncio.Event)


class Places:
    """One placing at a time, so that whoever places stories sees where those before have gone. Who comes meanwhile waits,
    and the next one is of all who wait: for Elasticsearch a refresh is as much work for one story as for thirty."""

    def __init__(self, clusters: Clusters) -> None:
        self._clusters = clusters
        self._one = asyncio.Lock()
        self._waiting: list[_Asked] = []

    async def of(
        self, stories: Sequence[Story], *, new: Collection[str], patience: float = 0.0
    ) -> Mapping[str, Member]:
        """The places of these by uri, and maybe those of others; else as `Clusters.place`.

        For `patience` seconds they wait for company, or until someone who has none places them too.
        """
        asked = _Asked(stories, new)
        self._waiting.append(asked)
        try:
            with suppress(TimeoutError):
                await asyncio.wait_for(asked.known.wait(), patience)
            async with self._one:
                if not asked.known.is_set():
                    await self._place(list(self._waiting))
        finally:
            if not asked.known.is_set():
                self._waiting.remove(asked)
        return asked.places

    async def _place(self, some: Sequence[_Asked]) -> None:
        """If this fails, each of the others tries again by itself and for who waits then."""
        stories = {story.uri: story for asked in some for story in asked.stories}
        places = await self._clusters.place(
            list(stories.values()), new={uri for asked in some for uri in asked.new}
        )
        for asked in some:
            asked.places = places
            asked.known.set()
            self._waiting.remove(asked)
