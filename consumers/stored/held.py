"""Stories under embargo as Elasticsearch keeps them: whole, under their uri, until their time.

Every write has the story's own order as external version, so a newer version always wins, and every write may be
repeated. Killed between two steps, whoever looks next does the rest.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import structlog

from consumers import topics
from consumers.stage import Outbox
from consumers.stored.elastic import Document, Outcome, Store, Write
from pipeline.embargo import Held

log = structlog.get_logger()

HELD: Final = "held"
"""the index"""
_AT_ONCE: Final = 20
"""that are sent on together: a story may have 10 MB"""


class HeldStories:
    """What is held. Every method raises `Unavailable` while Elasticsearch is away."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def waits(self, uri: str) -> datetime | None:
        """Until when a version of a story is held; None if none is. Nothing of the story is read."""
        source = (await self._store.parts(HELD, [uri], ["state", "due"])).get(uri)
        return datetime.fromisoformat(source["due"]) if source and source["state"] == "waiting" else None

    async def keep(self, held: Sequence[Held]) -> dict[str, Outcome]:
        """Store these; those that Elasticsearch would not take, by uri: a conflict where something newer is there."""
        outcomes = await self._store.write(
            HELD, [Write(each.uri, _document(each), version=each.order) for each in held]
        )
        return {outcome.write.id: outcome for outcome in outcomes if not outcome.done}

    async def release(self, out: Outbox, now: datetime) -> int:
        """Send on all whose time has come; how many that were.

        First they are marked as due, so that a worker whose clock is behind doesn't hold them again; then they are
        sent, and only when Kafka has them it is over. Any number of workers may do this at once: a story that comes
        twice is the same version again.
        """
        count = 0
        while ready := await self._ready(now):
            refused = await self.keep([Held(each.uri, each.order, "due", each.story) for each in ready])
            # those refused have a newer version by now
            due = [each for each in ready if each.uri not in refused]
            for each in due:
                out.send(topics.STORIES, key=each.uri, value=json.dumps(each.story).encode())
            await out.flush()
            await self.keep([Held(each.uri, each.order, "over") for each in due])
            await self._store.refresh(HELD)
            for each in due:
                log.info("embargo over", story=each.uri, version=each.order // 2)
            count += len(due)
            if not due:
                break
        return count

    async def _ready(self, now: datetime) -> list[Held]:
        """Some whose time has come, those that have waited longest first, as they are this moment."""
        query = {
            "bool": {
                "should": [
                    {"term": {"state": "due"}},
                    {
                        "bool": {
                            "filter": [
                                {"term": {"state": "waiting"}},
                                {"range": {"due": {"lte": now.isoformat()}}},
                            ]
                        }
                    },
                ]
            }
        }
        body = {"query": query, "sort": [{"due": "asc"}], "size": _AT_ONCE, "_source": False}
        ((*hits,),) = await self._store.searches(HELD, [body])
        documents = await self._store.read(HELD, (hit["_id"] for hit in hits))
        return [
            _held(uri, document) for uri, document in documents.items() if _is_ready(document.source, now)
        ]


def held_stories(documents: Mapping[str, Document]) -> dict[str, Held]:
    """What is known of stories, by uri."""
    return {uri: _held(uri, document) for uri, document in documents.items()}


def _is_ready(source: Mapping[str, Any], now: datetime) -> bool:
    return source["state"] == "due" or (
        source["state"] == "waiting" and datetime.fromisoformat(source["due"]) <= now
    )


def _document(held: Held) -> dict[str, Any]:
    return {
        "uri": held.uri,
        "version": held.order // 2,
        "state": held.state,
        "due": held.story["embargoed"] if held.story else None,
        "story": held.story,
    }


def _held(uri: str, document: Document) -> Held:
    return Held(uri, document.version, document.source["state"], document.source["story"])
