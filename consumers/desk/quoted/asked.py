"""Which quotes are asked for."""

import re
from datetime import date
from typing import Annotated, Any, Final

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.blank import Blank
from consumers.desk.errors import Refused
from consumers.rules.searches import fault
from schemas import QuoteKind

MOST_WORDS: Final = 20

_LINE = r"^[^\x00-\x1f\x7f]*$"


class Asked(BaseModel):
    """By whom, about whom or what, in what words, when."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    speaker: str = Field(
        default="", max_length=200, pattern=_LINE, description="a name, or a word of it: kirby"
    )
    about: str = Field(default="", max_length=500, pattern=_LINE, description="words that the quote has")
    kind: Annotated[QuoteKind | None, Blank] = Field(
        default=None, description="in the speaker's own words, or another's"
    )
    since: Annotated[date | None, Blank] = Field(
        default=None, description="a day: stories published on it or later"
    )
    until: Annotated[date | None, Blank] = Field(
        default=None, description="a day: stories published on it or before"
    )
    after: str = Field(default="", max_length=700, description="from the page before")


TheAsked = Annotated[Asked, Query()]


def words(text: str) -> list[str]:
    """The words that are looked for. Raises `Refused` on more than can be."""
    if wrong := fault(text):
        raise Refused(f"about: {wrong}")
    found = re.findall(r"\w+", text.casefold())
    if len(found) > MOST_WORDS:
        raise Refused(f"about: {len(found)} words; at most {MOST_WORDS} can be looked for at once")
    return found


def query(asked: Asked) -> dict[str, Any]:
    """The stories that may have such a quote; which of their quotes it is, is seen in them."""
    wanted: list[dict[str, Any]] = [{"exists": {"field": "speakers"}}]
    if speaker := words(asked.speaker):
        wanted.append({"match": {"speakers.words": {"query": " ".join(speaker), "operator": "and"}}})
    if about := words(asked.about):
        wanted.append({"match": {"text": {"query": " ".join(about), "operator": "and"}}})
    if asked.kind:
        of_kind = {"term": {"quotes.kind": asked.kind}}
        wanted.append({"nested": {"path": "quotes", "query": of_kind}})
    days = {"gte": asked.since, "lte": asked.until}
    if given := {name: day.isoformat() for name, day in days.items() if day}:
        # a day as the upper end is its last moment
        wanted.append({"range": {"published": given}})
    return {"bool": {"filter": wanted}}
