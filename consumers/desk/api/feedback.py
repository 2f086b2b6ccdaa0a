"""An analyst's hand as JSON."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.access import Analyst, Reader, TheDesk
from consumers.desk.errors import Refused
from consumers.desk.hand.giving import give, take_back
from consumers.desk.story import read
from consumers.stored.feedback import page
from pipeline.hand import Given
from schemas.base import URI_BYTES
from schemas.feedback import About, Feedback, Label, Verdict
from schemas.published import examples

router = APIRouter(prefix="/api/feedback", tags=["feedback"])

_MARKED: Final[dict[str, Any]] = json.loads(examples("feedback")["feedback.json"])
_TAKEN_BACK: Final[dict[str, Any]] = json.loads(examples("feedback")["feedback-taken-back.json"])


class Marked(BaseModel):
    """A page of marks, the latest first. With `after` in the next call comes what follows; null: nothing does."""

    model_config = ConfigDict(
        frozen=True, json_schema_extra={"example": {"feedback": [_MARKED], "after": None}}
    )

    feedback: tuple[Feedback, ...]
    after: str | None = Field(description="for the next call")


class ToMark(BaseModel):
    """A verdict on what was found at some words of a story: a troop count's number, a number, the first span of a quote,
    a mention of an entity. With `missed`: what is there, of a troop count or a number that was not found."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "example": {
                "story": _MARKED["story"],
                "about": "troop_count",
                "verdict": "corrected",
                "start": _MARKED["span"]["start"],
                "end": _MARKED["span"]["end"],
                "right": _MARKED["right"],
                "note": _MARKED["note"],
            }
        },
    )

    story: str = Field(min_length=1, max_length=URI_BYTES)
    about: About
    verdict: Verdict
    start: int = Field(ge=0, le=10**9, description="code points from the start of the story's text")
    end: int = Field(ge=0, le=10**9)
    right: Label | None = Field(
        default=None, description="with `corrected` and `missed`, and only with those"
    )
    note: str | None = Field(default=None, max_length=1_000)


class ToTakeBack(BaseModel):
    """The mark of that id."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"example": {"id": _MARKED["id"]}}
    )

    id: str = Field(min_length=1, max_length=64, pattern=r"^[0-9a-f]+$")


@router.get("")
async def marked(
    desk: TheDesk,
    user: Reader,
    story: Annotated[str, Query(max_length=URI_BYTES, description="of this story only")] = "",
    about: About | None = None,
    after: Annotated[str, Query(max_length=100, description="from the page before")] = "",
    most: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Marked:
    """What analysts have marked."""
    found = await page(desk.store, story=story, about=about, after=_place(after), most=most)
    return Marked(
        feedback=found.feedback, after=f"{found.after[0]}_{found.after[1]}" if found.after else None
    )


@router.post(
    "",
    responses={
        200: {"content": {"application/json": {"example": _MARKED}}},
        404: {"description": "there is no such story"},
        410: {"description": "the story was killed, or is withheld"},
    },
)
async def put(desk: TheDesk, user: Analyst, given: ToMark) -> Feedback:
    """Mark what was found right, wrong or corrected, or what was missed; it takes the place of what the same analyst
    said of it before."""
    found, _ = await read.story(desk.store, given.story)
    fields = {name: getattr(given, name) for name in Given.model_fields}
    return await give(desk.store, found, Given(**fields), by=user)


@router.post(
    "/take-back",
    responses={
        200: {"content": {"application/json": {"example": _TAKEN_BACK}}},
        404: {"description": "there is no such mark"},
        409: {"description": "it was marked anew meanwhile; nothing is changed"},
    },
)
async def take_it_back(desk: TheDesk, user: Analyst, which: ToTakeBack) -> Feedback:
    """Have a mark hold no longer. It stays on record, with who took it back and when: whoever made it, or an admin."""
    return await take_back(desk.store, which.id, by=user)


def _place(after: str) -> list[Any] | None:
    if not after:
        return None
    at, separator, mark_id = after.partition("_")
    if not (
        separator
        and at.lstrip("-").isascii()
        and at.lstrip("-").isdigit()
        and abs(int(at)) < 2**62
        and mark_id.isalnum()
    ):
        raise Refused("after: is not what a page of marks gave")
    return [int(at), mark_id]
