"""What makes a claim news: the one decision that Muster is for.

A claim and the ledger go in; the ledger after it and the alerts come out. There is no clock, and what stands is
told by when a figure was said, not by when it arrived. A claim that the ledger has changes nothing, and an alert's
id is made from the estimate that it tells of: a decision taken twice, or by two workers, tells once.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.claims import tell
from pipeline.claims.compare import (
    adds_nothing,
    comparable,
    direction,
    distance,
    is_vague,
    places_key,
    same_places,
    says_the_same,
)
from pipeline.claims.ledger import Estimate, Ledger, Told, entered, ledger_key, revived, saying
from pipeline.claims.origins import is_another
from pipeline.claims.rules import follows, takes
from pipeline.claims.withdraw import withdraw
from pipeline.claims.words import words
from schemas import Alert, AlertKind, Claim, Role, Rule

FAR = math.log(10)
"""between two figures of which one names no place: they are of different troops, whatever they are"""
LOSSES: Final[frozenset[Role]] = frozenset({"killed", "wounded", "casualties", "captured", "missing"})


@dataclass(frozen=True)
class Decision:
    """The ledger after a claim, and what is to be told; what was told before has the same id."""

    ledger: Ledger
    alerts: tuple[Alert, ...] = ()


def decide(
    ledger: Ledger, claim: Claim, rules: Sequence[Rule], *, found: Collection[str] = frozenset()
) -> Decision:
    """What becomes of a claim. Raises `ValueError` if it belongs in another ledger.

    `found` are the names of those rules whose search finds the claim's story. A silent claim is counted like any
    other, and what it would have told counts as known; no one is told.
    """
    if ledger.key != ledger_key(claim):
        raise ValueError(f"a claim for the ledger {ledger_key(claim)} came to {ledger.key}")
    if claim.state == "withdrawn":
        return Decision(*withdraw(ledger, claim))
    if claim.silent:
        # a replay may find again what the one before it did not
        ledger = revived(ledger, claim)
    if claim.id in ledger.remembered or ledger.holding(claim.id):
        return Decision(ledger)
    after, own = entered(ledger, claim)
    known = _known(ledger, claim)
    if known:
        return Decision(after, _corroborated(after, known, claim, rules, found))
    rivals = _rivals(ledger, claim)
    if claim.superseded or _is_late(claim, rivals):
        return Decision(after)
    return _opened(after, own, claim, _nearest(claim, rivals), rules, found=found)


def _known(ledger: Ledger, claim: Claim) -> Estimate | None:
    """The estimate that was told and to which the claim adds nothing; the nearest of them."""
    covering = [
        estimate
        for estimate in ledger.standing
        if estimate.opened
        and comparable(claim, estimate.figure)
        and adds_nothing(claim, estimate.figure)
        and not _gives_way(estimate, claim)
    ]
    return max(
        covering,
        key=lambda known: (says_the_same(claim, known.figure), known.latest.said, known.id),
        default=None,
    )


def _gives_way(estimate: Estimate, claim: Claim) -> bool:
    """Whether the claim corrects it and no other story says it: "at least 3,000" in the place of "5,000" is news
    from the story that said 5,000, or from its rewrite, though from another it is not."""
    return (
        _corrects(claim, estimate)
        and all(said.story in (claim.story, claim.evolvedfrom) for said in estimate.standing)
        and not says_the_same(claim, estimate.figure)
        and direction(claim, estimate.figure) is not None
    )


def _corrects(claim: Claim, estimate: Estimate) -> bool:
    return any(said.id == claim.replaces for said in estimate.standing)


def _rivals(ledger: Ledger, claim: Claim) -> list[Estimate]:
    """The estimates that the claim is another word on: those that it corrects, else those of the same places, else
    those that no place tells from it, unless they are ten times as high or as low: "2,000 hold the steelworks" is
    no word on an army of 200,000. Nor are the 900 killed of a day on the 24,000 of a war: a toll has its time, and
    only figures of one size are likely to be of one.

    "Another 1,500" and "500 of them" are of other troops than the last 1,500 or 500, and troops that no one is
    named for may be anyone's: those revise nothing but what their own story said before.
    """
    if claim.historic or is_vague(claim):
        return []
    differing = [
        estimate
        for estimate in ledger.standing
        if estimate.opened
        and comparable(claim, estimate.figure)
        and direction(claim, estimate.figure)
        and not _is_beside(claim, estimate)
    ]
    corrected = [estimate for estimate in differing if _corrects(claim, estimate)]
    if corrected:
        return corrected
    if claim.measure != "total" or claim.force is None:
        return []
    near = [estimate for estimate in differing if distance(claim, estimate.figure) < FAR]
    in_place = [
        estimate
        for estimate in (near if claim.role in LOSSES else differing)
        if _is_in_place(claim, estimate)
    ]
    return in_place or [estimate for estimate in near if same_places(claim, estimate.figure)]


def _nearest(claim: Claim, rivals: Sequence[Estimate]) -> Estimate | None:
    """The one that the claim revises: the latest of its places; where one names no place, the nearest figure is most
    likely the one that it is another word on."""
    if all(_corrects(claim, estimate) or _is_in_place(claim, estimate) for estimate in rivals):
        return max(rivals, key=_age, default=None)
    return min(rivals, key=lambda estimate: (distance(claim, estimate.figure), estimate.id))


def _is_in_place(claim: Claim, estimate: Estimate) -> bool:
    """Whether both name the same places."""
    return bool(claim.places) and places_key(claim) == places_key(estimate.figure)


def _is_beside(claim: Claim, estimate: Estimate) -> bool:
    """Whether only this version of this story says it: two sources in one story are no revision of each other."""
    return all((said.story, said.version) == (claim.story, claim.version) for said in estimate.standing)


def _age(estimate: Estimate) -> tuple[object, ...]:
    return estimate.latest.said, estimate.latest.version, estimate.id


def _is_late(claim: Claim, rivals: Sequence[Estimate]) -> bool:
    """Whether the claim is older news than what stands: it is kept, but takes no one back to it."""
    return any(claim.said < estimate.latest.said and not _corrects(claim, estimate) for estimate in rivals)


def _opened(
    ledger: Ledger,
    own: Estimate,
    claim: Claim,
    standing: Estimate | None,
    rules: Sequence[Rule],
    *,
    found: Collection[str],
) -> Decision:
    """The claim makes its estimate news: to every rule that asks for it, and to whoever was told of what it revises,
    even if it is too low to be told of by itself."""
    kind: AlertKind = "revised" if standing else "new"
    heard = {name for told in standing.told for name in told.rules} if standing else set()
    before = standing.figure if standing else None
    names = tuple(
        rule.name
        for rule in rules
        if not claim.silent
        and (
            takes(rule, kind, claim, standing=before, found=found)
            or (before is not None and rule.name in heard and follows(rule, kind, claim, standing=before))
        )
    )
    told = Told(estimate=own.id, generation=own.generation, words=words(claim), rules=names)
    changes = {
        "opened": claim.id,
        "revises": standing.id if standing else None,
        "told": (told,) if names else (),
    }
    after = ledger.with_estimate(own.model_copy(update=changes))
    return Decision(after, (tell.figure(after, own, claim, standing, names),) if names else ())


def _corroborated(
    ledger: Ledger, known: Estimate, claim: Claim, rules: Sequence[Rule], found: Collection[str]
) -> tuple[Alert, ...]:
    """The claim is known news; if another provider's own report says the same, those hear of it who ask."""
    asking = () if claim.silent else rules
    names = tuple(rule.name for rule in asking if takes(rule, "corroborated", claim, found=found))
    same = saying(ledger, known.figure)
    mine = [said for said in same if said.id == claim.id]
    others = [said for said in same if said.id != claim.id]
    if not names or not mine or not is_another(mine[0], others):
        return ()
    return (tell.corroboration(known, claim, same, names),)
