"""What a rule would have sent: the rule, tried on all that an installation knows."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from consumers.errors import MusterError
from consumers.rules.searches import STORIES, fault, matching, query
from consumers.stored.elastic import Store
from consumers.stored.pages import pages
from pipeline.claims import tell
from pipeline.claims.recount import Sent, recount
from schemas import Claim, FoundStory, Rule, epoch_ms, moment
from schemas.elasticsearch import BOOKKEEPING

_PAGE = 1_000
_FOUND = ("uri", "version", "headline", "provider", "published", "url", "origin")


class TooMuch(MusterError):
    """More is to be looked at than whoever asked would wait for."""


async def trial(store: Store, rule: Rule, *, since: datetime, most: int | None = None) -> list[Sent]:
    """What the rule would have sent since then, the oldest first. Raises `Unavailable`, and `TooMuch` where more than
    `most` claims or stories would have to be looked at.

    A search is asked of the stories as they are now: what was killed or corrected meanwhile may have been found.
    """
    for alias in ("claims", STORIES):
        await store.refresh(alias)
    if rule.watch == "stories":
        return await _stories(store, rule, since=since, most=most)
    return await _counts(store, rule, since=since, most=most)


async def _counts(store: Store, rule: Rule, *, since: datetime, most: int | None) -> list[Sent]:
    await _bounded(store, "claims", _concerning(rule), most, "name forces or roles")
    bookkeeping = list(BOOKKEEPING["claims"])
    claims = [
        Claim.model_validate(hit["_source"])
        async for hit in _hits(store, "claims", _concerning(rule), source={"excludes": bookkeeping})
    ]
    found: set[str] = set()
    if rule.search is not None:
        found |= set((await matching(store, [rule], {claim.story for claim in claims}))[rule.name])
    # a second for 10,000 claims: not in the loop that others wait for
    return await asyncio.to_thread(recount, claims, rule, since=since, found=found)


def _concerning(rule: Rule) -> dict[str, Any]:
    """Claims that a rule can be told of; what is news is decided for each force and role by itself."""
    wanted: list[dict[str, Any]] = []
    if rule.roles:
        wanted.append({"terms": {"role": rule.roles}})
    if rule.forces and all(len(force) == 2 and force.isupper() for force in rule.forces):
        wanted.append({"terms": {"force.iso": rule.forces}})
    return {"bool": {"filter": wanted}}


async def _stories(store: Store, rule: Rule, *, since: datetime, most: int | None) -> list[Sent]:
    """Stories that the search finds, one of each cluster of copies: the first."""
    if rule.search is None or fault(rule.search):
        return []
    recent = {
        "bool": {
            "should": [
                {"range": {"published": {"gte": since.isoformat()}}},
                {
                    "bool": {
                        "must_not": [{"exists": {"field": "published"}}],
                        "filter": [{"range": {"version": {"gte": epoch_ms(since)}}}],
                    }
                },
            ]
        }
    }
    wanted = {"bool": {"filter": [recent, query(rule.search)]}}
    await _bounded(store, STORIES, wanted, most, "try fewer days, or search for more")
    hits = [hit["_source"] async for hit in _hits(store, STORIES, wanted, source=list(_FOUND))]
    passages = (await matching(store, [rule], [source["uri"] for source in hits]))[rule.name]
    copies: dict[str, list[FoundStory]] = {}
    for source in hits:
        if source["uri"] in passages:
            fields = {name: source.get(name) for name in FoundStory.model_fields if name in _FOUND}
            story = FoundStory(story=source["uri"], passage=passages[source["uri"]], **fields)
            copies.setdefault(source.get("origin") or story.story, []).append(story)
    sent = []
    for cluster in copies.values():
        first = min(cluster, key=lambda story: (_moment(story), story.story))
        sent.append(Sent(_moment(first), tell.found(rule, first, stories=len(cluster))))
    return sorted(sent, key=lambda each: (each.moment, each.alert.id))


async def _bounded(store: Store, alias: str, wanted: dict[str, Any], most: int | None, remedy: str) -> None:
    if most is None:
        return
    with store.waiting():
        answer = await store.client.count(index=store.name(alias), query=wanted)
    if answer["count"] > most:
        raise TooMuch(
            f"{answer['count']:,} {alias} would have to be looked at, and at most {most:,} are: {remedy}."
            " muster rules test has no such limit."
        )


def _moment(story: FoundStory) -> datetime:
    return story.published or moment(story.version)


async def _hits(
    store: Store, alias: str, wanted: dict[str, Any], *, source: Any
) -> AsyncIterator[dict[str, Any]]:
    """Every document that fits, as the index was when the first was asked for."""
    found = pages(
        store, store.name(alias), size=_PAGE, sort=[{"_shard_doc": "asc"}], query=wanted, source=source
    )
    async for hits in found:
        for hit in hits:
            yield hit
