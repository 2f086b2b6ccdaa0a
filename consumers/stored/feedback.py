"""What analysts have marked, in Elasticsearch: an index of its own, apart from what the machine says."""

from collections.abc import AsyncIterator
from typing import Any, Final, NamedTuple

from consumers.errors import MusterError
from consumers.stored.elastic import Document, Store, Write
from schemas.feedback import About, Feedback

FEEDBACK: Final = "feedback"
"""the index"""

MOST: Final = 1_000
"""marks of one story that are looked at"""
_PAGE: Final = 500


class Page(NamedTuple):
    """Marks, the latest first, and what the next page is asked for by; None if there is none."""

    feedback: tuple[Feedback, ...]
    after: list[Any] | None


async def keep(store: Store, feedback: Feedback, *, after: Document | None = None) -> bool:
    """Keep a mark in the place of what the same analyst said of the same words before; with `after`, only in the place
    of that document. Whether it is kept: not if someone was quicker. Raises `Unavailable`."""
    write = Write(feedback.id, feedback.model_dump(mode="json"), after=after)
    (outcome,) = await store.write(FEEDBACK, [write])
    if outcome.conflict:
        return False
    if not outcome.done:
        raise MusterError(f"Elasticsearch refuses the mark: {outcome.reason}")
    await store.refresh(FEEDBACK)
    return True


async def one(store: Store, mark: str) -> tuple[Feedback, Document] | None:
    """A mark and its document, for whoever changes it; None if there is none."""
    document = (await store.read(FEEDBACK, [mark])).get(mark)
    return (Feedback.model_validate(document.source), document) if document else None


async def of_story(store: Store, uri: str) -> tuple[Feedback, ...]:
    """All that was marked in a story, in the order of its text."""
    found = await page(store, story=uri, most=MOST)
    return tuple(sorted(found.feedback, key=lambda each: (each.span.start, each.at)))


async def page(
    store: Store,
    *,
    story: str = "",
    about: About | None = None,
    after: list[Any] | None = None,
    most: int = _PAGE,
) -> Page:
    """A page of what was marked."""
    wanted = [{"term": {name: value}} for name, value in (("story", story), ("about", about)) if value]
    with store.waiting():
        answer = await store.client.search(
            index=store.name(FEEDBACK),
            query={"bool": {"filter": wanted}},
            sort=[{"at": "desc"}, {"id": "asc"}],
            size=most,
            search_after=after,
            track_total_hits=False,
        )
    hits = answer["hits"]["hits"]
    found = tuple(Feedback.model_validate(hit["_source"]) for hit in hits)
    return Page(found, hits[-1]["sort"] if len(hits) == most else None)


async def everything(store: Store, *, about: About | None = None) -> AsyncIterator[Feedback]:
    """All that was marked, the latest first."""
    await store.refresh(FEEDBACK)
    after: list[Any] | None = None
    while True:
        found = await page(store, about=about, after=after)
        for feedback in found.feedback:
            yield feedback
        if found.after is None:
            return
        after = found.after
