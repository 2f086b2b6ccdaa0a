"""The generations of an index: `stories-000001`, `stories-000002`, of which one at a time has the aliases.

An index that is being filled says so (`_meta.filling`): what is found half-made later is thrown away, and what has
stood once is kept until someone drops it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from consumers.errors import MusterError
from consumers.settings import Settings
from consumers.stored import indices
from consumers.stored.elastic import Store
from schemas.elasticsearch import Kind, aliases, index_name


@dataclass(frozen=True)
class Generation:
    """One index of a kind. `stands`: it is the one that is used; `is_filling`: it is half-made."""

    kind: Kind
    index: str
    number: int
    stands: bool
    is_filling: bool


class Generations:
    """Those of an installation. Every method raises `Unavailable` while Elasticsearch is away."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    async def all(self, kind: Kind) -> list[Generation]:
        """Those that there are, the oldest first."""
        with self._store.waiting():
            found = await indices.every_index(self._store.client, self._settings, kind)
        names = set(aliases(kind, self._settings.prefix))
        return [
            Generation(
                kind,
                index,
                int(index.rpartition("-")[2]),
                stands=bool(names & set(about["aliases"])),
                is_filling=bool(about["mappings"].get("_meta", {}).get("filling")),
            )
            for index, about in found.items()
        ]

    async def standing(self, kind: Kind) -> Generation | None:
        """The one that is used; None where it is lost."""
        return next((each for each in await self.all(kind) if each.stands), None)

    async def next(self, kind: Kind) -> str:
        """Make the next one, empty, as this Muster wants it, and throw away what an earlier attempt has left."""
        found = await self.all(kind)
        for each in found:
            if each.is_filling and not each.stands:
                await self.drop(each.index)
        index = index_name(
            kind,
            prefix=self._settings.prefix,
            generation=max((each.number for each in found), default=0) + 1,
        )
        with self._store.waiting():
            await indices.put_template(self._store.client, self._settings, kind)
            await self._store.client.indices.create(index=index, mappings={"_meta": {"filling": True}})
        return index

    async def swap(self, new: Mapping[Kind, str]) -> None:
        """Have these be the ones that are used, all at one moment. What they replace takes no writes any more."""
        if not new:
            return
        actions = []
        for kind, index in new.items():
            before = await self.standing(kind)
            if before is not None:
                await self._note(before.index, is_filling=False)
            for name, options in aliases(kind, self._settings.prefix).items():
                if before is not None:
                    actions.append({"remove": {"index": before.index, "alias": name}})
                actions.append({"add": {"index": index, "alias": name, **options}})
        with self._store.waiting():
            await self._store.client.indices.refresh(index=",".join(new.values()))
            await self._store.client.indices.update_aliases(actions=actions)
        for index in new.values():
            await self._note(index, is_filling=False)

    async def block(self, index: str) -> None:
        """Have it take no writes; returns when those under way are done. Whoever writes waits."""
        with self._store.waiting():
            await self._store.client.indices.add_block(index=index, block="write")

    async def unblock(self, index: str) -> None:
        """Have it take writes again."""
        with self._store.waiting():
            await self._store.client.indices.put_settings(
                index=index, settings={"index.blocks.write": None}, ignore_unavailable=True
            )

    async def release(self, kinds: "tuple[Kind, ...]") -> None:
        """Whatever has become of an attempt: the indices that are used take writes."""
        for kind in kinds:
            if standing := await self.standing(kind):
                await self.unblock(standing.index)

    async def drop(self, index: str) -> None:
        """Delete one that is not used."""
        with self._store.waiting():
            await self._store.client.indices.delete(index=index, ignore_unavailable=True)

    async def count(self, index: str) -> int:
        """Its documents."""
        with self._store.waiting():
            await self._store.client.indices.refresh(index=index)
            answer = await self._store.client.count(index=index)
        return int(answer["count"])

    async def checked(self, old: str, new: str) -> None:
        """Raises `MusterError` if the new one lacks something."""
        there, here = await self.count(old), await self.count(new)
        if here < there:
            raise MusterError(f"{new} has {here:,} documents, and {old} {there:,}: {old} stays in use")

    async def _note(self, index: str, *, is_filling: bool) -> None:
        with self._store.waiting():
            await self._store.client.indices.put_mapping(index=index, meta={"filling": is_filling})
