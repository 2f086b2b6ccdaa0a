"""Stories as JSON: searching, one story, its copies, its versions, what changed, names."""

import asyncio
import json
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from consumers.desk.access import Reader, TheDesk
from consumers.desk.errors import Refused
from consumers.desk.search import names, results
from consumers.desk.search.facets import Facets
from consumers.desk.search.language import Misread, understood
from consumers.desk.search.passages import Passage
from consumers.desk.search.query import Order
from consumers.desk.story import changes, read
from schemas import Story
from schemas.base import Moment
from schemas.published import examples

router = APIRouter(prefix="/api", tags=["stories"])


class Stretch(BaseModel):
    """A part of a passage; `found`: the search found it."""

    text: str
    found: bool


class Found(BaseModel):
    """A story that a search found."""

    uri: str
    version: int
    headline: str | None
    provider: str | None
    published: Moment | None
    language: str
    origin: str
    passages: list[list[Stretch]]
    copies: int


class Counted(BaseModel):
    """A name, and in how many of the stories it is."""

    name: str
    stories: int


class Time(BaseModel):
    """How many of the stories are from the day `since` to before the day `until`."""

    since: date
    until: date
    stories: int


class FoundPage(BaseModel):
    """A page of a search. `after` of the next call is this `next`; null: there is no more."""

    stories: int
    origins: int
    found: list[Found]
    facets: dict[str, list[Counted]]
    dates: list[Time]
    next: str | None


class Copy(BaseModel):
    """Another story of the same origin."""

    uri: str
    headline: str | None
    provider: str | None
    published: Moment | None
    similarity: float | None
    is_origin: bool


class Version(BaseModel):
    """An earlier version. Of one that was taken back no words are kept."""

    version: int
    at: Moment
    headline: str | None
    pubstatus: str


class Stretched(BaseModel):
    """Text that is the same, gone or new."""

    how: changes.How
    text: str


class Changed(BaseModel):
    """One place that changed, or how many paragraphs that did not lie between."""

    parts: list[Stretched]
    unchanged: int


class Named(BaseModel):
    """A name that begins so, what it is, and the search with it."""

    name: str
    kind: str
    stories: int
    search: str


_URI = "urn:example:wire:norway-estonia"
_COPY = {
    "uri": "urn:example:paper:1",
    "headline": "Norway says at least 2,400 of its soldiers are in Estonia",
    "provider": "Example Paper",
    "published": "2026-11-16T06:40:00Z",
}


def _example(value: Any) -> dict[int | str, dict[str, Any]]:
    fault = {"application/json": {"example": {"detail": "There is no such thing."}}}
    return {
        200: {"content": {"application/json": {"example": value}}},
        400: {"description": "the question can't be understood", "content": fault},
        401: {"description": "nobody has signed in", "content": fault},
        503: {"description": "Elasticsearch is away", "content": fault},
    }


_GONE: dict[int | str, dict[str, Any]] = {
    404: {"description": "there is no such story"},
    410: {"description": "the story was killed or is withheld"},
}

Uri = Annotated[str, Query(description="the story's", examples=[_URI])]


@router.get(
    "/stories",
    responses=_example(
        {
            "stories": 12,
            "origins": 1,
            "found": [
                {
                    **_COPY,
                    "version": 1794809100000,
                    "language": "en",
                    "origin": "urn:example:paper:1",
                    "passages": [
                        [
                            {"text": "At least 2,400 Norwegian ", "found": False},
                            {"text": "soldiers", "found": True},
                        ]
                    ],
                    "copies": 11,
                }
            ],
            "facets": {"force": [{"name": "Norway", "stories": 12}]},
            "dates": [{"since": "2026-11-16", "until": "2026-11-17", "stories": 12}],
            "next": None,
        }
    ),
)
async def search(
    desk: TheDesk,
    user: Reader,
    q: Annotated[
        str, Query(description="as in the search box", examples=["soldiers force:NO number>1000"])
    ] = "",
    sort: Annotated[Order, Query(description="best needs words to be best by")] = "newest",
    after: Annotated[str | None, Query(description="`next` of the page before")] = None,
    size: Annotated[int, Query(ge=1, le=100)] = results.PAGE,
    fold: Annotated[bool, Query(description="whether copies are folded under one of them")] = True,
) -> FoundPage:
    """Search the stories."""
    try:
        asked = understood(q)
    except Misread as error:
        raise Refused(str(error)) from None
    found = await results.find(desk.store, asked, by=sort, after=after, folded=fold, size=size)
    assert found.facets is not None
    return FoundPage(
        stories=found.facets.stories,
        origins=found.facets.origins,
        found=[_found(hit) for hit in found.hits],
        facets=_facets(found.facets),
        dates=[Time(since=bar.since, until=bar.until, stories=bar.stories) for bar in found.facets.dates],
        next=found.after,
    )


