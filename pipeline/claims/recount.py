"""What a rule would have sent: every claim that is known, counted again in the order of the news, with one rule.

A claim's document is the last that was said of it. What was made and later taken back is made again at the time it
became news, and taken back at the time of the version that did so.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline.claims.decide import decide
from pipeline.claims.ledger import Ledger, ledger_key
from schemas import Alert, Claim, Rule, epoch_ms, moment


@dataclass(frozen=True)
class Sent:
    """An alert, and when the news that set it off came."""

    moment: datetime
    alert: Alert


def recount(
    claims: Iterable[Claim], rule: Rule, *, since: datetime, found: Collection[str] = frozenset()
) -> list[Sent]:
    """The alerts that a rule would have had since then, the oldest first, if these were all claims ever made.

    `found` are the stories that the rule's search finds. Claims before `since` are counted and not shown: what they
    say is no news after it. A paused rule is tried as if it were not.
    """
    rule = rule.model_copy(update={"paused": False})
    ledgers: dict[str, Ledger] = {}
    sent: dict[str, Sent] = {}
    for at, claim in _events(claims):
        key = ledger_key(claim)
        names = {rule.name} if claim.story in found else frozenset()
        decision = decide(ledgers.get(key) or Ledger(key=key), claim, [rule], found=names)
        ledgers[key] = decision.ledger
        for alert in decision.alerts:
            sent.setdefault(alert.id, Sent(at, alert))
    return [each for each in sent.values() if each.moment >= since]


def _events(claims: Iterable[Claim]) -> list[tuple[datetime, Claim]]:
    """Claims as they were made and withdrawn, in the order of the news; at one moment what is made comes first, so
    that a figure that replaces another does not find it gone."""
    kept = list(claims)
    made = {(claim.story, claim.said): claim.version for claim in kept if claim.state == "made"}
    events = [event for claim in kept for event in _lives(claim, made.get((claim.story, claim.said)))]
    return sorted(events, key=_order)


def _lives(claim: Claim, version: int | None) -> Iterator[tuple[datetime, Claim]]:
    """`version` is the one that made other claims of the story at the same time. A withdrawn claim has lost its own,
    and two figures of one version must still be known as that."""
    if claim.state == "made":
        yield claim.said, claim
        return
    first = version if version is not None else epoch_ms(claim.said)
    yield claim.said, claim.model_copy(update={"state": "made", "version": first})
    yield moment(claim.version), claim


def _order(event: tuple[datetime, Claim]) -> tuple[object, ...]:
    at, claim = event
    return at, claim.state == "withdrawn", claim.version, claim.story, claim.number.start, claim.id
