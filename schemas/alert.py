"""What people are told."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.base import Message, Moment, Uri
from schemas.claim import Claim, Figure
from schemas.story import Source, Span

AlertKind = Literal["new", "revised", "corroborated", "withdrawn", "found"]


class Revised(Message):
    """The figure that stood before, and who gave it."""

    figure: Figure = Field(description="what stood")
    story: str = Field(description="whose figure it was: its uri")
    source: Source | None = Field(description="who said so, as that story has it")
    direction: Literal["up", "down"] = Field(description="whether the new figure is higher or lower")


class FoundStory(Message):
    """A story that a saved search found, and the passage that it found there."""

    story: Uri = Field(description="its uri")
    version: Annotated[int, Field(ge=0, description="epoch milliseconds")]
    headline: str | None = Field(description="its headline")
    provider: str | None = Field(description="which newsroom or agency it is from")
    published: Moment | None = Field(description="when it was first published")
    url: str | None = Field(description="where it can be read")
    passage: Span | None = Field(description="the first that fits; none where only the headline does")


class Alert(Message):
    """A troop count is new, differs from what stood, gained an origin, or was taken back; or a search found a story.

    `id` is made from what the alert says, so that telling it again is seen to be a repeat. A `found` alert has
    `found`, every other has `claim`.
    """

    id: str = Field(description="made from what the alert says: the same one again has the same id")
    kind: AlertKind = Field(
        description="new; revised, by another figure; corroborated, by another outlet; withdrawn; found, by a saved search"
    )
    words: str = Field(description="the figure in words: at least 3,000 North Korean troops in Russia")
    claim: Claim | None = Field(description="the claim that set it off")
    revises: Revised | None = Field(default=None, description="of a revised alert, what it differs from")
    found: FoundStory | None = Field(default=None, description="of a found alert, the story")
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
