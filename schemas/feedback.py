"""What an analyst says of what the machine has found: kept apart from it, and surviving it.

A mark is about words, not about a place in an index: the words marked, and the sentence that they stand in. It holds
for every later version of the story that still has the sentence, whatever an extractor finds there by then.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.base import Message, Moment, Uri
from schemas.story import Bound, Measure, Role, Span, Status

About = Literal["troop_count", "number", "speaker", "entity"]
Verdict = Literal["right", "wrong", "corrected", "missed"]
Line = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")]


class CountLabel(Message):
    """A troop count as labelled sets have it: forces and places by code where they have one, else by name."""

    low: Annotated[float | None, Field(ge=0, le=1e12, allow_inf_nan=False)] = None
    high: Annotated[float | None, Field(ge=0, le=1e12, allow_inf_nan=False)] = None
    bound: Bound
    measure: Measure
    role: Role
    force: Line | None = None
    places: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    status: Status
    historic: bool = False


class NumberLabel(Message):
    """A number as labelled sets have it; `item` is the thing counted, in the story's words."""

    low: Annotated[float | None, Field(ge=-1e18, le=1e18, allow_inf_nan=False)] = None
    high: Annotated[float | None, Field(ge=-1e18, le=1e18, allow_inf_nan=False)] = None
    bound: Bound
    unit: Line | None = None
    item: Line | None = None


class NameLabel(Message):
    """Who speaks, or what an entity is called; `same_as` is the name of another that it is the same as."""

    name: Line | None = None
    same_as: Line | None = None


Label = CountLabel | NumberLabel | NameLabel

_LABELS: Mapping[About, type[Label]] = MappingProxyType(
    {"troop_count": CountLabel, "number": NumberLabel, "speaker": NameLabel, "entity": NameLabel}
)


class TakenBack(Message):
    """That a mark no longer holds: who took it back, and when."""

    by: Annotated[str, Field(min_length=1, max_length=200)]
    at: Moment


class Feedback(Message):
    """One analyst's verdict on some words of a story; `missed`: something stands there that the machine did not find.
    A mark that was taken back says so, and holds no longer."""

    id: str = Field(
        description="made from the story's uri, the sentence and the words in it, and who says so"
    )
    about: About
    verdict: Verdict
    story: Uri
    version: Annotated[int, Field(ge=0, description="epoch milliseconds; of the story when it was marked")]
    span: Span = Field(description="the words that it is about")
    sentence: Span = Field(description="where they stand")
    sentence_sha256: str
    found: Label | None = Field(
        default=None, description="what the machine said when it was marked; null where it `missed`"
    )
    right: Label | None = Field(
        default=None, description="what is right, of what was `missed` or is `corrected`"
    )
    note: Annotated[str, Field(max_length=1_000)] | None = None
    by: Annotated[str, Field(min_length=1, max_length=200)]
    at: Moment
    extractor: str
    taken_back: TakenBack | None = None

    @model_validator(mode="after")
    def _has_what_its_verdict_needs(self) -> "Feedback":
        if (self.verdict in ("corrected", "missed")) != (self.right is not None):
            raise ValueError("what is corrected or missed has what is right, and nothing else has")
        if (self.verdict == "missed") != (self.found is None):
            raise ValueError("what is missed was not found, and all else was")
        labels = [label for label in (self.found, self.right) if label is not None]
        if not all(isinstance(label, _LABELS[self.about]) for label in labels):
            raise ValueError(f"is about a {self.about}, and its labels are not")
        return self
