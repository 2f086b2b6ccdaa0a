"""An analyst's hand as JSON."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.access import Analyst, Reader, TheDesk
from consumers.desk.errors import Refused
from consumers.desk.story import read
from consumers.feedback import keep, page
from pipeline.hand import Given, mark
from schemas.base import URI_BYTES
from schemas.feedback import About, CountLabel, Feedback, NameLabel, Verdict

router = APIRouter(prefix="/api/feedback", tags=["feedback"])

_LABEL: Final[dict[str, Any]] = {
    "low": 3200,
    "high": 3200,
    "bound": "exact",
    "measure": "total",
    "role": "present",
    "force": "TR",
    "places": ["LY"],
    "status": "actual",
    "historic": False,
}
_MARKED: Final[dict[str, Any]] = {
    "id": "0d1f5b7c9e3a4d6f8b2c0e1a3d5f7b9c",
    "about": "troop_count",
    "verdict": "corrected",
    "story": "urn:seed:tripoli:un-turkish-count",
    "version": 1795000000000,
    "span": {"start": 11, "end": 16, "text": "3,200"},
    "sentence": {"start": 0, "end": 35, "text": "Turkey has 3,200 soldiers in Libya."},
    "sentence_sha256": "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
    "found": _LABEL,
    "right": {**_LABEL, "bound": "about"},
    "note": "the report says about",
    "by": "ana",
    "at": "2026-11-18T10:00:00Z",
    "extractor": "muster 0.1.0 en_core_web_md 3.7.1",
}


class Marked(BaseModel):
    """A page of marks, the latest first. With `after` in the next call comes what follows; null: nothing does."""

    model_config = ConfigDict(
        frozen=True, json_schema_extra={"example": {"feedback": [_MARKED], "after": None}}
    )

    feedback: tuple[Feedback, ...]
    after: str | None = Field(description="for the next call")


class ToMark(BaseModel):
    """A verdict on what was found at some words of a story: a troop count's number, the first span of a quote, a
    mention of an entity."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "example": {
                "story": "urn:seed:tripoli:un-turkish-count",
                "about": "troop_count",
                "verdict": "corrected",
                "start": 11,
                "end": 16,
                "right": {**_LABEL, "bound": "about"},
                "note": "the report says about",
            }
        },
    )

    story: str = Field(min_length=1, max_length=URI_BYTES)
    about: About
    verdict: Verdict
    start: int = Field(ge=0, le=10**9, description="code points from the start of the story's text")
    end: int = Field(ge=0, le=10**9)
    right: CountLabel | NameLabel | None = Field(
        default=None, description="with `corrected`, and only with that"
    )
    note: str | None = Field(default=None, max_length=1_000)


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
    """Mark what was found right, wrong or corrected; it takes the place of what the same analyst said of it before."""
    found, _ = await read.story(desk.store, given.story)
    try:
        fields = {name: getattr(given, name) for name in Given.model_fields}
        made = mark(found, Given(**fields), by=user.name, at=datetime.now(UTC))
    except ValueError as error:
        raise Refused(_said(error), status=422) from error
    await keep(desk.store, made)
    return made


def _said(error: ValueError) -> str:
    return str(error).splitlines()[-1].strip() if str(error).count("\n") > 1 else str(error)


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
