"""claims → the ledger, and → alerts: what is new is told."""

from collections.abc import Iterable, Mapping, Sequence

from consumers import topics
from consumers.elastic import Document, Outcome, Store, Write
from consumers.errors import Unavailable, Unreadable
from consumers.record import Record
from consumers.stage import Outbox, Stage, readable
from pipeline.claims import Ledger, decide, ledger_key
from schemas import Alert, Claim, Rule

CLAIMS, ALERTS, ESTIMATES = "claims", "alerts", "estimates"
"""indices"""

EVERYONE = Rule(name="everyone")
"""the one rule there is for now: all that is news"""


class Count(Stage):
    """Alerts are sent before the ledger is written: after a crash between the two, the same claims on the same
    ledger make the same alerts, with the same ids."""

    name = "count"
    reads = topics.CLAIMS

    async def open(self) -> None:
        self._store = Store(self.settings)

    async def close(self) -> None:
        await self._store.close()

    async def handle(self, batch: Sequence[Record], out: Outbox) -> None:
        read = readable(batch, out, lambda record: Claim.model_validate_json(record.value))
        claims = [claim for _, claim in read]
        documents = await self._store.read(ESTIMATES, map(ledger_key, claims))
        before = {key: Ledger.model_validate(document.source) for key, document in documents.items()}
        after, alerts = count(before, claims)
        kept = [Write(claim.id, claim.model_dump(mode="json")) for claim in last(claims)]
        accepted(await self._store.write(CLAIMS, kept))
        await self._tell(alerts, out)
        await self._keep(after, before, documents)

    async def _tell(self, alerts: Mapping[str, Alert], out: Outbox) -> None:
        told = await self._store.write(
            # one that is there already was told before a crash; it is sent again, and `deliver` drops the repeat
            ALERTS,
            [Write(alert.id, alert.model_dump(mode="json"), new=True) for alert in alerts.values()],
        )
        accepted(outcome for outcome in told if not outcome.conflict)
        for alert in alerts.values():
            out.send(topics.ALERTS, key=ledger_key(alert.claim), value=alert.model_dump_json().encode())
        await out.flush()

    async def _keep(
        self, after: Mapping[str, Ledger], before: Mapping[str, Ledger], documents: Mapping[str, Document]
    ) -> None:
        outcomes = await self._store.write(
            ESTIMATES,
            [
                Write(key, ledger.model_dump(mode="json"), after=documents.get(key), new=key not in documents)
                for key, ledger in after.items()
                if ledger != before.get(key)
            ],
        )
        for outcome in outcomes:
            if outcome.conflict:
                raise Unavailable(
                    f"another worker has written the ledger {outcome.write.id}; reading it again"
                )
        accepted(outcomes)


def count(
    before: Mapping[str, Ledger], claims: Sequence[Claim]
) -> tuple[dict[str, Ledger], dict[str, Alert]]:
    """The ledgers after the claims, in order, and what is to be told, by alert id."""
    ledgers: dict[str, Ledger] = dict(before)
    alerts: dict[str, Alert] = {}
    for claim in claims:
        key = ledger_key(claim)
        decision = decide(ledgers.get(key) or Ledger(key=key), claim, [EVERYONE])
        ledgers[key] = decision.ledger
        for alert in decision.alerts:
            alerts.setdefault(alert.id, alert)
    return ledgers, alerts


def accepted(outcomes: Iterable[Outcome]) -> None:
    """Raises `Unreadable` if Elasticsearch would not have a document: what made it can't be counted."""
    for outcome in outcomes:
        if not outcome.done:
            raise Unreadable(f"Elasticsearch refuses {outcome.write.id}: {outcome.reason}")


def last(claims: Sequence[Claim]) -> list[Claim]:
    """Of each claim the last that is said of it: made, or withdrawn."""
    return list({claim.id: claim for claim in claims}.values())
