"""Who wants to be told what, how, and when not."""

from functools import cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from schemas.alert import AlertKind
from schemas.base import Iso, Message
from schemas.story import Measure, Role, Status

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Name = Annotated[
    # one line that begins and ends with something
    str, StringConstraints(pattern=r"^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]{0,98}[^\s\x00-\x1f\x7f])?$")
]
Digest = Literal["hourly", "daily"]


@cache
def _zones() -> frozenset[str]:
    # reading the folder of time zones takes 11 ms, and there may be 10,000 rules
    return frozenset(available_timezones())


def _is_zone(zone: str) -> str:
    if zone not in _zones():
        raise ValueError(f"{zone!r} is no time zone; write one such as Europe/Berlin or UTC")
    return zone


class Quiet(Message):
    """Hours in which no one is rung up: what comes then waits until they end."""

    start: Clock = Field(description="such as 22:00")
    end: Clock = Field(description="such as 06:30; before `start` where the hours run over midnight")
    zone: Annotated[str, AfterValidator(_is_zone)] = Field(default="UTC", description="Europe/Berlin")


class Rule(Message):
    """A piece of news passes if it fits every field that is set; an empty rule takes all that is news.

    With `watch: counts` the rule is about troop counts; with `watch: stories` it is a saved search, and tells of each
    story that `search` finds, once a story and once for all of its copies.
    """

    name: Name = Field(description="what it is called: one line of at most 100 characters")
    watch: Literal["counts", "stories"] = Field(
        default="counts", description="troop counts, or every story that `search` finds"
    )
    kinds: tuple[AlertKind, ...] = Field(
        default=("new", "revised", "withdrawn"), description="which kinds of news"
    )
    forces: tuple[str, ...] = Field(default=(), description="country codes or names")
    places: tuple[Iso, ...] = Field(default=(), description="in which countries, by code; empty: anywhere")
    roles: tuple[Role, ...] = Field(default=(), description="which roles; empty: all")
    statuses: tuple[Status, ...] = Field(default=(), description="which statuses; empty: all")
    measures: tuple[Measure, ...] = Field(default=(), description="which measures; empty: all")
    at_least: float | None = Field(default=None, description="the least figure")
    least_change: Annotated[
        float | None, Field(ge=0, description="of a revision, as a share of what stood: 0.1 is 10 %")
    ] = None
    providers: tuple[str, ...] = Field(default=(), description="whose stories; empty: everyone's")
    search: str | None = Field(
        default=None, description="what the story must say, as Elasticsearch's simple_query_string has it"
    )
    historic: bool = Field(default=False, description="of an earlier war or a past state too")
    unnamed: bool = Field(default=False, description="troops of a force that the story doesn't name, too")
    vague: bool = Field(default=False, description="tens of thousands, and the like, too")
    to: tuple[Name, ...] = Field(
        default=(), description="names of receivers, as the receivers file has them; none: the feed only"
    )
    digest: Digest | None = Field(default=None, description="one message for all of an hour or a day")
    quiet: Quiet | None = Field(default=None, description="hours in which no one is rung up")
    paused: bool = Field(default=False, description="takes nothing for now")

    @model_validator(mode="after")
    def _has_something_to_search(self) -> "Rule":
        if self.search is not None and not self.search.strip():
            raise ValueError("search is empty: leave it out, or say what to search for")
        if self.watch == "stories" and self.search is None:
            raise ValueError("a rule that watches stories needs a search")
        return self
