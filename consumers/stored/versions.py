"""The earlier versions of stories: what a story said before it was replaced, so that people can see what changed.

Of a story that is killed no words are kept: those of its earlier versions go too.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from consumers.stored.elastic import Store, Write
from pipeline.claims.ids import made_from
from schemas import Story

VERSIONS: Final = "versions"
"""the index"""

_KEPT: Final = (
    "uri", "version", "pubstatus", "headline", "text", "language", "provider", "published", "byline", "url",
    "text_sha256", "extractor",
)  # fmt: skip
_WORDS: Final[Mapping[str, Any]] = {"headline": None, "text": "", "byline": None, "url": None}

_AS_IT_WAS, _WORDLESS = 1, 2
"""external versions of a document: its words can go, and a late write can't bring them back"""
_PAGE: Final = 1_000


def version_id(uri: str, version: int) -> str:
    """The id of a version's document: made from uri@version, which may be longer than an id can be."""
    return made_from("version", uri, version)


class Versions:
    """Earlier versions in Elasticsearch. Every write may be repeated."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, replaced: Sequence[Story]) -> None:
        """Keep versions that are about to be replaced. Raises `Unavailable` while Elasticsearch is away.

        One that Elasticsearch refuses is not kept: the story itself was taken, and must not wait for its past.
        """
        writes = {
            version_id(story.uri, story.version): Write(
                version_id(story.uri, story.version), _document(story), version=_AS_IT_WAS
            )
            for story in replaced
        }
        await self._store.write(VERSIONS, list(writes.values()))

    async def forget(self, uris: Sequence[str]) -> None:
        """Take away the words of all that is kept of these stories."""
        if not uris:
            return
        await self._store.refresh(VERSIONS)
        for uri in uris:
            await self._forget(uri)

    async def _forget(self, uri: str) -> None:
        after: dict[str, Any] = {}
        while True:
            body = {"query": {"term": {"uri": uri}}, "sort": [{"version": "asc"}], "size": _PAGE, **after}
            hits = (await self._store.searches(VERSIONS, [body | {"_source": {"excludes": ["text"]}}]))[0]
            writes = [
                Write(hit["_id"], {**hit["_source"], **_WORDS, "pubstatus": "canceled"}, version=_WORDLESS)
                for hit in hits
            ]
            await self._store.write(VERSIONS, writes)
            if len(hits) < _PAGE:
                return
            after = {"search_after": hits[-1]["sort"]}


def _document(story: Story) -> dict[str, Any]:
    return story.model_dump(mode="json", include=set(_KEPT))
