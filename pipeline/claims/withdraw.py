"""What follows when a claim is taken back: nothing, unless it was the last to say what people were told."""

from msgspec import structs

from pipeline.claims import tell
from pipeline.claims.compare import direction
from pipeline.claims.estimate import Estimate
from pipeline.claims.ledger import Ledger, same, struck
from schemas import Alert, Claim


def withdraw(ledger: Ledger, claim: Claim) -> tuple[Ledger, tuple[Alert, ...]]:
    """The ledger without a claim that a story took back, and what those who were told of it must hear.

    A claim that was never made is remembered, so that it changes nothing if it comes after all.
    """
    estimate = ledger.holding(claim.id)
    if estimate is None:
        return ledger.remembering(claim.id), ()
    if all(said.id != claim.id for said in estimate.standing):
        return ledger, ()
    estimate = struck(estimate, claim)
    ledger = ledger.with_estimate(estimate)
    if estimate.stands or estimate.opened is None:
        return ledger, ()
    return _fallen(ledger, estimate, claim)


def _fallen(ledger: Ledger, estimate: Estimate, claim: Claim) -> tuple[Ledger, tuple[Alert, ...]]:
    """An estimate that was news and that no one claims any more."""
    if successor := _successor(ledger, estimate):
        if claim.silent:
            # no one was told of the successor: who was told of this one hears if that one goes
            ledger = ledger.with_estimate(_inherits(successor, estimate))
        return ledger.with_estimate(_closed(estimate, successor)), ()
    if heir := _heir(ledger, estimate):
        heir = _inherits(heir, estimate)
        return ledger.with_estimate(_closed(estimate, heir)).with_estimate(heir), ()
    alerts = () if claim.silent else tuple(tell.withdrawal(told, claim) for told in estimate.told)
    return ledger.with_estimate(_closed(estimate, None)), alerts


def _successor(ledger: Ledger, estimate: Estimate) -> Estimate | None:
    """The estimate that was told in its place: who was told of this one knows of that one."""
    return next(
        (
            other
            for other, said in _replacing(ledger, estimate)
            if other.opened == said or other.revises == estimate.id
        ),
        None,
    )


def _heir(ledger: Ledger, estimate: Estimate) -> Estimate | None:
    """The latest estimate that says the same in other words or of a narrower place: what was told still holds."""
    corrections = [other for other, _ in _replacing(ledger, estimate)]
    heirs = [
        *same(ledger, estimate.figure),
        *(other for other in corrections if direction(other.figure, estimate.figure) is None),
    ]
    return max(heirs, key=lambda other: (other.latest.said, other.id), default=None)


def _replacing(ledger: Ledger, estimate: Estimate) -> list[tuple[Estimate, str]]:
    """The claims that stand and correct claims of the estimate, each with the estimate that has it."""
    ids = [ident for said in estimate.claims for ident in ledger.register.replacing.get(said.id, ())]
    found = [
        (other, ident)
        for ident in ids
        if (other := ledger.holding(ident)) is not None and any(said.id == ident for said in other.standing)
    ]
    return sorted(found, key=lambda each: each[0].id)


def _inherits(heir: Estimate, estimate: Estimate) -> Estimate:
    """The heir with those to tell who were told of the estimate."""
    told = tuple(told for told in estimate.told if told not in heir.told)
    return structs.replace(heir, opened=heir.opened or heir.latest.id, told=heir.told + told)


def _closed(estimate: Estimate, successor: Estimate | None) -> Estimate:
    return structs.replace(estimate, opened=None, told=(), superseded_by=successor.id if successor else None)
