"""Quotes as JSON."""

from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.access import Reader, TheDesk
from consumers.desk.quoted.asked import TheAsked
from consumers.desk.quoted.found import Said, quotes

router = APIRouter(prefix="/api", tags=["quotes"])

EXAMPLE: Final[dict[str, Any]] = {
    "quotes": [
        {
            "speaker": "Kari Lunde",
            "speaker_text": "Lunde",
            "kind": "direct",
            "text": "“They will stay as long as Estonia wants them,”",
            "cue": "said",
            "spans": [[310, 357]],
            "story": "urn:seed:northwire:norway-estonia",
            "headline": "Norway says at least 3,100 of its soldiers are in Estonia",
            "provider": "North Wire",
            "published": "2026-11-16T06:40:00Z",
            "link": "/story?uri=urn%3Aseed%3Anorthwire%3Anorway-estonia#c=310-357",
        }
    ],
    "after": None,
}


class Quotes(BaseModel):
    """A page of quotes. With `after` in the next call comes what follows; null: nothing does."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": EXAMPLE})

    quotes: tuple[Said, ...]
    after: str | None = Field(description="for the next call")


@router.get("/quotes")
async def all_quotes(desk: TheDesk, user: Reader, asked: TheAsked) -> Quotes:
    """Who said what, those of the latest stories first. A page may be short, or empty, and still have an `after`."""
    found = await quotes(desk.store, asked)
    return Quotes(quotes=found.quotes, after=found.after)
