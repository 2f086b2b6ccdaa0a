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

    low: Annotated[float | None, Field(ge=0, le=1e12, allow_inf_nan=False)] = Field(
        default=None, description="as in a troop count"
    )
    high: Annotated[float | None, Field(ge=0, le=1e12, allow_inf_nan=False)] = Field(
        default=None, description="as in a troop count"
    )
    bound: Bound = Field(description="as in a number")
    measure: Measure = Field(description="as in a troop count")
    role: Role = Field(description="as in a troop count")
    force: Line | None = Field(
        default=None, description="a country's code, else a name; null where nobody is named"
    )
    places: Annotated[tuple[Line, ...], Field(max_length=50)] = Field(
        default=(), description="countries' codes, else names"
    )
    status: Status = Field(description="as in a troop count")
    historic: bool = Field(default=False, description="as in a troop count")


class NumberLabel(Message):
    """A number as labelled sets have it; `item` is the thing counted, in the story's words."""

    low: Annotated[float | None, Field(ge=-1e18, le=1e18, allow_inf_nan=False)] = Field(
        default=None, description="as in a number"
    )
    high: Annotated[float | None, Field(ge=-1e18, le=1e18, allow_inf_nan=False)] = Field(
        default=None, description="as in a number"
    )
    bound: Bound = Field(description="as in a number")
    unit: Line | None = Field(default=None, description="as in a number")
    item: Line | None = Field(default=None, description="the thing counted, in the story's words")


class NameLabel(Message):
    """Who speaks, or what an entity is called; `same_as` is the name of another that it is the same as."""

    name: Line | None = Field(default=None, description="who speaks, or what it is called; null for nobody")
    same_as: Line | None = Field(default=None, description="the name of another that it is the same as")


Label = CountLabel | NumberLabel | NameLabel

_LABELS: Mapping[About, type[Label]] = MappingProxyType(
    {"troop_count": CountLabel, "number": NumberLabel, "speaker": NameLabel, "entity": NameLabel}
)


class TakenBack(Message):
    """That a mark no longer holds: who took it back, and when."""

    by: Annotated[str, Field(min_length=1, max_length=200, description="the user who took it back")]
    at: Moment = Field(description="when")


class Feedback(Message):
    """One analyst's verdict on some words of a story; `missed`: something stands there that the machine did not find.
    A mark that was taken back says so, and holds no longer."""

    id: str = Field(
        description="made from the story's uri, the sentence and the words in it, and who says so"
    )
    about: About = Field(description="what was marked")
    verdict: Verdict = Field(description="what the analyst says of it")
    story: Uri = Field(description="the story's uri")
    version: Annotated[int, Field(ge=0, description="epoch milliseconds; of the story when it was marked")]
    span: Span = Field(description="the words that it is about")
    sentence: Span = Field(description="where they stand")
    sentence_sha256: str = Field(description="by which the sentence is known in later versions")
    found: Label | None = Field(
        default=None, description="what the machine said when it was marked; null where it `missed`"
    )
    right: Label | None = Field(
        default=None, description="what is right, of what was `missed` or is `corrected`"
    )
    note: Annotated[str, Field(max_length=1_000)] | None = Field(
        default=None, description="the analyst's own words"
    )
    by: Annotated[str, Field(min_length=1, max_length=200, description="the user who marked it")]
    at: Moment = Field(description="when")
    extractor: str = Field(description="the code and the model that had found it")
    taken_back: TakenBack | None = Field(default=None, description="that it holds no longer")

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
