"""claims → the ledger, and → alerts: what is new is told."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from consumers import topics
from consumers.metrics import stories as measures
from consumers.record import Record
from consumers.rules.rulebook import Rulebook
from consumers.rules.searches import STORIES, matching
from consumers.stage import Outbox, Stage, readable
from consumers.stored.elastic import Store, Write, accepted
from consumers.stored.ledgers import Ledgers
from pipeline.claims import Ledger, decide, ledger_key
from schemas import Alert, Claim, Rule

CLAIMS, ALERTS = "claims", "alerts"
"""indices"""
_NOTHING: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType({})
_NO_RECORDS: Final[Mapping[str, Record]] = MappingProxyType({})


class Count(Stage):
    """Alerts are sent before the ledger is written: after a crash between the two, the same claims on the same
    ledger make the same alerts, with the same ids."""

    name = "count"
    reads = topics.CLAIMS

    async def open(self) -> None:
        self._store = Store(self.settings)
        self._rules = Rulebook(self._store)
        self._ledgers = Ledgers(self._store)

    async def close(self) -> None:
        await self._store.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        read = readable(batch, out, lambda record: Claim.model_validate_json(record.value))
        claims = [claim for _, claim in read]
        rules = [rule for rule in await self._rules.rules() if rule.watch == "counts"]
        found = await self._found(rules, claims)
        before = await self._ledgers.read(map(ledger_key, claims))
        after, alerts = count(before, claims, rules, found)
        await keep(self._store, claims)
        await tell(self._store, alerts.values(), out, of={claim.id: record for record, claim in read})
        await self._ledgers.write(after.values())
        measures.claimed(claims)

    async def _found(self, rules: Sequence[Rule], claims: Sequence[Claim]) -> dict[str, set[str]]:
        """By story, the names of the rules whose search finds it. `index` has stored it before it claimed; that searches
        find it is seen to here, for few rules ask."""
        searching = [rule for rule in rules if rule.search is not None]
        if searching:
            await self._store.refresh(STORIES)
        matches = await matching(
            self._store, searching, {claim.story for claim in claims if not claim.silent}
        )
        found: dict[str, set[str]] = {}
        for name, stories in matches.items():
            for uri in stories:
                found.setdefault(uri, set()).add(name)
        return found


def count(
    before: Mapping[str, Ledger],
    claims: Sequence[Claim],
    rules: Sequence[Rule],
    found: Mapping[str, Collection[str]],
) -> tuple[dict[str, Ledger], dict[str, Alert]]:
    """The ledgers after the claims, in order, and what is to be told, by alert id."""
    ledgers: dict[str, Ledger] = dict(before)
    alerts: dict[str, Alert] = {}
    for claim in claims:
        key = ledger_key(claim)
        decision = decide(
            ledgers.get(key) or Ledger(key=key), claim, rules, found=found.get(claim.story, frozenset())
        )
        ledgers[key] = decision.ledger
        for alert in decision.alerts:
            alerts.setdefault(alert.id, alert)
    return ledgers, alerts


async def tell(
    store: Store,
    alerts: Collection[Alert],
    out: Outbox,
    *,
    of: Mapping[str, Record] = _NO_RECORDS,
    beside: Mapping[str, Mapping[str, Any]] = _NOTHING,
) -> None:
    """Store alerts, each with when that was and what is to be kept beside it, by id, and send them on. One that is
    there already was told before a crash; it is sent again, and `deliver` drops the repeat. `of` are the records that
    they were made of, by the claim's id, or by the uri of the story that was found."""
    now = datetime.now(UTC).isoformat()
    kept = {alert.id: {**alert.model_dump(mode="json"), **beside.get(alert.id, {})} for alert in alerts}
    told = await store.write(
        ALERTS, [Write(ident, {**source, "told": now}, new=True) for ident, source in kept.items()]
    )
    accepted(outcome for outcome in told if not outcome.conflict)
    measures.told(outcome.write.source["kind"] for outcome in told if outcome.done)
    for alert in alerts:
        key = ledger_key(alert.claim) if alert.claim else alert.rules[0]
        made_of = of.get(alert.claim.id if alert.claim else alert.about.story)
        out.send(topics.ALERTS, key=key, value=alert.model_dump_json().encode(), of=made_of)
    await out.flush()


async def keep(store: Store, claims: Sequence[Claim]) -> None:
    """Store of each claim the last that is said of it, made or withdrawn. A write that was held up on its way, and comes
    when the story has taken the claim back, is older than that and changes nothing."""
    latest = {claim.id: claim for claim in claims}
    writes = [
        Write(ident, claim.model_dump(mode="json"), version=claim.version) for ident, claim in latest.items()
    ]
    accepted(outcome for outcome in await store.write(CLAIMS, writes) if not outcome.conflict)
