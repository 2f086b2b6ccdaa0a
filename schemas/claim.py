"""One troop count as one version of one story makes it."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Message, Moment, Uri
from schemas.story import Bound, Force, Measure, Place, Role, Source, Span, Status


class Figure(Message):
    """What a claim says, apart from where it is said: whose troops, how many, where, doing what."""

    force: Force | None = Field(description="whose troops; null where the story doesn't say")
    role: Role = Field(description="what they do, or what became of them")
    measure: Measure = Field(
        description="total, additional (1,500 more), or a part of another figure (500 of them)"
    )
    low: float | None = Field(description="the least that it may be; null where only a most is given")
    high: float | None = Field(description="the most that it may be; null where only a least is given")
    bound: Bound = Field(description="how the story puts it: exactly, about, at least, …")
    places: tuple[Place, ...] = Field(description="where; empty where the story doesn't say")
    status: Status = Field(description="actual, planned, hypothetical, or denied")
    historic: bool = Field(description="of an earlier war or a past state, not news")


class Claim(Figure):
    """A figure, the story version that gives it, and the words behind it.

    On the topic `claims`, keyed by force. `state` is `withdrawn` where a later version of the story, or a kill,
    no longer has the figure; `version` is then the version that took it back, and `id` is the claim's as made.
    """

    id: str = Field(
        description="made from the story's uri and version, the number's place in its text, and what is claimed"
    )
    state: Literal["made", "withdrawn"] = Field(description="withdrawn: the story no longer has the figure")
    story: Uri = Field(description="the story's uri")
    version: Annotated[int, Field(ge=0, description="epoch milliseconds")]
    headline: str | None = Field(description="the story's headline")
    provider: str | None = Field(description="which newsroom or agency the story is from")
    published: Moment | None = Field(description="when the story was first published")
    said: Moment = Field(
        description="when it became news: as the story was published, or as the version came that has it first"
    )
    url: str | None = Field(description="where the story can be read")
    number: Span = Field(description="the number in the story's text")
    sentence: Span = Field(description="the sentence that it stands in")
    source: Source | None = Field(
        description="who says so, as the story has it; null where it says so itself"
    )
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
    extractor: str = Field(description="the code and the model that found it")
    silent: bool = Field(default=False, description="made by a silent replay: counted, and no one is told")
