"""Saved searches: which stories a rule's search finds, and where in them.

People type what they like, and Elasticsearch reads a search by recursion: one of 2,000 characters that is nested 900
deep, or that goes from "and" to "or" and back 400 times, ends the whole server with a stack overflow. So a search has
limits, and `fault` names the one that it breaks.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from secrets import token_hex
from typing import Any, Final, NamedTuple, TypeVar

import structlog

from consumers.chunks import chunks
from consumers.stored.elastic import Store
from pipeline.claims.rules import is_from
from pipeline.claims.sentences import sentence_at
from schemas import Rule, Span

log = structlog.get_logger()

STORIES: Final = "stories"
"""the alias that shows usable stories only"""

LONGEST: Final = 2_000
"""code points of a search"""
DEEPEST: Final = 20
"""brackets open at once"""
MOST_BARS: Final = 100
"""of a search: each may be one more level to Elasticsearch"""

_SEARCHES = 100
"""in one request"""
_STORIES = 500
"""that one search looks at"""
_TEXTS = 20
"""read at once; a story may be of 2 MB"""
_FRAGMENTS = 10
_ANALYZED = 999_999
"""code units of a story that are looked at for passages; Elasticsearch refuses more than a million"""

Passage = Span
T = TypeVar("T")


class _Marks(NamedTuple):
    """Around what was found; made up for each request, so that no story has them."""

    opens: str
    closes: str


def fault(search: str) -> str | None:
    """What is wrong with a search that Elasticsearch must not be asked; None if nothing is."""
    depth = deepest = 0
    for bracket in re.findall(r"[()]", search):
        depth = depth + 1 if bracket == "(" else max(0, depth - 1)
        deepest = max(deepest, depth)
    if len(search) > LONGEST:
        return f"is {len(search):,} characters long; a search may have {LONGEST:,}"
    if deepest > DEEPEST:
        return f"has {deepest} brackets open at once; a search may have {DEEPEST}"
    if (bars := search.count("|")) > MOST_BARS:
        return f"has {bars} times |; a search may have {MOST_BARS}"
    if any("\ud800" <= char <= "\udfff" for char in search):
        return "is not Unicode text"
    return None


def query(search: str) -> dict[str, Any]:
    """A rule's search as Elasticsearch takes it: every word, in the headline or the text."""
    return {
        "simple_query_string": {
            "query": search,
            "fields": ["headline", "text"],
            "default_operator": "and",
            "lenient": True,
            "analyze_wildcard": False,
        }
    }


async def matching(
    store: Store, rules: Sequence[Rule], uris: Collection[str]
) -> dict[str, dict[str, Passage | None]]:
    """By rule, the stories among these that its search finds, each with the passage that fits best, the first of
    those that fit as well; None where nothing but the headline does. Rules without a search are left out.

    Whoever asks has refreshed the index. A search that Elasticsearch can't make sense of finds nothing, and is
    logged. Raises `Unavailable` while Elasticsearch is away.
    """
    searches = {rule.search: rule.name for rule in rules if rule.search is not None and _is_fine(rule)}
    found: dict[str, list[_Hit]] = {search: [] for search in searches}
    marks = _Marks(f"\ue000{token_hex(8)}", f"\ue001{token_hex(8)}")
    for stories in chunks(dict.fromkeys(uris), _STORIES):
        for chunk in chunks(searches, _SEARCHES):
            answers = await store.responses(STORIES, [_body(search, stories, marks) for search in chunk])
            for search, answer in zip(chunk, answers, strict=True):
                found[search] += _hits(answer, rule=searches[search])
    text_of = await texts(store, {hit.uri for hits in found.values() for hit in hits if hit.fragments})
    return {
        rule.name: {
            hit.uri: _passage(text_of.get(hit.uri, ""), hit.fragments, marks)
            for hit in found.get(rule.search, ())
            if is_from(rule, hit.provider)
        }
        for rule in rules
        if rule.search is not None
    }


class _Hit(NamedTuple):
    uri: str
    provider: str | None
    fragments: list[str]


def _is_fine(rule: Rule) -> bool:
    wrong = fault(rule.search or "")
    if wrong:
        log.warning("search left out", rule=rule.name, why=wrong)
    return wrong is None


def _body(search: str, uris: Sequence[str], marks: _Marks) -> dict[str, Any]:
    return {
        "query": {"bool": {"must": [query(search)], "filter": [{"ids": {"values": uris}}]}},
        "_source": ["provider"],
        "size": len(uris),
        "highlight": {
            "pre_tags": [marks.opens],
            "post_tags": [marks.closes],
            "max_analyzed_offset": _ANALYZED,
            "fields": {"text": {"number_of_fragments": _FRAGMENTS}},
        },
    }


def _hits(answer: Mapping[str, Any], *, rule: str) -> Iterator[_Hit]:
    if "error" in answer:
        log.warning("search not understood", rule=rule, why=str(answer["error"].get("reason"))[:200])
        return
    for hit in answer["hits"]["hits"]:
        yield _Hit(hit["_id"], hit["_source"].get("provider"), hit.get("highlight", {}).get("text", []))


async def texts(store: Store, uris: Collection[str]) -> dict[str, str]:
    """The texts of stories as they are now; those that search doesn't find have none. Raises `Unavailable`."""
    found: dict[str, str] = {}
    for chunk in chunks(sorted(uris), _TEXTS):
        body = {"query": {"ids": {"values": chunk}}, "_source": ["text"], "size": len(chunk)}
        for answer in await store.responses(STORIES, [body]):
            found |= {hit["_id"]: hit["_source"]["text"] for hit in answer["hits"]["hits"]}
    return found


def _passage(text: str, fragments: Sequence[str], marks: _Marks) -> Passage | None:
    """The sentence of the fragment in which most words were found, where it stands in the text."""
    if not fragments:
        return None
    best = max(fragments, key=lambda fragment: len(_found(fragment, marks)))
    before, _, rest = best.partition(marks.opens)
    word = rest.partition(marks.closes)[0]
    at = text.find(best.replace(marks.opens, "").replace(marks.closes, ""))
    if at < 0:
        # the story has changed since it was searched
        return None
    return sentence_at(text, at + len(before), at + len(before) + len(word))


def _found(fragment: str, marks: _Marks) -> set[str]:
    pieces = fragment.split(marks.opens)[1:]
    return {word for piece in pieces for word in piece.partition(marks.closes)[0].casefold().split()}
