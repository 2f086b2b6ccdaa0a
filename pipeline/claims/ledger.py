"""What is known of one force in one role: every estimate, who claims it, and who was told.

Whether an estimate stands follows from its claims: it does as long as one of them was not withdrawn. Lists are kept in
an order of their own, so that claims that arrive in another order leave the same ledger. Forces are spoken of for years:
a ledger may have thousands of estimates, and an estimate thousands of claims, so nothing here goes through all of them
for one claim but to copy a list.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import attrgetter

from msgspec import structs

from pipeline.claims.compare import force_key, is_vague, places_key, says_the_same
from pipeline.claims.estimate import Estimate, Said, figure_of, order, said_in
from pipeline.claims.ids import made_from
from pipeline.claims.register import NOTHING, Register
from schemas import Claim, Figure

_LONGEST = 200
"""characters of a ledger's key as it is; a force with a longer name is known by what is made from it"""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The estimates of one force in one role, by id. `remembered`: claims that were withdrawn before they were made.
    `changes`: how many claims have changed it."""

    key: str
    estimates: tuple[Estimate, ...] = ()
    remembered: frozenset[str] = frozenset()
    changes: int = field(default=0, compare=False)
    register: Register = field(default=NOTHING, compare=False, repr=False)

    @classmethod
    def of(
        cls, key: str, estimates: Iterable[Estimate], remembered: Iterable[str] = (), *, changes: int = 0
    ) -> "Ledger":
        """The ledger with these estimates, in any order."""
        in_order = tuple(sorted(estimates, key=_by_id))
        return cls(
            key=key,
            estimates=in_order,
            remembered=frozenset(remembered),
            changes=changes,
            register=Register.of(in_order),
        )

    @property
    def standing(self) -> tuple[Estimate, ...]:
        """The estimates that someone still claims."""
        return tuple(estimate for estimate in self.estimates if estimate.stands)

    @property
    def facts(self) -> tuple[tuple[str, Figure, tuple[Said, ...]], ...]:
        """What is claimed, without what came of it: the same whatever the order in which the claims came. Who was
        told what, and as whose news, is the history of the telling, which has an order."""
        return tuple((estimate.id, estimate.figure, estimate.claims) for estimate in self.estimates)

    def find(self, estimate_id: str) -> Estimate | None:
        """The estimate of that id."""
        place = self._place(estimate_id)
        known = self.estimates[place : place + 1]
        return known[0] if known and known[0].id == estimate_id else None

    def holding(self, claim_id: str | None) -> Estimate | None:
        """The estimate that has the claim."""
        home = self.register.homes.get(claim_id) if claim_id is not None else None
        return self.find(home) if home is not None else None

    def with_estimate(self, estimate: Estimate, *, said: Said | None = None) -> "Ledger":
        """The ledger with this estimate in the place of the one of the same id; `said` is the claim that is new in it."""
        place = self._place(estimate.id)
        before = self.find(estimate.id)
        rest = self.estimates[place + (before is not None) :]
        return replace(
            self,
            estimates=(*self.estimates[:place], estimate, *rest),
            register=self.register.with_estimate(before, estimate, said),
        )

    def remembering(self, claim_id: str) -> "Ledger":
        """The ledger that knows this claim to be withdrawn, should it be made after all."""
        return replace(self, remembered=self.remembered | {claim_id})

    def _place(self, estimate_id: str) -> int:
        return bisect_left(self.estimates, estimate_id, key=_by_id)


def ledger_key(figure: Figure) -> str:
    """The id of the ledger that a figure belongs in, such as `KP/present`."""
    force = force_key(figure)
    return f"{force if len(force) <= _LONGEST else made_from(force)}/{figure.role}"


def estimate_id(figure: Figure) -> str:
    """The same for figures that are the same, in whatever words: force, role, measure, ends, places, status."""
    return made_from(
        force_key(figure),
        figure.role,
        figure.measure,
        figure.status,
        figure.low,
        figure.high,
        places_key(figure),
        is_vague(figure),
        figure.historic,
    )


def entered(ledger: Ledger, claim: Claim) -> tuple[Ledger, Estimate]:
    """The ledger with a claim that it didn't have, and the estimate that the claim is now part of."""
    said = said_in(claim)
    estimate = ledger.find(estimate_id(claim))
    if estimate is None:
        estimate = Estimate(id=estimate_id(claim), figure=figure_of(claim), claims=(said,))
        return ledger.with_estimate(estimate, said=said), estimate
    claims = list(estimate.claims)
    insort(claims, said, key=order)
    # "about" or "exactly", "Russia" or "RU": the first to say it has the words
    figure = figure_of(claim) if claims[0] is said else estimate.figure
    if not estimate.stands:
        estimate = Estimate(id=estimate.id, figure=figure, claims=(), generation=estimate.generation + 1)
    estimate = structs.replace(estimate, figure=figure, claims=tuple(claims))
    return ledger.with_estimate(estimate, said=said), estimate


def revived(ledger: Ledger, claim: Claim) -> Ledger:
    """The ledger that never had this claim, if it was withdrawn: what enters it next is news or not by itself."""
    estimate = ledger.holding(claim.id)
    if estimate is None or all(said.id != claim.id for said in estimate.claims if said.withdrawn is not None):
        return ledger
    claims = tuple(said for said in estimate.claims if said.id != claim.id)
    others = [other for other in ledger.estimates if other.id != estimate.id]
    left = [structs.replace(estimate, claims=claims)] if claims else []
    return Ledger.of(ledger.key, [*others, *left], ledger.remembered, changes=ledger.changes)


def saying(ledger: Ledger, figure: Figure) -> list[Said]:
    """Every standing claim of the same number, in whatever words."""
    return [said for estimate in same(ledger, figure) for said in estimate.standing]


def same(ledger: Ledger, figure: Figure) -> list[Estimate]:
    """The estimates that stand and give the same number, in whatever words, by id."""
    same = ledger.register.at(figure)
    return sorted((one.estimate for one in same if says_the_same(figure, one.estimate.figure)), key=_by_id)


def struck(estimate: Estimate, claim: Claim) -> Estimate:
    """The estimate with one of its claims withdrawn."""
    claims = tuple(
        structs.replace(said, withdrawn=claim.version) if said.id == claim.id else said
        for said in estimate.claims
    )
    return structs.replace(estimate, claims=claims)


_by_id = attrgetter("id")
