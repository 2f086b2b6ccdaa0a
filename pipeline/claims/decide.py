"""What makes a claim news: the one decision that Muster is for.

A claim and the ledger go in; the ledger after it and the alerts come out. There is no clock, and what stands is
told by when a figure was said, not by when it arrived. A claim that the ledger has changes nothing, and an alert's
id is made from the estimate that it tells of: a decision taken twice, or by two workers, tells once.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec import structs

from pipeline.claims import tell
from pipeline.claims.compare import (
    adds_nothing,
    are_same,
    direction,
    distance,
    is_vague,
    place_keys,
    point,
    says_the_same,
)
from pipeline.claims.estimate import Estimate, Told
from pipeline.claims.ledger import Ledger, entered, ledger_key, revived, saying
from pipeline.claims.origins import is_another
from pipeline.claims.register import Standing
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
    decision = _decided(ledger, claim, rules, found)
    if decision.ledger is ledger:
        return decision
    return Decision(replace(decision.ledger, changes=ledger.changes + 1), decision.alerts)


def _decided(ledger: Ledger, claim: Claim, rules: Sequence[Rule], found: Collection[str]) -> Decision:
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
    if claim.superseded or rivals.are_later(claim):
        return Decision(after)
    return _opened(after, own, claim, rivals.nearest(claim), rules, found=found)


def _known(ledger: Ledger, claim: Claim) -> Estimate | None:
    """The estimate that was told and to which the claim adds nothing; the nearest of them."""
    covering = [one for one in ledger.register.around(claim) if one.news]
    covering.sort(key=lambda one: (says_the_same(claim, one.estimate.figure), one.said, one.id), reverse=True)
    corrected = _corrected(ledger, claim)
    return next(
        (
            one.estimate
            for one in covering
            if adds_nothing(claim, one.estimate.figure)
            and not (one.id == corrected and _gives_way(one.estimate, claim))
        ),
        None,
    )


def _gives_way(estimate: Estimate, claim: Claim) -> bool:
    """Whether the claim, which corrects it, is news all the same, for no other story says it: "at least 3,000" in the
    place of "5,000" is news from the story that said 5,000, or from its rewrite, though from another it is not."""
    return (
        all(said.story in (claim.story, claim.evolvedfrom) for said in estimate.standing)
        and not says_the_same(claim, estimate.figure)
        and direction(claim, estimate.figure) is not None
    )


def _corrected(ledger: Ledger, claim: Claim) -> str | None:
    """The estimate, by id, that the claim corrects."""
    estimate = ledger.holding(claim.replaces)
    if estimate is None or all(said.id != claim.replaces for said in estimate.standing):
        return None
    return estimate.id


_age = attrgetter("age")


class _Rivals(NamedTuple):
    """The estimates that a claim is another word on. `corrected`: those that it corrects. `in_place`: all of them name
    the places that the claim names."""

    standing: Sequence[Standing] = ()
    corrected: bool = False
    in_place: bool = False

    def are_later(self, claim: Claim) -> bool:
        """Whether the claim is older news than what stands: it is kept, but takes no one back to it."""
        if self.corrected or not self.standing:
            return False
        return claim.said < max(self.standing, key=_age).said

    def nearest(self, claim: Claim) -> Estimate | None:
        """The one that the claim revises: the latest of its places; where one names no place, the nearest figure is
        most likely the one that it is another word on."""
        if not self.standing:
            return None
        if self.corrected or self.in_place:
            return max(self.standing, key=_age).estimate
        return min(self.standing, key=lambda one: (distance(claim, one.estimate.figure), one.id)).estimate


def _rivals(ledger: Ledger, claim: Claim) -> _Rivals:
    """The estimates that the claim is another word on: those that it corrects, else those of the same places, else
    those that no place tells from it, unless they are ten times as high or as low: "2,000 hold the steelworks" is
    no word on an army of 200,000. Nor are the 900 killed of a day on the 24,000 of a war: a toll has its time, and
    only figures of one size are likely to be of one.

    "Another 1,500" and "500 of them" are of other troops than the last 1,500 or 500, and troops that no one is
    named for may be anyone's: those revise nothing but what their own story said before. What only this version of
    this story says stands beside it: two sources in one story are no revision of each other.
    """
    at = point(claim)
    if claim.historic or at is None or is_vague(claim):
        return _Rivals()
    own = (claim.story, claim.version)
    differing = [
        (theirs, [one for one in some if one.news and one.point != at and one.only != own])
        for theirs, some in ledger.register.comparable(claim)
    ]
    corrected = _corrected(ledger, claim)
    if replaced := [one for _, some in differing for one in some if one.id == corrected]:
        return _Rivals(replaced, corrected=True)
    if claim.measure != "total" or claim.force is None:
        return _Rivals()
    size = math.log1p(at)
    places = place_keys(claim)
    here = [one for theirs, some in differing if places and theirs == places for one in some]
    if claim.role in LOSSES:
        here = [one for one in here if abs(one.size - size) < FAR]
    if here:
        return _Rivals(here, in_place=True)
    elsewhere = (one for theirs, some in differing if are_same(places, theirs) for one in some)
    return _Rivals([one for one in elsewhere if abs(one.size - size) < FAR])


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
    opened = structs.replace(
        own, opened=claim.id, revises=standing.id if standing else None, told=(told,) if names else ()
    )
    after = ledger.with_estimate(opened)
    return Decision(after, (tell.figure(after, own, claim, standing, names),) if names else ())


def _corroborated(
    ledger: Ledger, known: Estimate, claim: Claim, rules: Sequence[Rule], found: Collection[str]
) -> tuple[Alert, ...]:
    """The claim is known news; if another provider's own report says the same, those hear of it who ask."""
    asking = () if claim.silent else rules
    names = tuple(rule.name for rule in asking if takes(rule, "corroborated", claim, found=found))
    if not names:
        return ()
    same = saying(ledger, known.figure)
    mine = [said for said in same if said.id == claim.id]
    others = [said for said in same if said.id != claim.id]
    if not mine or not is_another(mine[0], others):
        return ()
    return (tell.corroboration(known, claim, same, names),)
