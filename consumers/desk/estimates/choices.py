"""Whose troops, doing what, and where there are figures of."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, get_args

from consumers.forces import called
from consumers.stored.elastic import Store
from pipeline.gazetteer import country_name
from schemas import Role

CLAIMS = "claims"
_MOST = 500


class Choice(NamedTuple):
    """Something that can be picked: what it is asked by, what it is called, how many claims there are of it."""

    value: str
    name: str
    claims: int


class Choices(NamedTuple):
    """What there is: all forces; of the picked one its roles and places."""

    forces: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    places: tuple[Choice, ...]


async def forces(store: Store) -> tuple[Choice, ...]:
    """Every force that there is a figure of, the most often counted first. Raises `Unavailable`."""
    counted = {
        "countries": {"terms": {"field": "force.iso", "size": _MOST}},
        "groups": {
            "filter": {"bool": {"must_not": [{"exists": {"field": "force.iso"}}]}},
            "aggs": {"names": {"terms": {"field": "force.name", "size": _MOST}}},
        },
    }
    found = await _counted(store, {"match_all": {}}, counted)
    buckets = [*found["countries"]["buckets"], *found["groups"]["names"]["buckets"]]
    known = [Choice(bucket["key"], called(bucket["key"]), bucket["doc_count"]) for bucket in buckets]
    return tuple(sorted(known, key=lambda choice: (-choice.claims, choice.name)))


async def choices(store: Store, force: str, iso: str | None, *, role: str) -> Choices:
    """All forces, and of one its roles, and its places in a role. Raises `Unavailable`."""
    of_it = {"term": {"force.iso": iso}} if iso else {"term": {"force.name": force}}
    in_role = {"match_all": {}} if role == "all" else {"term": {"role": role}}
    found = await _counted(
        store,
        of_it,
        {
            "roles": {"terms": {"field": "role", "size": 50}},
            "in_role": {
                "filter": in_role,
                "aggs": {"places": {"terms": {"field": "places.iso", "size": _MOST}}},
            },
        },
    )
    roles = {bucket["key"]: bucket["doc_count"] for bucket in found["roles"]["buckets"]}
    places = (
        Choice(bucket["key"], country_name(bucket["key"]), bucket["doc_count"])
        for bucket in found["in_role"]["places"]["buckets"]
    )
    return Choices(
        forces=await forces(store),
        roles=tuple(Choice(name, name, roles[name]) for name in get_args(Role) if name in roles),
        places=tuple(_by_claims(places)),
    )


def _by_claims(found: Iterable[Choice]) -> list[Choice]:
    return sorted(found, key=lambda choice: (-choice.claims, choice.name))


async def _counted(
    store: Store, query: Mapping[str, Any], aggregations: Mapping[str, Any]
) -> Mapping[str, Any]:
    (answer,) = await store.responses(CLAIMS, [{"size": 0, "query": query, "aggs": aggregations}])
    found: Mapping[str, Any] = answer["aggregations"]
    return found
