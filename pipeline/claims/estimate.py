"""An estimate: claims that say the same, and who was told of it.

A worker holds tens of thousands of these, so they are plain structs: a third of what a validated message takes.
"""

from collections.abc import Hashable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

from msgspec import Struct, convert, to_builtins
from msgspec.structs import replace
from pydantic import BaseModel

from schemas import Claim, Figure, Source

_FIGURE: Final = set(Figure.model_fields)
_SHARED: Final = 1 << 14
"""different values, of newsrooms, sources, forces and places, that are kept once"""

T = TypeVar("T", bound=Hashable)


class Said(Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """A claim as the ledger keeps it; `withdrawn` is the story version that took it back."""

    id: str
    story: str
    version: int
    said: datetime
    provider: str | None
    source: Source | None
    signature: str | None
    replaces: str | None
    evolvedfrom: str | None = None
    withdrawn: int | None = None


class Told(Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """What was told, to which rules, and as whose news: the estimate (and its generation) that the alert was for."""

    estimate: str
    generation: int
    words: str
    rules: tuple[str, ...]


class Estimate(Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
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


def order(said: Said) -> tuple[datetime, int, str]:
    """Which of two claims was said first."""
    return said.said, said.version, said.id


def said_in(claim: Claim) -> Said:
    """A claim as the ledger keeps it."""
    return Said(
        id=claim.id,
        story=claim.story,
        version=claim.version,
        said=claim.said,
        provider=_one(claim.provider),
        source=_one(claim.source),
        signature=claim.signature,
        replaces=claim.replaces,
        evolvedfrom=claim.evolvedfrom,
    )


def figure_of(figure: Figure) -> Figure:
    """The figure in a claim, without who claims it."""
    kept = {name: getattr(figure, name) for name in Figure.model_fields}
    # nothing to validate: it is a part of what was
    return Figure.model_construct(
        _FIGURE, **kept | {"force": _one(figure.force), "places": _one(figure.places)}
    )


def as_row(one: Said | Estimate) -> dict[str, Any]:
    """A claim, or an estimate without its claims, as it is stored: JSON, without the id."""
    alone = replace(one, claims=()) if isinstance(one, Estimate) else one
    row: dict[str, Any] = to_builtins(alone, enc_hook=_written)
    return {name: value for name, value in row.items() if name not in ("id", "claims")}


def said_of(ident: str, row: Mapping[str, Any]) -> Said:
    """The claim of this id as it was stored. Raises `ValueError` if it was not."""
    said: Said = convert({**row, "id": ident}, Said, dec_hook=_read)
    return said


def estimate_of(ident: str, row: Mapping[str, Any], claims: tuple[Said, ...]) -> Estimate:
    """The estimate of this id with these claims, as it was stored. Raises `ValueError` if it was not."""
    estimate: Estimate = convert({**row, "id": ident, "claims": ()}, Estimate, dec_hook=_read)
    return replace(estimate, claims=claims)


def _written(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise NotImplementedError(f"{type(value).__name__} has no form in JSON")


def _read(kind: type[BaseModel], value: object) -> object:
    read = kind.model_validate(value)
    return figure_of(read) if isinstance(read, Figure) else _one(read)


@lru_cache(maxsize=_SHARED)
def _one(value: T) -> T:
    """The first of all values that are the same: what ten thousand claims name is kept once."""
    return value
