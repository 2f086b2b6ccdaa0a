"""The quotes that there are, those of the latest stories first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import quote as quoted

from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.errors import Refused
from consumers.desk.quoted.asked import Asked, query, words
from consumers.rules.searches import STORIES
from consumers.stored.elastic import Store
from schemas import Quote, QuoteKind
from schemas.base import Moment

MOST: Final = 30
"""quotes of a page, and those that the last of its stories has beyond that"""
_STORIES: Final = 20
_TURNS: Final = 15
"""times that the next stories are asked for, for one page"""
_CURSOR: Final = re.compile(r"(?P<published>-?\d{1,19})_(?P<uri>[^\x00-\x1f]{1,640})")
_LONG: Final = 2**63
_SORT: Final[list[str | Mapping[str, Any]]] = [
    {"published": {"order": "desc", "missing": "_last"}},
    {"uri": "asc"},
]
_FIELDS: Final = ["uri", "headline", "provider", "published", "text", "quotes"]


class Said(BaseModel):
    """A quote. `spans` are offsets into the story's text; `link` leads there."""

    model_config = ConfigDict(frozen=True)

    speaker: str
    speaker_text: str = Field(description="the words that name the speaker there")
    kind: QuoteKind
    text: str = Field(description="what is said; parts of a split quote have … between them")
    cue: str | None = Field(description="the word that reports")
    spans: tuple[tuple[int, int], ...]
    story: str
    headline: str | None
    provider: str | None
    published: Moment | None
    link: str


class Page(NamedTuple):
    """Quotes, and what the next page is asked for by; None if there is none."""

    quotes: tuple[Said, ...]
    after: str | None


async def quotes(store: Store, asked: Asked) -> Page:
    """A page of what was asked for. Raises `Refused` on what can't be asked, and `Unavailable`."""
    found: list[Said] = []
    at: list[Any] | None = _place(asked.after) if asked.after else None
    for _ in range(_TURNS):
        with store.waiting():
            answer = await store.client.search(
                index=store.name(STORIES),
                query=query(asked),
                sort=_SORT,
                source_includes=_FIELDS,
                size=_STORIES,
                search_after=at,
                track_total_hits=False,
            )
        hits = answer["hits"]["hits"]
        for hit in hits:
            at = hit["sort"]
            found += wanted(hit["_source"], asked)
            if len(found) >= MOST:
                return Page(tuple(found), _cursor(hit["sort"]))
        if len(hits) < _STORIES:
            return Page(tuple(found), None)
    return Page(tuple(found), _cursor(at) if at else None)


def wanted(story: Mapping[str, Any], asked: Asked) -> Iterator[Said]:
    """Those quotes of a story that are asked for, in its order."""
    by, about = words(asked.speaker), words(asked.about)
    text = story["text"]
    for source in story.get("quotes", ()):
        quote = Quote.model_validate(source)
        if quote.speaker is None or (asked.kind and quote.kind != asked.kind):
            continue
        said = " … ".join(text[start:end] for start, end in quote.spans)
        if any(has(who.name, by) for who in (quote.speaker, *quote.joint)) and has(said, about):
            yield _said(story, quote, said)


def has(text: str, those: Sequence[str]) -> bool:
    """Whether each word begins one of the text's; an s at its end may be missing."""
    folded = text.casefold()
    return all(re.search(rf"\b{re.escape(word.rstrip('s') or word)}", folded) for word in those)


def _said(story: Mapping[str, Any], quote: Quote, said: str) -> Said:
    if quote.speaker is None:
        raise ValueError("a quote that no one says")
    start, end = quote.spans[0]
    return Said(
        speaker=" and ".join(who.name for who in (quote.speaker, *quote.joint)),
        speaker_text=quote.speaker.text,
        kind=quote.kind,
        text=said,
        cue=quote.cue.text if quote.cue else None,
        spans=quote.spans,
        story=story["uri"],
        headline=story.get("headline"),
        provider=story.get("provider"),
        published=story.get("published"),
        link=f"/story?uri={quoted(story['uri'], safe='')}#c={start}-{end}",
    )


def _cursor(sort: Sequence[Any]) -> str:
    return f"{sort[0]}_{sort[1]}"


def _place(cursor: str) -> list[Any]:
    match = _CURSOR.fullmatch(cursor)
    if match is None or not -_LONG <= int(match["published"]) < _LONG:
        raise Refused("after: is not what a page of quotes gave")
    return [int(match["published"]), match["uri"]]
