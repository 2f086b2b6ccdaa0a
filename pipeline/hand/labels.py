"""What was found, and what is right, in the form of the labelled sets (tests/quality)."""

from typing import Any

from pipeline.claims.compare import place_key
from pipeline.hand.place import Placed
from schemas import Place, Story, TroopCount
from schemas.feedback import CountLabel, Feedback


def count_label(story: Story, count: TroopCount) -> CountLabel:
    """A troop count of a story as a label."""
    number = story.numbers[count.number]
    return CountLabel(
        low=number.low,
        high=number.high,
        bound=number.bound,
        measure=count.measure,
        role=count.role,
        force=(count.force.iso or count.force.name) if count.force else None,
        places=tuple(_place(place) for place in count.places),
        status=count.status,
        historic=count.historic,
    )


def example(placed: Placed) -> dict[str, Any]:
    """A mark as a labelled example, a line of a set: where it is in the story as it is now, and what is right.

    A number that counts no troops has `troops: false` and nothing more; a name has what was found and what is right.
    """
    feedback, start, end = placed.feedback, placed.start, placed.end
    row: dict[str, Any] = {
        "doc": feedback.story,
        "sentence": list(placed.sentence),
        "start": start,
        "end": end,
        "text": feedback.span.text,
    }
    if feedback.about == "troop_count":
        row |= _count(feedback)
    else:
        found = feedback.found.model_dump(mode="json")
        right = feedback.right.model_dump(mode="json") if feedback.right else None
        row |= {"about": feedback.about, "found": found, "right": right}
    return row | {"verdict": feedback.verdict, "by": feedback.by, "at": feedback.at.isoformat()}


def _count(feedback: Feedback) -> dict[str, Any]:
    if feedback.verdict == "wrong":
        return {"troops": False}
    label = feedback.right or feedback.found
    return {"troops": True, **label.model_dump(mode="json"), "source": None}


def _place(place: Place) -> str:
    is_country = place.iso is not None and place_key(place) == place.iso
    return place.iso if is_country and place.iso else place.name
