"""A new generation from the one that stands, while workers write: filled, caught up with, and used, all without a gap.

Documents are copied with their versions, in the order of the index's own history (`_seq_no`; an index of Muster has
one shard), so that what has changed meanwhile is copied once more, and an older state never takes the place of a newer
one. For the last few the old index takes no writes: workers wait for that moment, and go on with the new one.
"""

from collections.abc import Callable
from typing import Any, Final

from consumers.errors import MusterError
from consumers.rebuild.apart import Apart
from consumers.rebuild.generations import Generation, Generations
from consumers.settings import Settings
from consumers.stored.elastic import Store, Write
from consumers.stored.pages import pages
from schemas.elasticsearch import Kind

PAGE: Final = 100
"""documents read at once; a story may have megabytes"""
_FEW: Final = 200
"""that writers may wait for"""
_ROUNDS: Final = 20
"""after which they wait for however many there are"""

Show = Callable[[int, int], None]
"""is told how many documents are done, and of how many"""


async def replace(store: Store, settings: Settings, old: Generation, new: str, show: Show) -> int:
    """Fill the new index from the one that is used, and use it instead; how many documents were copied.

    Raises `MusterError` if the new one does not take a document: the old one stays in use.
    """
    generations = Generations(store, settings)
    async with Apart(settings, {old.kind: new}) as target:
        copying = _Copying(
            store, target, old.kind, old.index, total=await generations.count(old.index), show=show
        )
        for _ in range(_ROUNDS):
            if await copying.catch_up() < _FEW:
                break
        try:
            await generations.block(old.index)
            await copying.catch_up()
            await generations.checked(old.index, new)
            await generations.swap({old.kind: new})
        finally:
            # whichever of the two is used now
            await generations.release((old.kind,))
    return copying.done


class _Copying:
    """How far one index has been copied into another."""

    def __init__(
        self, store: Store, target: Store, kind: Kind, index: str, *, total: int, show: Show
    ) -> None:
        self.done = 0
        self._store = store
        self._target = target
        self._alias = "stories-all" if kind == "stories" else kind
        self._index = index
        self._total = total
        self._show = show
        self._since = -1

    async def catch_up(self) -> int:
        """Copy what was written since the last time; how many documents that were."""
        before = self.done
        complete = await self._complete()
        with self._store.waiting():
            await self._store.client.indices.refresh(index=self._index)
        since = {"range": {"_seq_no": {"gt": self._since}}}
        found = pages(
            self._store, self._index, size=PAGE, sort=[{"_seq_no": "asc"}], query=since, version=True
        )
        async for hits in found:
            await self._copy(hits)
        # a write with a lower number than the last that was seen may still have been under way
        self._since = complete
        return self.done - before

    async def _complete(self) -> int:
        """Up to which number of its history nothing is under way."""
        with self._store.waiting():
            answer = await self._store.client.indices.stats(index=self._index, level="shards", metric="docs")
        (shards,) = answer["indices"][self._index]["shards"].values()
        return min(
            int(shard["seq_no"]["local_checkpoint"]) for shard in shards if shard["routing"]["primary"]
        )

    async def _copy(self, hits: list[Any]) -> None:
        writes = [Write(hit["_id"], hit["_source"], version=hit["_version"]) for hit in hits]
        for outcome in await self._target.write(self._alias, writes):
            if not outcome.done and not outcome.conflict:
                raise MusterError(
                    f"{self._target.name(self._alias)} does not take {outcome.write.id}: {outcome.reason}; "
                    f"{self._index} stays in use"
                )
        self.done += len(hits)
        self._show(self.done, max(self._total, self.done))
