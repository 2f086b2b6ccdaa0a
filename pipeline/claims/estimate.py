"""An estimate: claims that say the same, and who was told of it."""

from schemas import Figure, Source
from schemas.base import Message, Moment


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
    """Claims of the same figure, in the order in which it was said.

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
        return next((claim for claim in reversed(self.claims) if claim.withdrawn is None), self.claims[-1])


def order(said: Said) -> tuple[Moment, int, str]:
    """Which of two claims was said first."""
    return said.said, said.version, said.id
