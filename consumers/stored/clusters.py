"""Which stories in Elasticsearch are copies of one another: looked up there, so that any number of workers agree."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from consumers.chunks import chunks
from consumers.stored.elastic import Store, Write
from pipeline.copies import Member, Sketches, bands, placed, superseded
from schemas import Story

MOST_KIN = 200
"""candidates that are asked for, the best first; a story that has more copies finds its cluster through any of them"""
EACH = 16
"""candidates that one search for all stories of a batch may find for each of them; with more, each is searched for"""
MOST_MEMBERS = 2_000
"""of one cluster whose places are looked after"""
MOST_ROUNDS = 5
"""looks at clusters that others move at the same time"""

_FIELDS: Final = (
    *("uri", "version", "pubstatus", "signature", "evolvedfrom"),
    *("origin", "copy_of", "similarity", "superseded_by"),
    {"field": "published", "format": "epoch_millis"},
)
"""of what may be of one cluster, from the columns of the index: whole documents, unpacked for these, filled
Elasticsearch's memory"""
_SIGNED: Final = ("uri", "signature")
"""of a candidate, of which hundreds turn out to be none"""


class Rewrite(NamedTuple):
    """A usable story that says which one it is a rewrite of."""

    uri: str
    version: int
    parent: str


def rewritten(uri: str, rewrites: Iterable[Rewrite], stand: Mapping[str, Story]) -> int | None:
    """The latest version of a story's rewrites, as they stand; None if it has none."""
    stored = (each.version for each in rewrites if each.parent == uri and each.uri not in stand)
    here = (
        other.version for other in stand.values() if other.evolvedfrom == uri and other.pubstatus == "usable"
    )
    return max((*stored, *here), default=None)


class Clusters:
    """The clusters of the stories that are stored.

    Each worker looks after it has stored its stories and made them visible, so of two copies that arrive at once at
    two workers at least one sees the other, and puts both in their places.
    """

    def __init__(self, store: Store, alias: str) -> None:
        self._store = store
        self._alias = alias

    async def place(self, stories: Sequence[Story], *, new: Collection[str] = ()) -> dict[str, Member]:
        """Find each story's cluster, and store the places that have changed, those of other members too.

        The stories have to be stored, each with the origin that it had; `new` are the uris of those that had none, for
        they were never there before. Gives their places by uri; one that is killed
        or withheld has none, and no longer takes the place of the story that it was a rewrite of, nor is it what
        links two others. Raises `Unavailable` while Elasticsearch is away.
        """
        if not stories:
            return {}
        # Another worker may place members of the same clusters meanwhile, or have been away with what it knew of them
        # in hand: whoever writes looks again, so the last to write has seen all that there is.
        places: dict[str, Member] = {}
        left: set[str] = set()
        looking = list(stories)
        for _ in range(MOST_ROUNDS):
            found = await self._near(looking, new)
            known = _places(looking, found)
            places |= {story.uri: known[story.uri] for story in looking if story.uri in known}
            left |= {story.uri for story in looking if story.uri in found and found[story.uri].has_left}
            moved = [one for uri, one in known.items() if found[uri].member != one]
            if not moved:
                break
            await self._keep(moved)
            origins = {one.origin for one in moved}
            looking = [
                story
                for story in looking
                if story.uri in left or (story.uri in known and known[story.uri].origin in origins)
            ]
        # last: by the origin that they had, those whom they were with are found, after a crash too
        await self._keep(
            [
                Member(story.uri, story.version, None, origin=story.uri)
                for story in stories
                if story.uri in left
            ]
        )
        return places

    async def rewrites(self, uris: Sequence[str]) -> list[Rewrite]:
        """The rewrites of these stories that searches find by now."""
        if not uris:
            return []
        body = {
            "query": {
                "bool": {"filter": [{"terms": {"evolvedfrom": uris}}, {"term": {"pubstatus": "usable"}}]}
            },
            "size": MOST_MEMBERS,
            "_source": ["uri", "version", "evolvedfrom"],
        }
        (hits,) = await self._store.searches(self._alias, [body])
        return [
            Rewrite(found["uri"], found["version"], found["evolvedfrom"])
            for found in (hit["_source"] for hit in hits)
        ]

    async def _near(self, stories: Sequence[Story], new: Collection[str]) -> dict[str, "_Found"]:
        """All that these stories may have been made from, or have been, and all members of the clusters that they are
        in, were in, or may be in."""
        await self._store.refresh(self._alias)
        near = await self._kin(stories)
        uris = {story.uri for story in stories}
        origins = {one.origin for uri, one in near.items() if one.member is not None or uri in uris}
        # who is new, and has no kin, is all of its cluster: most stories are
        alone = {uri for uri in new if not any(one.origin == uri for of, one in near.items() if of != uri)}
        if not origins - alone:
            return near
        return await self._found([{"terms": {"origin": sorted(origins - alone)}}], MOST_MEMBERS) | near

    async def _kin(self, stories: Sequence[Story]) -> dict[str, "_Found"]:
        """These stories, their parents and their rewrites, and all that they are copies of, or that are copies of them."""
        families = {"bool": {"should": [each for story in stories for each in _family(story)]}}
        signed = [story for story in stories if story.signature]
        # few are anyone's copies, and one search finds out for all
        most = max(MOST_KIN, EACH * len(signed))
        family, *alike = await self._store.searches(
            self._alias, [_asked({"bool": {"filter": families}}, MOST_MEMBERS), *_candidates(signed, most)]
        )
        found = _all_found(family)
        asking = [signed] * len(alike)
        if alike and len(alike[0]) == most:
            asking = [[story] for story in signed]
            alike = await self._store.searches(self._alias, [_ranked(story) for story in signed])
        copies = {uri for some, hits in zip(asking, alike, strict=True) for uri in _copies(some, _read(hits))}
        far = chunks(sorted(copies - found.keys()), MOST_MEMBERS)
        return found | await self._found([{"terms": {"uri": uris}} for uris in far], MOST_MEMBERS)

    async def _found(self, queries: Sequence[Mapping[str, Any]], most: int) -> dict[str, "_Found"]:
        answers = await self._store.searches(self._alias, [_asked(query, most) for query in queries])
        return _all_found(hit for hits in answers for hit in hits)

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
    names = ("origin", "copy_of", "similarity", "superseded_by")
    return {name: getattr(one, name) for name in names}


