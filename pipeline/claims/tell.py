"""What people are told. An alert's id is made from what it says, so that telling it again is seen to be a repeat."""

from collections.abc import Sequence

from pipeline.claims.compare import direction
from pipeline.claims.estimate import Estimate, Said, Told
from pipeline.claims.ids import made_from
from pipeline.claims.ledger import Ledger, saying
from pipeline.claims.origins import origins, stories
from pipeline.claims.words import revision, words
from schemas import Alert, Claim, FoundStory, Revised, Rule


def figure(
    ledger: Ledger, estimate: Estimate, claim: Claim, standing: Estimate | None, rules: tuple[str, ...]
) -> Alert:
    """A figure is new, or where another stands, differs from that.

    Both have the same id: a figure is told once, and whether as new or as revised depends on what came before it.
    """
    same = saying(ledger, claim)
    revised = _revised(claim, standing) if standing else None
    return Alert(
        id=told_id(estimate.id, estimate.generation),
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
        takes_back=told_id(told.estimate, told.generation),
        stories=0,
        origins=0,
        rules=told.rules,
    )


def told_id(estimate: str, generation: int) -> str:
    """The id of the alert by which an estimate is told."""
    return made_from("told", estimate, generation)


def found(rule: Rule, story: FoundStory, *, stories: int) -> Alert:
    """A saved search found a story, of which there are so many copies, itself included."""
    words = story.headline or (story.passage.text if story.passage else story.story)
    return Alert(
        id=found_id(rule, story.story),
        kind="found",
        words=" ".join(words.split()),
        claim=None,
        found=story,
        stories=stories,
        origins=1,
        rules=(rule.name,),
    )


def found_id(rule: Rule, story: str) -> str:
    """The id of the alert by which a saved search tells of a story: once, whatever its version."""
    return made_from("found", rule.name, story)


def _revised(claim: Claim, standing: Estimate) -> Revised | None:
    went = direction(claim, standing.figure)
    if went is None:
        return None
    before = next((said for said in standing.standing if said.id == claim.replaces), standing.latest)
    return Revised(figure=standing.figure, story=before.story, source=before.source, direction=went)
