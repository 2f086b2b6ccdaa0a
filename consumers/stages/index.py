"""stories → Elasticsearch, → claims, and → stories.stored: the version that stands is searchable, its copies are
found, and what it claims is counted; one under embargo waits for its time."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
import structlog

from consumers import topics
from consumers.metrics import stories as measures
from consumers.record import Record
from consumers.settings import Settings
from consumers.stage import Outbox, Stage, readable
from consumers.stored.clusters import Clusters, Rewrite, rewritten
from consumers.stored.elastic import Outcome, Store, Write
from consumers.stored.held import HELD, HeldStories, held_stories
from consumers.stored.places import Places
from consumers.stored.versions import Versions
from pipeline.claims import StoredStory, Succession, ledger_key, succession
from pipeline.copies import Member, bands
from pipeline.embargo import Held, hold, order_of, settled, verdict
from schemas import Story
from schemas.elasticsearch import facets

log = structlog.get_logger()

STORIES = "stories-all"
"""the alias that shows withheld and killed stories too"""

FEW = 4
"""messages of a batch that lets the next one begin before its copies are known; under load the next one would only be
the smaller for it"""

POLL = 1.0
"""seconds between two looks for stories whose embargo is over"""


def now() -> datetime:
    """The clock of every day."""
    return datetime.now(UTC)


class Stored(msgspec.Struct, frozen=True):
    """A story version that search finds now, and the first story of its cluster: private, for the stage `watch`."""

    uri: str
    version: int
    origin: str


class Index(Stage):
    """The story is stored before its claims are sent: after a crash between the two they are sent again from it."""

    name = "index"
    reads = topics.STORIES

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = now,
        store: Callable[[Settings], Store] = Store,
    ) -> None:
        super().__init__(settings)
        self._clock = clock
        self._made = store

    async def open(self) -> None:
        self._store = self._made(self.settings)
        self._clusters = Clusters(self._store, STORIES)
        self._places = Places(self._clusters)
        self._versions = Versions(self._store)
        self._held = HeldStories(self._store)

    async def close(self) -> None:
        await self._store.close()

    async def meanwhile(self, out: Outbox) -> None:
        while True:
            await self.release(out)
            await asyncio.sleep(POLL)

    async def release(self, out: Outbox) -> None:
        """Send on the stories whose embargo is over by now; they come back as any other."""
        await self._held.release(out, self._clock())

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        parts = list(one_version_each(readable(batch, out, self._story)))
        for part in parts:
            await self._handle(part, out, may_go_on=part is parts[-1] and len(batch) <= FEW)

    async def _handle(self, arrived: Sequence[tuple[Record, Story]], out: Outbox, *, may_go_on: bool) -> None:
        uris = [story.uri for _, story in arrived]
        parents = [story.evolvedfrom for _, story in arrived if story.evolvedfrom]
        read, rewrites = await asyncio.gather(
            self._store.read_all({STORIES: [*uris, *parents], HELD: uris}), self._clusters.rewrites(uris)
        )
        documents = read[STORIES]
        stand = {uri: stored_story(document.source) for uri, document in documents.items()}
        plan = planned(arrived, stand, held_stories(read[HELD]), rewrites, self._clock())
        steps = plan.steps
        # before what replaces them is stored: after a crash between the two nothing would know them any more
        await self._versions.keep(plan.replaced)
        newer = [step.stored for _, step, _ in steps if step.verdict == "newer"]
        refused = await self._keep(
            newer, origins={uri: each.source["origin"] for uri, each in documents.items()}
        )
        await self._hold(plan, refused, out)
        changed = {step.stored.uri: step.stored for _, step, _ in steps if step.verdict != "older"}
        await self._versions.forget(
            sorted(uri for uri, story in changed.items() if story.pubstatus == "canceled")
        )
        for record, step, _ in steps:
            outcome = refused.get(step.stored.uri)
            if outcome is None:
                send_claims(step, record, out)
            elif not outcome.conflict:
                out.reject(record, f"Elasticsearch refuses it: {outcome.reason}")
            # a conflict: another worker has stored a newer version meanwhile, and sends what follows from it
        # What a version claims is sent before the next one is stored: after a crash between the two nothing would say
        # any more what the first had claimed. And who waits for an alert need not wait until copies are known.
        await out.flush()
        # a parent that comes behind its rewrite has to find it by a search
        goes_on = may_go_on and not parents
        # who is killed is gone from searches at once
        waits = goes_on and all(story.pubstatus == "usable" for story in changed.values())
        if goes_on:
            out.go_on()
        places = await self._places.of(
            [story for uri, story in changed.items() if uri not in refused],
            new=set(uris) - documents.keys(),
            patience=self.settings.gather_seconds if waits else 0.0,
        )
        measures.searchable(step for _, step, _ in steps if step.stored.uri not in refused)
        for record, step, silent in steps:
            if step.stored.uri not in refused and not silent:
                send_stored(step, places.get(step.stored.uri), record, out)

    def _story(self, record: Record) -> Story:
        most = self.settings.story_bytes
        if len(record.value) > most:
            # Elasticsearch would answer 429 to it for ever
            raise ValueError(
                f"is {len(record.value):,} bytes long; a story may have {most:,} (MUSTER_STORY_BYTES)"
            )
        return Story.model_validate_json(record.value)

    async def _hold(self, plan: "Plan", refused: Mapping[str, Outcome], out: Outbox) -> None:
        """After what is shown is stored: what is held then gives way to nothing that isn't there."""
        lost = {uri for uri, outcome in refused.items() if not outcome.conflict}
        outcomes = await self._held.keep([held for uri, held in plan.held.items() if uri not in lost])
        for record, uri in plan.holding:
            outcome = refused[uri] if uri in lost else outcomes.get(uri)
            if outcome is not None and not outcome.conflict:
                out.reject(record, f"Elasticsearch refuses it: {outcome.reason}")

    async def _keep(
        self, stories: Sequence[StoredStory], *, origins: Mapping[str, str]
    ) -> dict[str, Outcome]:
        """Store the last of each story's versions; those that Elasticsearch would not take, by uri. `origins` are
        those of the versions before: by them the cluster is found that a story leaves."""
        last = {story.uri: story for story in stories}
        writes = [
            Write(
                story.uri,
                document(story, origin=origins.get(story.uri)),
                version=order_of(story),
            )
            for story in last.values()
        ]
        outcomes = await self._store.write(STORIES, writes)
        return {outcome.write.id: outcome for outcome in outcomes if not outcome.done}


