"""What is known of one force in one role: every estimate, who claims it, and who was told.

A ledger is one document, read by its key and written back under its sequence number. Whether an estimate
stands follows from its claims: it does as long as one of them was not withdrawn. Lists are kept in an order of
their own, so that claims that arrive in another order leave the same ledger.
"""

from pydantic import Field

from pipeline.claims.compare import comparable, force_key, is_vague, places_key, says_the_same
from pipeline.claims.ids import made_from
from schemas import Claim, Figure, Source
from schemas.base import Message, Moment

_LONGEST = 200
"""characters of a ledger's key as it is; a force with a longer name is known by what is made from it"""


class Said(Message):
    """A claim as the ledger keeps it; `withdrawn` is the story version that took it back."""

    id: str
    story: str
    version: int
    said: Moment
    provider: str | None
    source: Source | None
    signature: str | None
    replaces: str | None
    evolvedfrom: str | None = None
    withdrawn: int | None = None


class Told(Message):
    """What was told, to which rules, and as whose news: the estimate (and its generation) that the alert was for."""

    estimate: str
    generation: int
    words: str
    rules: tuple[str, ...]


class Estimate(Message):
    """Claims of the same figure.

    `opened` is the claim with which it became news, None while it is not (it says what another estimate said, or
    came late). `revises` is the estimate that it was told as a revision of. `told` may hold what was told of an
    estimate that said the same and stands no more: who heard of that one must hear when this one goes too. A
    figure that was withdrawn and is claimed again is a new generation, and news again.
    """

    id: str
    figure: Figure
    claims: tuple[Said, ...]
    generation: int = 1
    opened: str | None = None
    revises: str | None = None
    superseded_by: str | None = None
    told: tuple[Told, ...] = ()

    @property
    def standing(self) -> tuple[Said, ...]:
        """The claims that no one took back."""
        return tuple(claim for claim in self.claims if claim.withdrawn is None)

    @property
    def stands(self) -> bool:
        """Whether anyone still says it."""
        return any(claim.withdrawn is None for claim in self.claims)

    @property
    def latest(self) -> Said:
        """The latest claim that stands, or if none does, the latest of all."""
        return max(self.standing or self.claims, key=_order)


class Ledger(Message):
    """The estimates of one force in one role, by id; `remembered`: claims that were withdrawn before they were made."""

    key: str
    estimates: tuple[Estimate, ...] = ()
    remembered: tuple[str, ...] = Field(default=())

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
        return next((estimate for estimate in self.estimates if estimate.id == estimate_id), None)

    def holding(self, claim_id: str | None) -> Estimate | None:
        """The estimate that has the claim."""
        return next((e for e in self.estimates if any(said.id == claim_id for said in e.claims)), None)

    def with_estimate(self, estimate: Estimate) -> "Ledger":
        """The ledger with this estimate in the place of the one of the same id."""
        others = (other for other in self.estimates if other.id != estimate.id)
        return self.model_copy(
            update={"estimates": tuple(sorted((*others, estimate), key=lambda known: known.id))}
        )

    def remembering(self, claim_id: str) -> "Ledger":
        """The ledger that knows this claim to be withdrawn, should it be made after all."""
        return self.model_copy(update={"remembered": tuple(sorted({*self.remembered, claim_id}))})


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
    said = Said(**{name: getattr(claim, name) for name in Said.model_fields if name != "withdrawn"})
    estimate = ledger.find(estimate_id(claim))
    if estimate is None:
        estimate = Estimate(id=estimate_id(claim), figure=figure_of(claim), claims=(said,))
        return ledger.with_estimate(estimate), estimate
    claims = tuple(sorted((*estimate.claims, said), key=_order))
    # "about" or "exactly", "Russia" or "RU": the first to say it has the words
    changes = {"claims": claims, "figure": figure_of(claim) if claims[0] is said else estimate.figure}
    if not estimate.stands:
        again = {"opened": None, "revises": None, "superseded_by": None, "told": ()}
        changes |= again | {"generation": estimate.generation + 1}
    estimate = estimate.model_copy(update=changes)
    return ledger.with_estimate(estimate), estimate


def revived(ledger: Ledger, claim: Claim) -> Ledger:
    """The ledger that never had this claim, if it was withdrawn: what enters it next is news or not by itself."""
    estimate = ledger.holding(claim.id)
    if estimate is None or all(said.id != claim.id for said in estimate.claims if said.withdrawn is not None):
        return ledger
    claims = tuple(said for said in estimate.claims if said.id != claim.id)
    if claims:
        return ledger.with_estimate(estimate.model_copy(update={"claims": claims}))
    others = tuple(other for other in ledger.estimates if other.id != estimate.id)
    return ledger.model_copy(update={"estimates": others})


def saying(ledger: Ledger, figure: Figure) -> list[Said]:
    """Every standing claim of the same number, in whatever words."""
    return [
        said
        for estimate in ledger.standing
        if comparable(figure, estimate.figure) and says_the_same(figure, estimate.figure)
        for said in estimate.standing
    ]


def struck(estimate: Estimate, claim: Claim) -> Estimate:
    """The estimate with one of its claims withdrawn."""
    claims = tuple(
        said.model_copy(update={"withdrawn": claim.version}) if said.id == claim.id else said
        for said in estimate.claims
    )
    return estimate.model_copy(update={"claims": claims})


def figure_of(claim: Figure) -> Figure:
    """The figure in a claim, without who claims it."""
    return Figure(**{name: getattr(claim, name) for name in Figure.model_fields})


def _order(said: Said) -> tuple[Moment, int, str]:
    return said.said, said.version, said.id
