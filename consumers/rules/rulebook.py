"""The rulebook: who wants to be told what, kept in Elasticsearch.

A rule's name is its identity, and "Baltic" and "baltic" are two rules. A rule that was removed leaves a tombstone,
so that the name on an old alert can still be looked up. Who changes a rule writes under the sequence number that they
have read: of two people who change one rule at once, the second is told.
"""

import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from pydantic import ValidationError

from consumers.chunks import chunks
from consumers.errors import MusterError
from consumers.record import why
from consumers.stored.elastic import Document, Outcome, Store, Write
from pipeline.claims.ids import made_from
from schemas import Rule

log = structlog.get_logger()

RULES: Final = "rules"
"""the index"""

EVERYONE: Final = Rule(name="everyone")
"""the rule of a fresh installation: all that is news. Whoever wants less removes it."""

_PAGE = 5_000
"""rules listed at once; half of what Elasticsearch lists at most"""
_CHUNK = 500
"""rules read at once"""


@dataclass(frozen=True)
class Kept:
    """What is kept under a name: a rule, or of a removed one its tombstone. `document` guards a write over it.

    `rule` is None where it is no rule to this Muster; a newer one may have written it.
    """

    name: str
    rule: Rule | None
    changed: datetime
    removed: bool
    document: Document


class Rulebook:
    """The rules of an installation. Every method raises `Unavailable` while Elasticsearch is away.

    `seconds`: for so long `rules` answers from memory.
    """

    def __init__(self, store: Store, *, seconds: float = 2.0) -> None:
        self._store = store
        self._seconds = seconds
        self._asked = float("-inf")
        self._read: dict[str, _Read] = {}
        self._rules: tuple[Rule, ...] = ()

    async def rules(self) -> tuple[Rule, ...]:
        """The rules that are in force, by name: not removed, not paused.

        A document that is no rule, as a newer Muster may have written it, is logged and passed over.
        """
        if time.monotonic() - self._asked >= self._seconds:
            listed = await self._listed()
            if listed != {key: read.at for key, read in self._read.items()}:
                await self._reread(listed)
            self._asked = time.monotonic()
        return self._rules

    async def kept(self, names: Iterable[str]) -> dict[str, Kept]:
        """What is kept under these names, tombstones too, by name."""
        documents = await self._documents(rule_id(name) for name in names)
        return _by_name(documents.values())

    async def everything(self) -> dict[str, Kept]:
        """All that is kept, by name: paused and removed rules too."""
        await self._store.refresh(RULES)
        return await self.kept([name for name, _ in await self._hits()])

    async def put(self, *rules: Rule, since: Mapping[str, Kept] | None = None) -> None:
        """Keep rules, each in the place of the one of that name.

        `since`: what was kept when the change was thought of, by name; by default what is kept now. Raises
        `MusterError` if someone else has changed one of them since; the others are kept.
        """
        since = since if since is not None else await self.kept(rule.name for rule in rules)
        await self._write({rule.name: rule_document(rule) for rule in rules}, since)

    async def remove(self, *names: str, since: Mapping[str, Kept] | None = None) -> None:
        """Leave tombstones in the place of rules. Raises `MusterError` if there is no such rule, or as `put`."""
        since = since if since is not None else await self.kept(names)
        stones = {name: _tombstone(_there(since, name)) for name in names}
        await self._write(stones, since)

    async def pause(self, name: str) -> None:
        """Have a rule take nothing. Raises `MusterError` as `remove` does."""
        await self._set_paused(name, paused=True)

    async def resume(self, name: str) -> None:
        """Have a paused rule take what it asks for. Raises `MusterError` as `remove` does."""
        await self._set_paused(name, paused=False)

    async def _set_paused(self, name: str, *, paused: bool) -> None:
        since = await self.kept([name])
        rule = _there(since, name).rule
        if rule is None:
            raise MusterError(f"the rule {name!r} is kept in a shape that is not known here: put it anew")
        if rule.paused != paused:
            await self.put(rule.model_copy(update={"paused": paused}), since=since)

    async def _write(self, sources: Mapping[str, Mapping[str, Any]], since: Mapping[str, Kept]) -> None:
        outcomes = await self._store.write(
            RULES,
            [
                Write(
                    rule_id(name),
                    source,
                    after=since[name].document if name in since else None,
                    new=name not in since,
                )
                for name, source in sources.items()
            ],
        )
        await self._store.refresh(RULES)
        self._asked = float("-inf")
        _accepted(outcomes)

    async def _listed(self) -> dict[str, "_At"]:
        """Where in the index's history each rule that is not removed was last written, by id."""
        return {rule_id(name): at for name, at in await self._hits(removed=False)}

    async def _hits(self, **wanted: bool) -> list[tuple[str, "_At"]]:
        """Names, and where they were written. Names never change, so that a page loses none to a change meanwhile."""
        query = {"bool": {"filter": [{"term": {field: value}} for field, value in wanted.items()]}}
        found: list[tuple[str, _At]] = []
        while True:
            after: dict[str, Any] = {"search_after": [found[-1][0]]} if found else {}
            with self._store.waiting():
                answer = await self._store.client.search(
                    index=self._store.name(RULES),
                    query=query,
                    sort=[{"name": "asc"}],
                    source=False,
                    seq_no_primary_term=True,
                    size=_PAGE,
                    **after,
                )
            hits = answer["hits"]["hits"]
            found += [(hit["sort"][0], (hit["_index"], hit["_seq_no"], hit["_primary_term"])) for hit in hits]
            if len(hits) < _PAGE:
                return found

    async def _documents(self, ids: Iterable[str]) -> dict[str, Document]:
        found: dict[str, Document] = {}
        for chunk in chunks(sorted(ids), _CHUNK):
            found |= await self._store.read(RULES, chunk)
        return found

    async def _reread(self, listed: Mapping[str, "_At"]) -> None:
        known = {key: read for key, read in self._read.items() if listed.get(key) == read.at}
        documents = await self._documents(key for key in listed if key not in known)
        known |= {key: _Read(listed[key], _in_force(_kept(document))) for key, document in documents.items()}
        rules = (read.rule for read in known.values() if read.rule is not None)
        self._read, self._rules = known, tuple(sorted(rules, key=lambda rule: rule.name))


