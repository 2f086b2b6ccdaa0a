"""What was found, and what is right, in the form of the labelled sets (tests/quality)."""

from typing import Any, Final

from pipeline.claims.compare import place_key
from pipeline.hand.place import Placed
from schemas import Bound, Number, Place, Story, TroopCount
from schemas.feedback import CountLabel, Feedback, Label, NameLabel, NumberLabel

_NO_HIGH: Final[frozenset[Bound]] = frozenset({"at_least", "more_than", "vague"})
_NO_LOW: Final[frozenset[Bound]] = frozenset({"at_most", "less_than"})


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


def number_label(number: Number) -> NumberLabel:
    """A number of a story as a label."""
    return NumberLabel(
        low=number.low,
        high=number.high,
        bound=number.bound,
        unit=_line(number.unit),
        item=_line(number.item.text) if number.item else None,
    )


def settled(label: Label) -> Label:
    """A label that a person gave, with both ends where one says both ("exactly 40"). Raises `ValueError` on ends that
    its bound can't have."""
    if isinstance(label, NameLabel):
        return label
    low, high, bound = label.low, label.high, label.bound
    said = bound.replace("_", " ")
    if low is None and high is None:
        raise ValueError("say how many: low, high, or both")
    if bound in _NO_HIGH and (low is None or high is not None):
        raise ValueError(f"{said!r} has a low and no high")
    if bound in _NO_LOW and (high is None or low is not None):
        raise ValueError(f"{said!r} has a high and no low")
    if bound == "range" and (low is None or high is None):
        raise ValueError("a range has a low and a high")
    if bound in ("exact", "about"):
        low, high = (low if low is not None else high), (high if high is not None else low)
    if low is not None and high is not None and low > high:
        raise ValueError(f"low ({low:,.15g}) is above high ({high:,.15g})")
    return label.model_copy(update={"low": low, "high": high})


def example(placed: Placed) -> dict[str, Any]:
    """A mark as a labelled example, a line of a set: where it is in the story as it is now, and what is right.

    A number that counts no troops has `troops: false` and nothing more, what is no number `number: false`; a name has
    what was found and what is right.
    """
    feedback, start, end = placed.feedback, placed.start, placed.end
    row: dict[str, Any] = {
        "doc": feedback.story,
        "sentence": list(placed.sentence),
        "start": start,
        "end": end,
        "text": feedback.span.text,
    }
    match feedback.about:
        case "troop_count":
            row |= _labelled("troops", feedback) | {"source": None}
        case "number":
            row |= _labelled("number", feedback)
        case _:
            row |= {"about": feedback.about} | feedback.model_dump(mode="json", include={"found", "right"})
    return row | {"verdict": feedback.verdict, "by": feedback.by, "at": feedback.at.isoformat()}


def _labelled(kind: str, feedback: Feedback) -> dict[str, Any]:
    label = feedback.right or feedback.found
    if feedback.verdict == "wrong" or label is None:
        return {kind: False}
    return {kind: True, **label.model_dump(mode="json")}


def _line(text: str | None) -> str | None:
    return " ".join(text.split())[:300] or None if text else None


def _place(place: Place) -> str:
    is_country = place.iso is not None and place_key(place) == place.iso
    return place.iso if is_country and place.iso else place.name
