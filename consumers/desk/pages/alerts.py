"""Alerts: what people were told, the last first, and as it comes."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from consumers.desk.access import Reader, TheDesk
from consumers.desk.alerts.feed import feed, one
from consumers.desk.blank import Blank
from consumers.desk.page import page
from schemas import AlertKind

router = APIRouter(include_in_schema=False)

KINDS: tuple[tuple[AlertKind, str], ...] = (
    ("new", "new"),
    ("revised", "revised"),
    ("corroborated", "corroborated"),
    ("withdrawn", "withdrawn"),
    ("found", "found by a search"),
)


@router.get("/alerts")
async def alerts(
    request: Request,
    desk: TheDesk,
    user: Reader,
    kind: Annotated[AlertKind | None, Blank] = None,
    rule: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=600)] = "",
) -> Response:
    """The feed, a page at a time. Only its first page grows."""
    found = await feed(desk.store, kind=kind, rule=rule, after=after)
    asked = {"kind": kind, "rule": rule}
    older = {**asked, "after": found.after}
    return page(
        request,
        "alerts/alerts.html",
        alerts=found.alerts,
        kinds=KINDS,
        kind=kind,
        rule=rule,
        after=after,
        older=f"/alerts?{urlencode({name: value for name, value in older.items() if value})}"
        if found.after
        else None,
        newest=found.alerts[0].cursor if found.alerts and not after and not kind and not rule else "",
    )


@router.get("/alerts/one")
async def one_alert(
    request: Request, desk: TheDesk, user: Reader, alert: Annotated[str, Query(min_length=1, max_length=512)]
) -> Response:
    """One alert as it stands in the feed: what a page that is open puts there as it comes."""
    return page(request, "alerts/one.html", alert=await one(desk.store, alert))
