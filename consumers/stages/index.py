"""stories → Elasticsearch, → claims, and → stories.stored: the version that stands is searchable, its copies are
found, and what it claims is counted."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import structlog

from consumers import topics
from consumers.clusters import Clusters
from consumers.elastic import Outcome, Store, Write
from consumers.record import Record
from consumers.stage import Outbox, Stage, readable
from pipeline.claims import StoredStory, Succession, ledger_key, succession
from pipeline.copies import Member, bands
from schemas import Story
from schemas.elasticsearch import facets

log = structlog.get_logger()

STORIES = "stories-all"
"""the alias that shows withheld and killed stories too"""


class Stored(msgspec.Struct, frozen=True):
    """A story version that search finds now, and the first story of its cluster: private, for the stage `watch`."""

    uri: str
    version: int
    origin: str


class Index(Stage):
    """The story is stored before its claims are sent: after a crash between the two they are sent again from it."""

    name = "index"
    reads = topics.STORIES

    async def open(self) -> None:
        self._store = Store(self.settings)
        self._clusters = Clusters(self._store, STORIES)

    async def close(self) -> None:
        await self._store.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        arrived = readable(batch, out, self._story)
        documents = await self._store.read(STORIES, (story.uri for _, story in arrived))
        stand = {uri: stored_story(document.source) for uri, document in documents.items()}
        steps: list[tuple[Record, Succession]] = []
        for record, story in arrived:
            step = succession(stand.get(story.uri), story)
            stand[story.uri] = step.stored
            steps.append((record, step))
        refused = await self._keep([step.stored for _, step in steps if step.verdict == "newer"])
        places = await self._clusters.place(
            [
                stand[uri]
                for uri in dict.fromkeys(step.stored.uri for _, step in steps if step.verdict != "older")
                if uri not in refused
            ]
        )
        for record, step in steps:
            outcome = refused.get(step.stored.uri)
            if outcome is not None and not outcome.conflict:
                out.reject(record, f"Elasticsearch refuses it: {outcome.reason}")
            elif outcome is None:
                send_claims(step, out)
                send_stored(step, places.get(step.stored.uri), out)
            # a conflict: another worker has stored a newer version meanwhile, and sends what follows from it

    def _story(self, record: Record) -> Story:
        most = self.settings.story_bytes
        if len(record.value) > most:
            # Elasticsearch would answer 429 to it for ever
            raise ValueError(
                f"is {len(record.value):,} bytes long; a story may have {most:,} (MUSTER_STORY_BYTES)"
            )
        return Story.model_validate_json(record.value)

    async def _keep(self, stories: Sequence[StoredStory]) -> dict[str, Outcome]:
        """Store the last of each story's versions; those that Elasticsearch would not take, by uri."""
        last = {story.uri: story for story in stories}
        outcomes = await self._store.write(
            STORIES, [Write(story.uri, document(story), version=order(story)) for story in last.values()]
        )
        return {outcome.write.id: outcome for outcome in outcomes if not outcome.done}


def send_claims(step: Succession, out: Outbox) -> None:
    """What is claimed first, then what is taken back: a figure that replaces another must not find it gone."""
    for claim in (*step.made, *step.withdrawn):
        out.send(
            topics.CLAIMS, key=ledger_key(claim).rpartition("/")[0], value=claim.model_dump_json().encode()
        )


def send_stored(step: Succession, place: Member | None, out: Outbox) -> None:
    """Those who watch for stories may look at this one. Copies have one key: one worker at a time says of which of
    them to tell."""
    story = step.stored
    if step.verdict != "older" and story.pubstatus == "usable" and not story.silent:
        origin = place.origin if place else story.uri
        stored = Stored(uri=story.uri, version=story.version, origin=origin)
        out.send(topics.STORED, key=origin, value=msgspec.json.encode(stored))


def order(story: Story) -> int:
    """A story's version as Elasticsearch compares it: at a tie `canceled` wins."""
    return 2 * story.version + (story.pubstatus == "canceled")


def document(story: StoredStory) -> dict[str, Any]:
    """A story as it is stored: itself, what is asked of it often, and what its copies are found by."""
    return {
        **story.model_dump(mode="json"),
        **facets(story),
        "bands": bands(story.signature) if story.signature else [],
        "origin": story.uri,
    }


def stored_story(source: Mapping[str, Any]) -> StoredStory:
    """The story in a stored document."""
    return StoredStory.model_validate(
        {name: source[name] for name in StoredStory.model_fields if name in source}
    )
