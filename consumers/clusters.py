"""Which stories in Elasticsearch are copies of one another: looked up there, so that any number of workers agree."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from consumers.elastic import Store, Write
from pipeline.copies import Member, bands, joined
from schemas import Story, epoch_ms

MOST_KIN = 200
"""candidates that are asked for, the best first; a story that has more copies finds its cluster through any of them"""
MOST_MEMBERS = 2_000
"""of one cluster whose places are looked after"""

_FIELDS = ["uri", "version", "published", "signature", "origin", "copy_of", "similarity"]


def member(story: Story) -> Member | None:
    """A story that has just arrived, in a cluster of its own; None if it has too few words to be anyone's copy."""
    if story.signature is None:
        return None
    return Member(story.uri, _born(story.version, story.published), story.signature, origin=story.uri)


class Clusters:
    """The clusters of the stories that are stored.

    Each worker looks after it has stored its stories and made them visible, so of two copies that arrive at once at
    two workers at least one sees the other, and puts both in their places.
    """

    def __init__(self, store: Store, alias: str) -> None:
        self._store = store
        self._alias = alias

    async def place(self, stories: Sequence[Story]) -> dict[str, Member]:
        """Find each story's cluster, and store the places that have changed, those of other members too.

        The stories have to be stored. Gives their places by uri; a story without a signature has none. Raises
        `Unavailable` while Elasticsearch is away.
        """
        arrived = [found for story in stories if (found := member(story))]
        if not arrived:
            return {}
        known = await self._near(arrived)
        before = dict(known)
        for one in arrived:
            here = known.get(one.uri, one)
            known |= joined(here, _others(here, known.values()))
        await self._keep([one for uri, one in known.items() if before.get(uri, _alone(one)) != one])
        return {one.uri: known[one.uri] for one in arrived}

    async def _near(self, arrived: Sequence[Member]) -> dict[str, Member]:
        """All that may be copies of these stories, and all members of the clusters that they are in."""
        await self._store.refresh(self._alias)
        near = await self._found([{"terms": {"bands": bands(one.signature)}} for one in arrived], MOST_KIN)
        if origins := sorted({one.origin for one in near.values()}):
            near = await self._found([{"terms": {"origin": origins}}], MOST_MEMBERS) | near
        return near

    async def _found(self, queries: Sequence[Mapping[str, Any]], most: int) -> dict[str, Member]:
        bodies = [{"query": query, "size": most, "_source": _FIELDS} for query in queries]
        answers = await self._store.searches(self._alias, bodies)
        return {
            hit["_id"]: _member(hit["_source"])
            for hits in answers
            for hit in hits
            if hit["_source"].get("signature")
        }

    async def _keep(self, members: Sequence[Member]) -> None:
        """Write the places into the stories as they stand; a story that has a newer version by now has its own."""
        documents = await self._store.read(self._alias, (one.uri for one in members))
        writes = [
            Write(one.uri, {**documents[one.uri].source, **place(one)}, version=documents[one.uri].version)
            for one in members
            if one.uri in documents and documents[one.uri].source.get("signature") == one.signature
        ]
        await self._store.write(self._alias, writes)


def place(one: Member) -> dict[str, Any]:
    """A story's place in its cluster as its document has it."""
    return {"origin": one.origin, "copy_of": one.copy_of, "similarity": one.similarity}


def _born(version: int, published: datetime | None) -> int:
    """When a story came about: as it was published, and not after its version was made."""
    return version if published is None else min(version, epoch_ms(published))


def _others(one: Member, known: Iterable[Member]) -> list[Member]:
    return [other for other in known if other.uri != one.uri]


def _alone(one: Member) -> Member:
    return Member(one.uri, one.born, one.signature, origin=one.uri)


def _member(source: Mapping[str, Any]) -> Member:
    published = source.get("published")
    return Member(
        source["uri"],
        _born(source["version"], datetime.fromisoformat(published) if published else None),
        source["signature"],
        origin=source.get("origin") or source["uri"],
        copy_of=source.get("copy_of"),
        similarity=source.get("similarity"),
    )
