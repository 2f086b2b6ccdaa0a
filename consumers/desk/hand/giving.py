"""Marking, and taking a mark back."""

from datetime import UTC, datetime

from consumers.desk.errors import NotFound, Refused
from consumers.desk.hand.faults import refused
from consumers.desk.users import User
from consumers.forces import code
from consumers.stored.elastic import Store
from consumers.stored.feedback import keep, one
from pipeline.hand import Given, mark, taken_back
from schemas import Story
from schemas.feedback import CountLabel, Feedback, Label

_NOT_THEIRS = 403
_MEANWHILE = 409


async def give(store: Store, story: Story, given: Given, *, by: User) -> Feedback:
    """Keep a verdict, in the place of what the same analyst said of these words before. Raises `Refused`."""
    right = coded(given.right) if given.right else None
    try:
        made = mark(story, given.model_copy(update={"right": right}), by=by.name, at=datetime.now(UTC))
    except ValueError as error:
        raise refused(error) from error
    await keep(store, made)
    return made


async def take_back(store: Store, mark_id: str, *, by: User) -> Feedback:
    """Have a mark hold no longer. It stays on record, with who took it back and when. Raises `Refused`."""
    found = await one(store, mark_id)
    if found is None:
        raise NotFound("there is no such mark")
    feedback, document = found
    if not may_take_back(feedback, by):
        raise Refused(f"this mark is {feedback.by}'s: they can take it back, or an admin", status=_NOT_THEIRS)
    gone = taken_back(feedback, by=by.name, at=datetime.now(UTC))
    if not await keep(store, gone, after=document):
        raise Refused("it was marked anew in this moment: look at it again", status=_MEANWHILE)
    return gone


def may_take_back(feedback: Feedback, user: User) -> bool:
    """Whether a mark is theirs to take back."""
    return user.may("admin") or (user.may("analyst") and feedback.by == user.name)


def coded(label: Label) -> Label:
    """A label with countries by their codes, as the machine has them: "Turkey" is TR."""
    if not isinstance(label, CountLabel):
        return label
    force = code(label.force) or label.force if label.force else None
    places = tuple(code(place) or place for place in label.places)
    return label.model_copy(update={"force": force, "places": places})
