"""Indices that were there and are not: an empty one in the place of a lost one would make old news new."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kafka import TopicPartition
from kafka.admin import OffsetSpec

from consumers.admin import asking
from consumers.clients.kafka import Admin
from consumers.errors import MusterError, Unavailable
from consumers.lag import places_of
from consumers.rebuild.parts import FROM_TOPICS, PARTS, Part
from consumers.settings import Settings
from consumers.stored.elastic import Store
from schemas.elasticsearch import KINDS, Kind, aliases

_PATIENCE: Final = 30.0
"""seconds"""


async def lost(settings: Settings) -> list[Kind]:
    """The kinds whose index is gone though it was in use. Raises `Unavailable` while a server is away."""
    async with Store(settings) as store:
        with store.waiting():
            missing = [
                kind
                for kind in KINDS
                if not await store.client.indices.exists_alias(name=",".join(aliases(kind, settings.prefix)))
            ]
            made_before = {
                kind
                for kind in missing
                if await store.client.indices.exists_index_template(name=f"{settings.prefix}{kind}")
            }
    # it may wait for a broker for a while
    if not missing or not await asyncio.to_thread(_has_begun, settings):
        return []
    # one that came with this Muster was never there
    return [kind for kind in missing if kind in FROM_TOPICS or kind in made_before]


async def refuse(settings: Settings) -> None:
    """Raises `MusterError` if an index is lost: nobody may make an empty one in its place by the way."""
    found = await lost(settings)
    if not found:
        return
    again = [kind for kind in found if kind in FROM_TOPICS]
    kept = [kind for kind in found if kind not in FROM_TOPICS]
    ways = []
    if again:
        ways.append(f"muster index rebuild --from-topics {' '.join(again)}")
    if kept:
        ways.append("muster index restore FILE, or, if nothing was saved, muster index create --lost")
    raise MusterError(
        f"lost in Elasticsearch at {settings.elasticsearch}: {', '.join(found)}. What was told would be told again. "
        f"Make it anew: {'; '.join(ways)}"
    )


def _has_begun(settings: Settings) -> bool:
    """Whether any stage that stores something has done anything yet."""
    with asking(settings) as admin:
        present = set(admin.list_topics())
        found = [part for part in PARTS if settings.prefix + part.topic in present]
        if not any(end.offset for end in _ends(admin, settings, found).values()):
            # a fresh broker has no coordinator to ask about groups
            return False
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with asking(settings) as admin:
                return any(
                    place.done for part in found for place in places_of(admin, settings, part.stage).values()
                )
        except Unavailable:
            # nor has one that has just started
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def _ends(admin: Admin, settings: Settings, parts: Sequence[Part]) -> Mapping[TopicPartition, Any]:
    if not parts:
        return {}
    described = admin.describe_topics([settings.prefix + part.topic for part in parts])
    wanted = [
        TopicPartition(each["name"], one["partition_index"])
        for each in described
        for one in each["partitions"]
    ]
    found: Mapping[TopicPartition, Any] = admin.list_partition_offsets(
        dict.fromkeys(wanted, OffsetSpec.LATEST)
    )
    return found
