"""What an analyst says of what the machine has found: kept apart from it, and surviving it.

A mark is about words, not about a place in an index: the words marked, and the sentence that they stand in. It holds
for every later version of the story that still has the sentence, whatever an extractor finds there by then.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.base import Message, Moment, Uri
from schemas.story import Bound, Measure, Role, Span, Status

About = Literal["troop_count", "speaker", "entity"]
Verdict = Literal["right", "wrong", "corrected"]
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


class NameLabel(Message):
    """Who speaks, or what an entity is called; `same_as` is the name of another that it is the same as."""

    name: Line | None = None
    same_as: Line | None = None


class Feedback(Message):
    """One analyst's verdict. `found` is what the machine said when it was given, `right` what is right: only with
    `corrected`."""

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
    found: CountLabel | NameLabel
    right: CountLabel | NameLabel | None = None
    note: Annotated[str, Field(max_length=1_000)] | None = None
    by: Annotated[str, Field(min_length=1, max_length=200)]
    at: Moment
    extractor: str

    @model_validator(mode="after")
    def _is_corrected_by_something(self) -> "Feedback":
        if (self.verdict == "corrected") != (self.right is not None):
            raise ValueError("what is corrected has what is right, and nothing else has")
        labels = [label for label in (self.found, self.right) if label is not None]
        wanted = CountLabel if self.about == "troop_count" else NameLabel
        if not all(isinstance(label, wanted) for label in labels):
            raise ValueError(f"is about a {self.about}, and its labels are not")
        return self