_At = tuple[str, int, int]
"""an index, a sequence number and a primary term: the same for the same write"""


@dataclass(frozen=True)
class _Read:
    """A rule that was read when it was last written `at`; None if it takes nothing."""

    at: _At
    rule: Rule | None


def rule_id(name: str) -> str:
    """The id of a rule's document. Names are told apart by case too."""
    return made_from("rule", name)


def rules_in(documents: Iterable[Document]) -> dict[str, Rule]:
    """The rules in these of their documents, by name: paused ones too, removed ones not."""
    kept = _by_name(documents)
    return {name: one.rule for name, one in kept.items() if one.rule is not None and not one.removed}


def rule_document(rule: Rule) -> dict[str, Any]:
    """A rule's document, as of now."""
    return {"name": rule.name, "rule": rule.model_dump(mode="json"), "changed": _now(), "removed": False}


def _tombstone(kept: Kept) -> dict[str, Any]:
    return {**kept.document.source, "changed": _now(), "removed": True}


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _by_name(documents: Iterable[Document]) -> dict[str, Kept]:
    found = sorted(map(_kept, documents), key=lambda kept: kept.name)
    return {kept.name: kept for kept in found}


def _kept(document: Document) -> Kept:
    source = document.source
    return Kept(
        source["name"],
        _rule(document),
        datetime.fromisoformat(source["changed"]),
        bool(source["removed"]),
        document,
    )


def _rule(document: Document) -> Rule | None:
    try:
        return Rule.model_validate(document.source["rule"])
    except ValidationError as error:
        log.warning("no rule", name=document.source["name"], why=why(error))
        return None


def _in_force(kept: Kept) -> Rule | None:
    return None if kept.removed or kept.rule is None or kept.rule.paused else kept.rule


def _there(since: Mapping[str, Kept], name: str) -> Kept:
    kept = since.get(name)
    if kept is None or kept.removed:
        raise MusterError(f"no rule is called {name!r}")
    return kept


def _accepted(outcomes: Collection[Outcome]) -> None:
    conflicts = sorted(str(outcome.write.source["name"]) for outcome in outcomes if outcome.conflict)
    if conflicts:
        names = ", ".join(map(repr, conflicts))
        raise MusterError(f"someone else has changed {names} meanwhile: look at it, and do it again")
    for outcome in outcomes:
        if not outcome.done:
            raise MusterError(f"Elasticsearch refuses {outcome.write.source['name']!r}: {outcome.reason}")
