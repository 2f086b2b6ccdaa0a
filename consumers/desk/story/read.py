"""A story as Elasticsearch has it, with its copies and its earlier versions."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from consumers.desk.errors import NotFound, Refused
from consumers.desk.page import moment
from consumers.rules.searches import STORIES
from consumers.stored.elastic import Store
from consumers.stored.held import HeldStories
from consumers.stored.versions import VERSIONS, version_id
from schemas import Story
from schemas.base import URI_BYTES

ALL_STORIES: Final = "stories-all"
MOST_COPIES: Final = 100
MOST_VERSIONS: Final = 100
_GONE: Final = 410


@dataclass(frozen=True)
class Copy:
    """Another story of the same origin."""

    uri: str
    headline: str | None
    provider: str | None
    published: str | None
    similarity: float | None
    is_origin: bool
    evolvedfrom: str | None


@dataclass(frozen=True)
class Version:
    """An earlier version of a story. Of one that was taken back no words are kept."""

    version: int
    headline: str | None
    text: str
    pubstatus: str

    @property
    def at(self) -> datetime:
        """When it was made."""
        return moment_of(self.version)


@dataclass(frozen=True)
class Read:
    """A story and what hangs on it; versions from the latest to the first. `held_until`: a newer version waits for the
    end of its embargo."""

    story: Story
    origin: str
    copies: tuple[Copy, ...]
    versions: tuple[Version, ...]
    held_until: datetime | None

    @property
    def at(self) -> datetime:
        """When the version that stands was made."""
        return moment_of(self.story.version)


def moment_of(version: int) -> datetime:
    """A version as a time."""
    try:
        return datetime.fromtimestamp(version / 1000, UTC)
    except (OverflowError, ValueError):
        return datetime.fromtimestamp(0, UTC)


async def story(store: Store, uri: str) -> tuple[Story, str]:
    """A story and its origin. Raises `NotFound`, or `Refused` if it is killed, withheld or under embargo, in words for
    people."""
    if not uri or len(uri.encode("utf-8", "surrogatepass")) > URI_BYTES or _is_broken(uri):
        raise NotFound("There is no story with this address.")
    documents = await store.read(ALL_STORIES, [uri])
    if uri not in documents:
        if until := await HeldStories(store).waits(uri):
            raise Refused(f"The story {uri} is under embargo until {moment(until)}.", status=_GONE)
        raise NotFound(f"There is no story {uri}. It may not have come yet.")
    source = documents[uri].source
    if source["pubstatus"] == "canceled":
        raise Refused(f"The story {uri} was killed by its newsroom. Its words are not kept.", status=_GONE)
    if source["pubstatus"] != "usable":
        raise Refused(f"The story {uri} is withheld by its newsroom for now.", status=_GONE)
    found = Story.model_validate({name: source[name] for name in Story.model_fields if name in source})
    return found, source.get("origin") or uri


async def read(store: Store, uri: str) -> Read:
    """A story with its copies and versions. Raises as `story` does."""
    found, origin = await story(store, uri)
    kin, earlier, held_until = await asyncio.gather(
        copies(store, uri, origin), versions(store, uri), HeldStories(store).waits(uri)
    )
    return Read(found, origin, kin, tuple(one for one in earlier if one.version < found.version), held_until)


async def copies(store: Store, uri: str, origin: str) -> tuple[Copy, ...]:
    """The other stories of an origin, the origin first, then as they were published."""
    body = {
        "query": {"bool": {"filter": [{"term": {"origin": origin}}], "must_not": [{"term": {"uri": uri}}]}},
        "sort": [{"published": {"order": "asc"}}, {"uri": {"order": "asc"}}],
        "_source": ["uri", "headline", "provider", "published", "similarity", "evolvedfrom"],
        "size": MOST_COPIES,
    }
    hits = (await store.searches(STORIES, [body]))[0]
    found = [_copy(hit["_source"], origin) for hit in hits]
    return tuple(sorted(found, key=lambda one: not one.is_origin))


async def versions(store: Store, uri: str) -> tuple[Version, ...]:
    """The earlier versions of a story, the latest first, without their text."""
    body = {
        "query": {"term": {"uri": uri}},
        "sort": [{"version": {"order": "desc"}}],
        "_source": ["version", "headline", "pubstatus"],
        "size": MOST_VERSIONS,
    }
    hits = (await store.searches(VERSIONS, [body]))[0]
    return tuple(_version(hit["_source"]) for hit in hits)


async def version(store: Store, uri: str, number: int) -> Version:
    """One earlier version with its text. Raises `NotFound`."""
    key = version_id(uri, number)
    documents = await store.read(VERSIONS, [key])
    if key not in documents:
        raise NotFound("That version is not kept.")
    return _version(documents[key].source)


def _copy(source: Any, origin: str) -> Copy:
    return Copy(
        source["uri"],
        source.get("headline"),
        source.get("provider"),
        source.get("published"),
        source.get("similarity"),
        source["uri"] == origin,
        source.get("evolvedfrom"),
    )


def _version(source: Any) -> Version:
    return Version(source["version"], source.get("headline"), source.get("text") or "", source["pubstatus"])


def _is_broken(uri: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in uri)
