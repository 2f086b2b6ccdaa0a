"""Dead letters that wait, as JSON: for whoever watches over an installation."""

from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.access import Admin, TheDesk
from schemas.base import Moment

router = APIRouter(prefix="/api", tags=["dead letters"])

EXAMPLE: Final[dict[str, Any]] = {
    "waiting": [
        {
            "stage": "parse",
            "count": 12,
            "newest": "2026-11-18T09:00:03.120000Z",
            "id": "2:17",
            "reason": "is neither JSON nor XML",
        }
    ],
    "at": "2026-11-18T09:00:30.120000Z",
    "fault": None,
}


class Stage(BaseModel):
    """Those of one stage, and the newest of them."""

    stage: str
    count: int
    newest: Moment
    id: str = Field(description="of the newest, as `muster dead-letters show` takes it")
    reason: str = Field(description="of the newest")


class DeadLetters(BaseModel):
    """What was found at a moment half a minute ago or less, unless `fault` says why not since; null: never yet."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": EXAMPLE})

    waiting: tuple[Stage, ...] | None
    at: Moment | None
    fault: str | None


@router.get("/dead-letters")
async def dead_letters(desk: TheDesk, user: Admin) -> DeadLetters:
    """How many wait, by stage, the most first."""
    looked = await desk.letters.looked()
    if looked.waits is None:
        return DeadLetters(waiting=None, at=None, fault=looked.fault)
    waiting = tuple(
        Stage(
            stage=each.stage,
            count=each.count,
            newest=each.newest.at,
            id=each.newest.id,
            reason=each.newest.reason,
        )
        for each in looked.waits
    )
    return DeadLetters(waiting=waiting, at=looked.at, fault=looked.fault)