def _asked(query: Mapping[str, Any], most: int, fields: Sequence[Any] = _FIELDS) -> dict[str, Any]:
    return {
        "query": query,
        "size": most,
        "stored_fields": "_none_",
        "docvalue_fields": fields,
        "track_total_hits": False,
    }


def _read(hits: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: values[0] for name, values in hit["fields"].items()} for hit in hits]


def _all_found(hits: Iterable[Mapping[str, Any]]) -> dict[str, "_Found"]:
    return {found.uri: found for found in map(_found, _read(hits))}


def _candidates(stories: Sequence[Story], most: int) -> list[dict[str, Any]]:
    """A search for what shares a band with any of these stories, if there are any."""
    terms = sorted({band for story in stories if story.signature for band in bands(story.signature)})
    others = {"terms": {"uri": [story.uri for story in stories]}}
    query = {"bool": {"filter": {"terms": {"bands": terms}}, "must_not": others}}
    return [_asked(query, most, _SIGNED)] if terms else []


def _ranked(story: Story) -> dict[str, Any]:
    """A search for what shares most bands with a story: among a million thousands share one by chance, and what `terms`
    finds is all worth the same."""
    alike = [{"term": {"bands": band}} for band in bands(story.signature)] if story.signature else []
    own = {"term": {"uri": story.uri}}
    return _asked({"bool": {"should": alike, "must_not": own, "minimum_should_match": 1}}, MOST_KIN, _SIGNED)


def _copies(stories: Iterable[Story], found: Sequence[Mapping[str, Any]]) -> set[str]:
    """The uris of what is a copy of one of the stories, or has it for a copy."""
    sketches = Sketches([each.get("signature") for each in found])
    return {found[at]["uri"] for story in stories for at in sketches.copies(story.signature)}


def _family(story: Story) -> list[dict[str, Any]]:
    return [
        {"terms": {"uri": [uri for uri in (story.uri, story.evolvedfrom) if uri]}},
        {"term": {"evolvedfrom": story.uri}},
        {"term": {"superseded_by": story.uri}},
    ]


def _born(version: int, published: int | None, parent: str | None) -> int:
    """When a story came about: as it was published, and not after its version was made. A rewrite may have its
    parent's time of publication."""
    return version if published is None or parent is not None else min(version, published)


class _Found(NamedTuple):
    """What a search finds of a story; it has no `member` when it is killed or withheld."""

    uri: str
    origin: str
    member: Member | None

    @property
    def has_left(self) -> bool:
        """Whether it is killed or withheld, and still stands under the origin that it had."""
        return self.member is None and self.origin != self.uri


def _found(fields: Mapping[str, Any]) -> _Found:
    usable = fields["pubstatus"] == "usable"
    uri = fields["uri"]
    return _Found(uri, fields.get("origin") or uri, _member(fields) if usable else None)


def _places(stories: Sequence[Story], found: Mapping[str, _Found]) -> dict[str, Member]:
    """The members of the clusters concerned, each with the place that it has now."""
    uris = {story.uri for story in stories}
    parents = {story.evolvedfrom for story in stories}
    usable = {uri: one.member for uri, one in found.items() if one.member is not None}
    former = {one.origin for uri, one in found.items() if uri in uris}
    known = usable | placed(usable, uris, former=former)
    rewritten = (
        uri for uri, one in known.items() if uri in uris or one.superseded_by in uris or uri in parents
    )
    return known | superseded(known, rewritten)


def _member(fields: Mapping[str, Any]) -> Member:
    parent, published = fields.get("evolvedfrom"), fields.get("published")
    return Member(
        fields["uri"],
        _born(fields["version"], int(published) if published is not None else None, parent),
        fields.get("signature"),
        origin=fields.get("origin") or fields["uri"],
        copy_of=fields.get("copy_of"),
        similarity=fields.get("similarity"),
        parent=parent,
        superseded_by=fields.get("superseded_by"),
    )
