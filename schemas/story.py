"""An article once enriched: who is in it, who says what, which numbers, how many troops."""

from typing import Annotated, Literal

from pydantic import Field

from schemas.article import PubStatus
from schemas.base import Iso, Message, Moment, Offset, Uri

EntityType = Literal["PERSON", "ORG", "PLACE"]
QuoteKind = Literal["direct", "mixed", "indirect"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range", "vague"]
Role = Literal[
    "present",
    "killed",
    "wounded",
    "casualties",
    "captured",
    "missing",
    "mobilised",
    "trained",
    "withdrawn",
    "other",
]
Measure = Literal["total", "additional", "part"]
Status = Literal["actual", "planned", "hypothetical", "denied"]


class Span(Message):
    """A stretch of the story's text; `text[start:end]` is the surface."""

    start: Offset
    end: Offset
    text: str


class EntityMention(Span):
    """A name where it stands. `name` is the fullest form of it in the story."""

    type: EntityType
    name: str
    role: str | None = Field(
        default=None, description="what a person is, as the story says: US Treasury Secretary"
    )
    id: str | None = Field(
        default=None, description="a stable identifier where one is known, such as a country's code"
    )
    acts_for: Iso | None = Field(
        default=None,
        description="the state that a place stands for where it says or does something: Moscow denied it",
    )


class Speaker(Span):
    """Who says a quote: the mention that speaks, and who that is."""

    name: str
    id: str | None = Field(
        default=None, description="that of the entity that speaks, such as a country's code"
    )


class Cue(Span):
    """The word that reports: "said", "denied", "according"."""

    kind: str = Field(description="what sort of reporting: say, deny, ask, promise, …")


class Quote(Message):
    """What someone says, in their words or another's; split around its cue it is still one."""

    spans: Annotated[tuple[tuple[Offset, Offset], ...], Field(min_length=1)]
    kind: QuoteKind
    speaker: Speaker | None
    cue: Cue | None
    joint: tuple[Speaker, ...] = Field(
        default=(), description="who else says it, where several speak as one: Paris and Berlin said jointly"
    )
    numbers: tuple[int, ...] = Field(
        default=(), description="indexes of the story's numbers that stand in it"
    )
    troop_counts: tuple[int, ...] = Field(default=(), description="indexes of the story's troop counts in it")


class Item(Message):
    """The thing counted."""

    text: str
    lemma: str


class Number(Span):
    """A quantity. `low` and `high` are its ends; an open end is null (DESIGN 3, *number*)."""

    low: float | None
    high: float | None
    bound: Bound
    unit: str | None = Field(description="ISO 4217 for money, 'percent', a unit's singular name, else null")
    item: Item | None


class Force(Message):
    """Whose troops: a country's, or a group's that has no country code."""

    name: str
    iso: Iso | None


class Place(Message):
    """Where they are, or with `to`, where they are going."""

    name: str
    iso: Iso | None
    to: bool = False


class Source(Message):
    """Who says so: the words in the story, and the name they stand for."""

    text: str
    name: str


class TroopCount(Message):
    """A number that counts military personnel."""

    number: Annotated[int, Field(ge=0, description="index into the story's numbers")]
    force: Force | None
    role: Role
    measure: Measure
    places: tuple[Place, ...] = ()
    status: Status
    source: Source | None
    historic: bool = Field(description="of an earlier war or a past state, not news")
    quote: int | None = Field(default=None, description="index of the quote that holds it, the innermost")


class Story(Message):
    """One version of one story, enriched. Offsets are code points into `text`, end exclusive."""

    uri: Uri
    version: Annotated[int, Field(ge=0, description="epoch milliseconds; the higher stands")]
    pubstatus: PubStatus
    headline: str | None
    text: str
    language: str
    provider: str | None
    published: Moment | None
    byline: str | None
    url: str | None
    embargoed: Moment | None = Field(
        default=None, description="not for anyone's eyes before then; search and alerts wait for it"
    )
    evolvedfrom: Uri | None = Field(default=None, description="the story that this one is a rewrite of")
    beside: tuple[str, ...] = Field(
        default=(), description="what stood beside the prose, such as captions and tables: searched, not read"
    )
    text_sha256: str
    extractor: str = Field(description="the code and the model that found what follows")
    notes: tuple[str, ...] = Field(default=(), description="what a reader of the annotations should know")
    entities: tuple[EntityMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    numbers: tuple[Number, ...] = ()
    troop_counts: tuple[TroopCount, ...] = ()
    signature: str | None = Field(default=None, description="MinHash of the text, by which copies are known")
    silent: bool = Field(default=False, description="made by a silent replay: counted, and no one is told")
