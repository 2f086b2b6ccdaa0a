"""Placing stories in their clusters, for several batches at once: one refresh of the index is enough for all."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from consumers.stored.clusters import Clusters
from pipeline.copies import Member
from schemas import Story


@dataclass(frozen=True, eq=False)
class _Asked:
    """Stories that wait to be placed, and their places, once these are known."""

    stories: Sequence[Story]
    new: Collection[str]
    places: asyncio.Future[Mapping[str, Member]]


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
        if not stories:
            return {}
        asked = _Asked(stories, new, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        try:
            await asyncio.wait([asked.places], timeout=patience)
            async with self._one:
                if not asked.places.done():
                    await self._place([each for each in self._waiting if not each.places.done()])
        finally:
            self._waiting.remove(asked)
        return asked.places.result()

    async def _place(self, some: Sequence[_Asked]) -> None:
        """If this fails, each of the others tries again by itself and for who waits then."""
        stories = {story.uri: story for asked in some for story in asked.stories}
        places = await self._clusters.place(
            list(stories.values()), new={uri for asked in some for uri in asked.new}
        )
        for asked in some:
            asked.places.set_result(places)
