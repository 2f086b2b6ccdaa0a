"""Names as one types: what begins with the last word in the search box."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from consumers.desk.search.language import NameField, quoted
from consumers.rules.searches import STORIES
from consumers.stored.elastic import Store

SHORTEST, LONGEST = 2, 40
"""letters of a name's beginning"""
MOST: Final = 8

_KINDS: Final[tuple[tuple[NameField, str, str], ...]] = (
    ("person", "people", "person"),
    ("organisation", "organisations", "organisation"),
    ("place", "places", "place"),
    ("force", "forces", "force"),
    ("provider", "provider", "provider"),
    ("speaker", "speakers", "speaker"),
)
_LAST: Final = re.compile(r'(?:^|[\s(|])(-?)(?:([A-Za-z]+):)?("[^"]*|[^\s"():|<>=]+)$')
_ALIASES: Final[dict[str, NameField]] = {
    "people": "person",
    "org": "organisation",
    "organization": "organisation",
}


@dataclass(frozen=True)
class Suggestion:
    """A name, what it is, in how many stories, and the search as it is with that name in it."""

    name: str
    kind: str
    stories: int
    search: str


@dataclass(frozen=True)
class _Begun:
    """The last word of a search: where it stands, and what field it is for, if one is said."""

    before: str
    without: str
    field: NameField | None
    beginning: str


async def suggestions(store: Store, typed: str) -> tuple[Suggestion, ...]:
    """The most frequent names that begin so, or have a word that does."""
    begun = _begun(typed)
    if begun is None:
        return ()
    kinds = [kind for kind in _KINDS if (kind[0] == begun.field if begun.field else kind[0] != "speaker")]
    body = {
        "size": 0,
        "query": {
            "bool": {
                "should": [
                    {
                        "match_phrase_prefix": {
                            f"{keyword}.words": {"query": begun.beginning, "max_expansions": 100}
                        }
                    }
                    for _, keyword, _ in kinds
                ]
            }
        },
        "aggs": {
            keyword: {"terms": {"field": keyword, "size": MOST, "include": _begins(begun.beginning)}}
            for _, keyword, _ in kinds
        },
    }
    (answer,) = await store.responses(STORIES, [body])
    if "error" in answer:
        return ()
    return tuple(sorted(_found(answer, kinds, begun), key=lambda one: (-one.stories, one.name))[:MOST])


def _found(
    answer: Mapping[str, Any], kinds: list[tuple[NameField, str, str]], begun: _Begun
) -> Iterator[Suggestion]:
    for field, keyword, kind in kinds:
        for bucket in answer["aggregations"][keyword]["buckets"]:
            whole = f"{begun.before}{begun.without}{field}:{quoted(bucket['key'])} "
            yield Suggestion(bucket["key"], kind, bucket["doc_count"], whole)


def _begun(typed: str) -> _Begun | None:
    found = _LAST.search(typed)
    if found is None or len(typed) > 1_000:
        return None
    without, field, word = found.groups()
    beginning = " ".join(word.strip('"').split())
    if not SHORTEST <= len(beginning) <= LONGEST:
        return None
    known: dict[str, NameField] = {kind[0]: kind[0] for kind in _KINDS}
    wanted = (known | _ALIASES).get(field.lower()) if field else None
    if field and wanted is None:
        return None
    before = typed[: found.start(1)]
    return _Begun(before, without, wanted, beginning)


def _begins(beginning: str) -> str:
    """Lucene's regular expression for names of which a word begins so, in small letters or capitals."""
    letters = "".join(_either_case(char) for char in beginning)
    return f"(.*[^a-zA-Z0-9])?{letters}.*"


def _either_case(char: str) -> str:
    cases = dict.fromkeys((char, char.lower(), char.upper()))
    each = [case if case.isalnum() else f"\\{case}" for case in cases if len(case) == 1]
    return each[0] if len(each) == 1 else f"({'|'.join(each)})"
