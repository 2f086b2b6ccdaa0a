"""A search as Elasticsearch is asked it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from consumers.desk.search.language import Asked, Named, Numbered, moment_of

Order = Literal["best", "newest"]

FIELDS: Final = ("headline^3", "text", "beside", "people.words^2", "organisations.words", "places.words")

_WORDS: Final[Mapping[str, str]] = {
    "person": "people.words",
    "organisation": "organisations.words",
    "place": "places.words",
    "force": "forces.words",
    "speaker": "speakers.words",
    "provider": "provider.words",
}
_CODE = re.compile(r"[A-Z]{2}")
_BOUND: Final = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}


def query(asked: Asked) -> dict[str, Any]:
    """The query of a search; only what was typed as words has a say in what is best."""
    must = [_words(asked.words)] if asked.words else []
    filters = [_named(one) for one in asked.named if not one.without]
    filters += [_numbered(one) for one in asked.numbered if not one.without]
    without = [_named(one) for one in asked.named if one.without]
    without += [_numbered(one) for one in asked.numbered if one.without]
    days = {}
    if asked.since:
        days["gte"] = moment_of(asked.since)
    if asked.until:
        days["lt"] = moment_of(asked.until)
    if days:
        filters.append({"range": {"published": days}})
    return {"bool": {"must": must, "filter": filters, "must_not": without}}


def order(by: Order) -> list[dict[str, Any]]:
    """How hits are sorted. The uri makes it certain, so that a page begins where the one before it ended."""
    newest = {"published": {"order": "desc", "missing": 0}}
    return [*([{"_score": {"order": "desc"}}] if by == "best" else []), newest, {"uri": {"order": "asc"}}]


def _words(words: str) -> dict[str, Any]:
    # the caller has asked `searches.fault` about the whole of what was typed
    return {
        "simple_query_string": {
            "query": words,
            "fields": list(FIELDS),
            "default_operator": "and",
            "lenient": True,
            "analyze_wildcard": False,
        }
    }


def _named(one: Named) -> dict[str, Any]:
    if one.field == "language":
        return {"prefix": {"language": {"value": one.value.lower(), "case_insensitive": True}}}
    if one.field == "place" and _CODE.fullmatch(one.value):
        return _either(
            [
                {"term": {"entities.id": one.value}},
                _nested("troop_counts", {"term": {"troop_counts.places.iso": one.value}}),
            ]
        )
    if one.field == "force" and _CODE.fullmatch(one.value):
        return _nested("troop_counts", {"term": {"troop_counts.force.iso": one.value}})
    return {"match_phrase": {_WORDS[one.field]: one.value}}


def _numbered(one: Numbered) -> dict[str, Any]:
    """A range counts if a part of it is meant: "3,000 to 5,000" is among `number>4000`."""
    if one.comparison == "=":
        low, high = {"lte": one.value}, {"gte": one.value}
        between = {"bool": {"filter": [{"range": {"numbers.low": low}}, {"range": {"numbers.high": high}}]}}
        bounds = ("at_least", "more_than", "at_most", "less_than")
        one_end = {
            "bool": {
                "filter": [
                    {"terms": {"numbers.bound": list(bounds)}},
                    _either([{"term": {"numbers.low": one.value}}, {"term": {"numbers.high": one.value}}]),
                ]
            }
        }
        return _nested("numbers", _either([between, one_end]))
    limit = {_BOUND[one.comparison]: one.value}
    return _nested(
        "numbers", _either([{"range": {"numbers.low": limit}}, {"range": {"numbers.high": limit}}])
    )


def _nested(path: str, inner: Mapping[str, Any]) -> dict[str, Any]:
    return {"nested": {"path": path, "query": inner}}


def _either(queries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}
