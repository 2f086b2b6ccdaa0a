"""The stories that a search finds, copies folded under one of them.

Elasticsearch can fold (`collapse`), or go on after a hit (`search_after`), and not both. So hits are read in order,
and of each the fold is asked which member of its cluster comes first for this very search: that one is shown, the
others were, or will be found under it. No page needs to know what an earlier one showed.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from consumers.desk.errors import Refused
from consumers.desk.search.cursor import SortValues, packed, unpacked
from consumers.desk.search.facets import Facets, facets, facets_body
from consumers.desk.search.language import Asked
from consumers.desk.search.passages import Marks, Passage, Piece, cut
from consumers.desk.search.query import Order, order, query
from consumers.rules.searches import STORIES
from consumers.stored.elastic import Store

PAGE: Final = 20
_LISTED: Final = [
    "uri",
    "version",
    "headline",
    "provider",
    "published",
    "language",
    "byline",
    "origin",
    "notes",
    "forces",
    "speakers",
]
_AT_MOST_ROUNDS: Final = 50
"""a page of hits that are all copies of what was shown before is looked through, but not for ever"""
MOST_COPIES: Final = 200
_EXPORT_PAGE: Final = 200
_HEADLINE: Final = 300
_BOOKKEEPING: Final = ["claims", "withdrawn_claims", "bands", "signature"]


@dataclass(frozen=True)
class Hit:
    """A story that was found, the passages that say why, and how many of its copies were found too."""

    uri: str
    version: int
    headline: Passage
    provider: str | None
    published: str | None
    language: str
    origin: str
    passages: tuple[Passage, ...]
    copies: int
    sort: SortValues


@dataclass(frozen=True)
class Results:
    """A page of what was found. `after` is where the next page begins; None: there is none."""

    hits: tuple[Hit, ...]
    after: str | None
    facets: Facets | None


async def find(
    store: Store,
    asked: Asked,
    *,
    by: Order,
    after: str | None = None,
    folded: bool = True,
    size: int = PAGE,
    with_facets: bool = True,
) -> Results:
    """A page of a search. Raises `Refused` on a cursor that is none, `Unavailable` while Elasticsearch is away."""
    wanted, marks = query(asked), Marks()
    cursor = unpacked(after, length=len(order(by))) if after else None
    answer: Mapping[str, Any] | None = None
    listed = _listed_body(wanted, by, marks, cursor, size + 1)
    if with_facets:
        first, answer = await _ask(store, [listed, facets_body(wanted)])
    else:
        (first,) = await _ask(store, [listed])
    shown: list[Hit] = []
    batch = first["hits"]["hits"]
    for _ in range(_AT_MOST_ROUNDS):
        copies_of = await _folds(store, wanted, by, batch) if folded else {hit["_id"]: 0 for hit in batch}
        shown += [_hit(hit, marks, copies_of[hit["_id"]]) for hit in batch if hit["_id"] in copies_of]
        if len(batch) <= size or len(shown) > size:
            break
        (response,) = await _ask(store, [_listed_body(wanted, by, marks, batch[-1]["sort"], size + 1)])
        batch = response["hits"]["hits"]
    more = len(shown) > size or len(batch) > size
    hits = tuple(shown[:size])
    last = hits[-1].sort if len(shown) > size else (batch[-1]["sort"] if batch else None)
    return Results(hits, packed(last) if more and last else None, facets(answer) if answer else None)


async def copies(store: Store, asked: Asked, origin: str, *, by: Order) -> tuple[Hit, ...]:
    """All members of a cluster that a search finds, in its order."""
    wanted = {"bool": {"must": [query(asked)], "filter": [{"term": {"origin": origin}}]}}
    marks = Marks()
    (answer,) = await _ask(store, [_listed_body(wanted, by, marks, None, MOST_COPIES)])
    return tuple(_hit(hit, marks, 0) for hit in answer["hits"]["hits"])


async def everything(store: Store, asked: Asked, *, by: Order, most: int) -> AsyncIterator[Mapping[str, Any]]:
    """The documents of all stories that a search finds, copies too, up to `most`."""
    wanted, cursor, left = query(asked), None, most
    while left > 0:
        body = _hits_body(wanted, by, cursor, min(_EXPORT_PAGE, left)) | {
            "_source": {"excludes": _BOOKKEEPING}
        }
        (answer,) = await _ask(store, [body])
        hits = answer["hits"]["hits"]
        for hit in hits:
            yield hit["_source"]
        if len(hits) < _EXPORT_PAGE:
            return
        cursor, left = hits[-1]["sort"], left - len(hits)


async def _folds(
    store: Store, wanted: Mapping[str, Any], by: Order, hits: Sequence[Mapping[str, Any]]
) -> dict[str, int]:
    """Those of these hits that come first in their clusters, by id, and how many copies of each were found too."""
    if not hits:
        return {}
    origins = list(dict.fromkeys(map(_origin, hits)))
    body = {
        "query": {"bool": {"must": [wanted], "filter": [{"terms": {"origin": origins}}]}},
        "_source": False,
        "size": len(origins),
        # a rewrite stands for what it was made from
        "sort": [{"superseded_by": {"order": "asc", "missing": "_first"}}, *order(by)],
        "track_total_hits": False,
        "collapse": {"field": "origin"},
        "aggs": {"origins": {"terms": {"field": "origin", "size": len(origins), "include": origins}}},
    }
    (folds,) = await _ask(store, [body])
    first = {hit["_id"] for hit in folds["hits"]["hits"]}
    count = {each["key"]: each["doc_count"] for each in folds["aggregations"]["origins"]["buckets"]}
    return {hit["_id"]: count.get(_origin(hit), 1) - 1 for hit in hits if hit["_id"] in first}


def _listed_body(
    wanted: Mapping[str, Any], by: Order, marks: Marks, after: SortValues | None, size: int
) -> dict[str, Any]:
    return _hits_body(wanted, by, after, size) | {
        "_source": _LISTED,
        "highlight": marks.highlight(passages=2),
    }


def _hits_body(wanted: Mapping[str, Any], by: Order, after: SortValues | None, size: int) -> dict[str, Any]:
    body: dict[str, Any] = {
        "query": wanted,
        "sort": order(by),
        "size": size,
        "track_total_hits": False,
    }
    return body | ({"search_after": after} if after else {})


def _origin(hit: Mapping[str, Any]) -> str:
    return str(hit["_source"].get("origin") or hit["_source"]["uri"])


def _hit(found: Mapping[str, Any], marks: Marks, copies_of: int) -> Hit:
    source, marked = found["_source"], found.get("highlight", {})
    title = source.get("headline") or ""
    headline = (
        marks.read(marked["headline"][0], longest=_HEADLINE)
        if marked.get("headline")
        else cut((Piece(" ".join(title[: 2 * _HEADLINE].split()), False),), longest=_HEADLINE)
    )
    return Hit(
        uri=source["uri"],
        version=source["version"],
        headline=headline if title.strip() else (),
        provider=source.get("provider"),
        published=source.get("published"),
        language=source["language"],
        origin=_origin(found),
        passages=tuple(marks.read(one) for one in marked.get("text", ())),
        copies=copies_of,
        sort=found["sort"],
    )


async def _ask(store: Store, bodies: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    answers = await store.responses(STORIES, bodies)
    for answer in answers:
        if "error" in answer:
            raise Refused(f"Elasticsearch can't make sense of this search: {answer['error'].get('reason')}")
    return answers