@router.get("/stories/{uri:path}", responses=_example(json.loads(examples("story")["story.json"])) | _GONE)
async def story(desk: TheDesk, user: Reader, uri: str) -> Story:
    """One story with all that was found in it, as on the topic `stories`."""
    found, _ = await read.story(desk.store, uri)
    return found


@router.get("/copies", responses=_example([_COPY | {"similarity": 0.97, "is_origin": False}]) | _GONE)
async def copies(desk: TheDesk, user: Reader, uri: Uri) -> list[Copy]:
    """The other stories of the same origin, up to a hundred."""
    _, origin = await read.story(desk.store, uri)
    return [Copy.model_validate(vars(copy)) for copy in await read.copies(desk.store, uri, origin)]


@router.get(
    "/versions",
    responses=_example(
        [{"version": 1794809000000, "at": "2026-11-16T06:03:20Z", "headline": None, "pubstatus": "usable"}]
    )
    | _GONE,
)
async def versions(desk: TheDesk, user: Reader, uri: Uri) -> list[Version]:
    """A story's earlier versions, the latest first, up to a hundred."""
    found = (await read.read(desk.store, uri)).versions
    return [
        Version(version=one.version, at=one.at, headline=one.headline, pubstatus=one.pubstatus)
        for one in found
    ]


@router.get(
    "/changes",
    responses=_example(
        [{"parts": [{"how": "gone", "text": "3,000"}, {"how": "new", "text": "10,000"}], "unchanged": 0}]
    )
    | _GONE,
)
async def what_changed(
    desk: TheDesk,
    user: Reader,
    uri: Uri,
    version: Annotated[
        int, Query(ge=0, lt=2**63, description="an earlier version", examples=[1794809000000])
    ],
) -> list[Changed]:
    """What changed in the text from an earlier version to the one that stands."""
    now, _ = await read.story(desk.store, uri)
    before = await read.version(desk.store, uri, version)
    found = await asyncio.to_thread(changes.changes, before.text, now.text)
    return [
        Changed(
            parts=[Stretched(how=part.how, text=part.text) for part in one.parts], unchanged=one.unchanged
        )
        for one in found
    ]


@router.get(
    "/names",
    responses=_example(
        [{"name": "John Kirby", "kind": "person", "stories": 12, "search": 'person:"John Kirby" '}]
    ),
)
async def begun(
    desk: TheDesk,
    user: Reader,
    q: Annotated[str, Query(description="what is typed so far", examples=["kir"])],
) -> list[Named]:
    """Names that begin as the last word does, the most frequent first."""
    return [Named(**vars(one)) for one in await names.suggestions(desk.store, q)]


def _found(hit: results.Hit) -> Found:
    return Found(
        uri=hit.uri,
        version=hit.version,
        headline="".join(piece.text for piece in hit.headline) or None,
        provider=hit.provider,
        published=datetime.fromisoformat(hit.published) if hit.published else None,
        language=hit.language,
        origin=hit.origin,
        passages=[_stretches(passage) for passage in hit.passages],
        copies=hit.copies,
    )


def _stretches(passage: Passage) -> list[Stretch]:
    return [Stretch(text=piece.text, found=piece.found) for piece in passage]


def _facets(found: Facets) -> dict[str, list[Counted]]:
    return {
        facet.field: [Counted(name=one.name, stories=one.stories) for one in facet.names]
        for facet in found.names
    }
