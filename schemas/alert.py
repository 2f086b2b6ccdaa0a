"""What people are told."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Message
from schemas.claim import Claim, Figure
from schemas.story import Source

AlertKind = Literal["new", "revised", "corroborated", "withdrawn"]


class Revised(Message):
    """The figure that stood before, and who gave it."""

    figure: Figure
    story: str
    source: Source | None
    direction: Literal["up", "down"]


class Alert(Message):
    """A troop count is new, differs from what stood, gained an origin, or was taken back.

    `id` is made from what the alert says, so that telling it again is seen to be a repeat.
    """

    id: str
    kind: AlertKind
    words: str = Field(description="the figure in words: at least 3,000 North Korean troops in Russia")
    claim: Claim = Field(description="the claim that set it off")
    revises: Revised | None = None
    stories: Annotated[int, Field(ge=0, description="that say the same")]
    origins: Annotated[int, Field(ge=0, description="stories that are copies of one another count once")]
    rules: tuple[str, ...] = Field(description="names of the rules that asked for it")
