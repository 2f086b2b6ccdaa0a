"""One troop count as one version of one story makes it."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Message, Moment, Uri
from schemas.story import Bound, Force, Measure, Place, Role, Source, Span, Status


class Figure(Message):
    """What a claim says, apart from where it is said: whose troops, how many, where, doing what."""

    force: Force | None
    role: Role
    measure: Measure
    low: float | None
    high: float | None
    bound: Bound
    places: tuple[Place, ...]
    status: Status
    historic: bool


class Claim(Figure):
    """A figure, the story version that gives it, and the words behind it.

    On the topic `claims`, keyed by force. `state` is `withdrawn` where a later version of the story, or a kill,
    no longer has the figure; `version` is then the version that took it back, and `id` is the claim's as made.
    """

    id: str = Field(
        description="made from the story's uri and version, the number's place in its text, and what is claimed"
    )
    state: Literal["made", "withdrawn"]
    story: Uri
    version: Annotated[int, Field(ge=0, description="epoch milliseconds")]
    headline: str | None
    provider: str | None
    published: Moment | None
    said: Moment = Field(
        description="when it became news: as the story was published, or as the version came that has it first"
    )
    url: str | None
    number: Span = Field(description="the number in the story's text")
    sentence: Span = Field(description="the sentence that it stands in")
    source: Source | None
    replaces: str | None = Field(
        default=None,
        description="the claim of the story's version before, or of the story that it rewrites, whose figure this one "
        "corrects",
    )
    evolvedfrom: Uri | None = Field(default=None, description="the story that the claim's is a rewrite of")
    superseded: bool = Field(
        default=False, description="a rewrite of the story was there first: counted, and no news"
    )
    signature: str | None = Field(default=None, description="MinHash of the story's text")
    extractor: str
    silent: bool = Field(default=False, description="made by a silent replay: counted, and no one is told")
