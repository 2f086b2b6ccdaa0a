"""Alerts as JSON, and as they come."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.access import Reader, TheDesk
from consumers.desk.alerts.feed import Told, feed, place
from consumers.desk.alerts.stream import events
from schemas import AlertKind
from schemas.published import examples

router = APIRouter(prefix="/api", tags=["alerts"])


def _example() -> dict[str, Any]:
    alert = json.loads(examples("alert")["alert-revised.json"])
    link = "/story?uri=urn%3Aexample%3A1#c=10-15"
    return {**alert, "told": "2026-11-18T09:00:03.120000Z", "taken_back": False, "link": link}


EXAMPLE: Final[dict[str, Any]] = {"alerts": [_example()], "after": None}


class Alerts(BaseModel):
    """A page of the feed. With `after` in the next call comes what follows; null: nothing does."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": EXAMPLE})

    alerts: tuple[Told, ...]
    after: str | None = Field(description="for the next call")


@router.get("/alerts")
async def alerts(
    desk: TheDesk,
    user: Reader,
    kind: AlertKind | None = None,
    rule: Annotated[str, Query(max_length=100, description="that took it")] = "",
    after: Annotated[str, Query(max_length=600, description="from the page before")] = "",
    most: Annotated[int, Query(ge=1, le=500)] = 30,
) -> Alerts:
    """What people were told, the last first."""
    found = await feed(desk.store, kind=kind, rule=rule, after=after, most=most)
    return Alerts(alerts=found.alerts, after=found.after)


@router.get(
    "/alerts/stream",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "an event `alert` for each, with the alert as JSON; it never ends by itself",
            "content": {
                "text/event-stream": {
                    "schema": {"type": "string"},
                    "example": 'id: 1795000000000_3f0c\nevent: alert\ndata: {"id": "3f0c", "kind": "new"}\n\n',
                }
            },
        }
    },
)
async def stream(
    desk: TheDesk,
    user: Reader,
    last: Annotated[str, Query(max_length=600, description="the cursor of the last one that is known")] = "",
    last_event_id: Annotated[str, Header(max_length=600)] = "",
) -> StreamingResponse:
    """Alerts as they come, as server-sent events; `Last-Event-ID` says which was seen last."""
    seen = last_event_id or last
    if seen:
        place(seen)
    desk.turns.streams.ask_for_room()
    return StreamingResponse(
        events(desk.store, desk.turns.streams, last=seen),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )
