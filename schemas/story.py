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
    text: str = Field(description="the words from start to end")


class EntityMention(Span):
    """A name where it stands. `name` is the fullest form of it in the story."""

    type: EntityType = Field(description="a person, an organisation or a place")
    name: str = Field(description="the fullest form of the name in the story")
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

    name: str = Field(description="the fullest form of the name in the story")
    id: str | None = Field(
        default=None, description="that of the entity that speaks, such as a country's code"
    )


class Cue(Span):
    """The word that reports: "said", "denied", "according"."""

    kind: str = Field(description="what sort of reporting: say, deny, ask, promise, …")


class Quote(Message):
    """What someone says, in their words or another's; split around its cue it is still one."""

    spans: Annotated[
        tuple[tuple[Offset, Offset], ...],
        Field(min_length=1, description="start and end of each part, in code points of the text"),
    ]
    kind: QuoteKind = Field(description="in their words, in the reporter's, or mixed")
    speaker: Speaker | None = Field(description="who says it; null where the story doesn't say")
    cue: Cue | None = Field(description="the word that reports it; null where none does")
    joint: tuple[Speaker, ...] = Field(
        default=(), description="who else says it, where several speak as one: Paris and Berlin said jointly"
    )
    numbers: tuple[int, ...] = Field(
        default=(), description="indexes of the story's numbers that stand in it"
    )
    troop_counts: tuple[int, ...] = Field(default=(), description="indexes of the story's troop counts in it")


class Item(Message):
    """The thing counted."""

    text: str = Field(description="in the story's words")
    lemma: str = Field(description="in its basic form: soldier")


class Number(Span):
    """A quantity. `low` and `high` are its ends; an open end is null."""

    low: float | None = Field(description="the least that it may be; null where only a most is given")
    high: float | None = Field(description="the most that it may be; null where only a least is given")
    bound: Bound = Field(
        description="exact, about, at_least, more_than, at_most, less_than, range, or vague (tens of thousands)"
    )
    unit: str | None = Field(description="ISO 4217 for money, 'percent', a unit's singular name, else null")
    item: Item | None = Field(description="what is counted")


class Force(Message):
    """Whose troops: a country's, or a group's that has no country code."""

    name: str = Field(description="its name")
    iso: Iso | None = Field(description="the country's code; null for a group")


class Place(Message):
    """Where they are, or with `to`, where they are going."""

    name: str = Field(description="its name")
    iso: Iso | None = Field(description="the code of the country that it is in; null where that isn't known")
    to: bool = Field(default=False, description="they are going there")


class Source(Message):
    """Who says so: the words in the story, and the name they stand for."""

    text: str = Field(description="as the story has it there")
    name: str = Field(description="the name that it stands for")


class TroopCount(Message):
    """A number that counts military personnel."""

    number: Annotated[int, Field(ge=0, description="index into the story's numbers")]
    force: Force | None = Field(description="whose troops; null where the story doesn't say")
    role: Role = Field(description="what they do, or what became of them")
    measure: Measure = Field(
        description="total, additional (1,500 more), or a part of another figure (500 of them)"
    )
    places: tuple[Place, ...] = Field(default=(), description="where; empty where the story doesn't say")
    status: Status = Field(description="actual, planned, hypothetical, or denied")
    source: Source | None = Field(description="who says so; null where the story says so itself")
    historic: bool = Field(description="of an earlier war or a past state, not news")
    quote: int | None = Field(default=None, description="index of the quote that holds it, the innermost")


class Story(Message):
    """One version of one story, enriched. Offsets are code points into `text`, end exclusive."""

    uri: Uri = Field(description="the article's")
    version: Annotated[int, Field(ge=0, description="epoch milliseconds; the higher stands")]
    pubstatus: PubStatus = Field(description="as the article has it")
    headline: str | None = Field(description="the article's")
    text: str = Field(description="what all offsets are offsets into")
    language: str = Field(description="BCP 47: as the article says, else as the text reads")
    provider: str | None = Field(description="which newsroom or agency it is from")
    published: Moment | None = Field(description="when it was first published")
    byline: str | None = Field(description="who wrote it")
    url: str | None = Field(description="where it can be read")
    embargoed: Moment | None = Field(
        default=None, description="not for anyone's eyes before then; search and alerts wait for it"
    )
    evolvedfrom: Uri | None = Field(default=None, description="the story that this one is a rewrite of")
    beside: tuple[str, ...] = Field(
        default=(), description="what stood beside the prose, such as captions and tables: searched, not read"
    )
    text_sha256: str = Field(description="of the text in UTF-8, in hexadecimal")
    extractor: str = Field(description="the code and the model that found what follows")
    notes: tuple[str, ...] = Field(default=(), description="what a reader of the annotations should know")
    entities: tuple[EntityMention, ...] = Field(default=(), description="the names in it")
    quotes: tuple[Quote, ...] = Field(default=(), description="who says what")
    numbers: tuple[Number, ...] = Field(
        default=(), description="its numbers; dates, times and the like are none"
    )
    troop_counts: tuple[TroopCount, ...] = Field(
        default=(), description="which of the numbers count military personnel, and what is said of them"
    )
    signature: str | None = Field(default=None, description="MinHash of the text, by which copies are known")
    silent: bool = Field(default=False, description="made by a silent replay: counted, and no one is told")
