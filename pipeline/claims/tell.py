"""What people are told. An alert's id is made from what it says, so that telling it again is seen to be a repeat."""

from collections.abc import Sequence

from pipeline.claims.compare import direction
from pipeline.claims.ids import made_from
from pipeline.claims.ledger import Estimate, Ledger, Said, Told, saying
from pipeline.claims.origins import origins, stories
from pipeline.claims.words import revision, words
from schemas import Alert, Claim, Revised


def figure(
    ledger: Ledger, estimate: Estimate, claim: Claim, standing: Estimate | None, rules: tuple[str, ...]
) -> Alert:
    """A figure is new, or where another stands, differs from that.

    Both have the same id: a figure is told once, and whether as new or as revised depends on what came before it.
    """
    same = saying(ledger, claim)
    revised = _revised(claim, standing) if standing else None
    return Alert(
        id=made_from("told", estimate.id, estimate.generation),
        kind="revised" if revised else "new",
        words=revision(claim, revised.figure, revised.direction) if revised else words(claim),
        claim=claim,
        revises=revised,
        stories=stories(same),
        origins=origins(same),
        rules=rules,
    )


def corroboration(known: Estimate, claim: Claim, same: Sequence[Said], rules: tuple[str, ...]) -> Alert:
    """A figure that was told has another origin; `same` are all claims of it."""
    count = origins(same)
    return Alert(
        id=made_from("corroborated", known.id, known.generation, count),
        kind="corroborated",
        words=words(claim),
        claim=claim,
        stories=stories(same),
        origins=count,
        rules=rules,
    )


def withdrawal(told: Told, claim: Claim) -> Alert:
    """What was told is taken back, in the words that it was told in, to everyone who was told."""
    return Alert(
        id=made_from("withdrawn", told.estimate, told.generation),
        kind="withdrawn",
        words=told.words,
        claim=claim,
        stories=0,
        origins=0,
        rules=told.rules,
    )


def _revised(claim: Claim, standing: Estimate) -> Revised | None:
    went = direction(claim, standing.figure)
    if went is None:
        return None
    before = next((said for said in standing.standing if said.id == claim.replaces), standing.latest)
    return Revised(figure=standing.figure, story=before.story, source=before.source, direction=went)