def one_version_each(
    arrived: Sequence[tuple[Record, Story]],
) -> Iterator[Sequence[tuple[Record, Story]]]:
    """The same in as few parts, in their order, as have no two versions of one story."""
    part: list[tuple[Record, Story]] = []
    versions: dict[str, Story] = {}
    for record, story in arrived:
        before = versions.setdefault(story.uri, story)
        if (before.version, before.pubstatus) != (story.version, story.pubstatus):
            yield part
            part, versions = [], {story.uri: story}
        part.append((record, story))
    if part:
        yield part


@dataclass
class Plan:
    """What is to be done with a batch: the steps of what is shown, and whether each came silently, the versions that
    they replace, what is held from now on or no longer, by uri, and the records that are held."""

    steps: list[tuple[Record, Succession, bool]] = field(default_factory=list)
    replaced: list[Story] = field(default_factory=list)
    held: dict[str, Held] = field(default_factory=dict)
    holding: list[tuple[Record, str]] = field(default_factory=list)


def planned(
    arrived: Sequence[tuple[Record, Story]],
    stand: dict[str, StoredStory],
    held: Mapping[str, Held],
    rewrites: Sequence[Rewrite],
    moment: datetime,
) -> Plan:
    """What becomes of each, one after the other; `stand` then has the versions that stand, beside some parents.
    `rewrites` are the rewrites that are stored."""
    plan = Plan()
    for record, story in arrived:
        shown = stand.get(story.uri)
        known = plan.held.get(story.uri, held.get(story.uri))
        decided = verdict(story, held=known, shown=shown, now=moment)
        if decided == "hold":
            plan.held[story.uri] = hold(story, before=known)
            plan.holding.append((record, story.uri))
        if decided != "show":
            continue
        step = succession(
            shown,
            story,
            parent=stand.get(story.evolvedfrom) if story.evolvedfrom else None,
            rewritten=rewritten(story.uri, rewrites, stand),
        )
        stand[story.uri] = step.stored
        plan.steps.append((record, step, story.silent))
        if shown is not None and _is_replaced(shown, step.stored):
            plan.replaced.append(shown)
        if over := settled(known, step.stored):
            plan.held[story.uri] = over
    return plan


def _is_replaced(before: Story, by: Story) -> bool:
    """Whether a version has words that another takes the place of; those of a killed story are not kept."""
    return before.pubstatus == "usable" and before.version < by.version and by.pubstatus != "canceled"


def send_claims(step: Succession, record: Record, out: Outbox) -> None:
    """What is claimed first, then what is taken back: a figure that replaces another must not find it gone."""
    for claim in (*step.made, *step.withdrawn):
        out.send(
            topics.CLAIMS,
            key=ledger_key(claim).rpartition("/")[0],
            value=claim.model_dump_json().encode(),
            of=record,
        )


def send_stored(step: Succession, place: Member | None, record: Record, out: Outbox) -> None:
    """Those who watch for stories may look at this one. Copies have one key: one worker at a time says of which of
    them to tell."""
    story = step.stored
    if step.verdict != "older" and story.pubstatus == "usable" and not story.silent:
        origin = place.origin if place else story.uri
        stored = Stored(uri=story.uri, version=story.version, origin=origin)
        out.send(topics.STORED, key=origin, value=msgspec.json.encode(stored), of=record)


def document(story: StoredStory, *, origin: str | None = None) -> dict[str, Any]:
    """A story as it is stored: itself, what is asked of it often, and what its copies are found by. `origin` is that
    of the version before, if there was one."""
    return {
        **story.model_dump(mode="json"),
        **facets(story),
        "bands": bands(story.signature) if story.signature else [],
        "origin": origin or story.uri,
    }


def stored_story(source: Mapping[str, Any]) -> StoredStory:
    """The story in a stored document."""
    return StoredStory.model_validate(
        {name: source[name] for name in StoredStory.model_fields if name in source}
    )
