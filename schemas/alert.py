"""What people are told."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.base import Message, Moment, Uri
from schemas.claim import Claim, Figure
from schemas.story import Source, Span

AlertKind = Literal["new", "revised", "corroborated", "withdrawn", "found"]


class Revised(Message):
    """The figure that stood before, and who gave it."""

    figure: Figure
    story: str
    source: Source | None
    direction: Literal["up", "down"]


class FoundStory(Message):
    """A story that a saved search found, and the passage that it found there."""

    story: Uri
    version: Annotated[int, Field(ge=0, description="epoch milliseconds")]
    headline: str | None
    provider: str | None
    published: Moment | None
    url: str | None
    passage: Span | None = Field(description="the first that fits; none where only the headline does")


class Alert(Message):
    """A troop count is new, differs from what stood, gained an origin, or was taken back; or a search found a story.

    `id` is made from what the alert says, so that telling it again is seen to be a repeat. A `found` alert has
    `found`, every other has `claim`.
    """

    id: str
    kind: AlertKind
    words: str = Field(description="the figure in words: at least 3,000 North Korean troops in Russia")
    claim: Claim | None = Field(description="the claim that set it off")
    revises: Revised | None = None
    found: FoundStory | None = None
    takes_back: str | None = Field(
        default=None,
        description="the id of the alert that a withdrawal takes back: who was sent that is sent this",
    )
    stories: Annotated[int, Field(ge=0, description="that say the same")]
    origins: Annotated[int, Field(ge=0, description="stories that are copies of one another count once")]
    rules: tuple[str, ...] = Field(description="names of the rules that asked for it")

    @model_validator(mode="after")
    def _is_about_something(self) -> "Alert":
        if (self.found is None) == (self.kind == "found") or (self.claim is None) != (self.kind == "found"):
            raise ValueError("an alert of kind found has `found`, every other has `claim`")
        return self

    @property
    def about(self) -> Claim | FoundStory:
        """What it is about: a claim, or a found story. Both know their story, its provider and its headline."""
        found = self.claim or self.found
        if found is None:  # pragma: no cover  # the validator has seen to it
            raise ValueError(f"alert {self.id} is about nothing")
        return found
