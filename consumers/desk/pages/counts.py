"""Counts: every estimate of a force over time, as a picture and as a table, each leading to its sentence."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from consumers.desk.access import Reader, TheDesk
from consumers.desk.errors import NotFound
from consumers.desk.estimates.asked import ALL, Asked, SortBy, TheAsked
from consumers.desk.estimates.choices import choices, forces
from consumers.desk.estimates.drawn import picture, row
from consumers.desk.estimates.file import as_svg
from consumers.desk.estimates.found import Estimate, estimates, title
from consumers.desk.page import page
from consumers.forces import called, code

router = APIRouter(include_in_schema=False)

MOST_ROWS = 1_000
"""of the table on the page; the CSV has all"""

COLUMNS: tuple[tuple[SortBy, str], ...] = (
    ("said", "First said"),
    ("figure", "Figure"),
    ("source", "Who says so"),
    ("place", "Where"),
    ("origins", "Origins"),
    ("state", "State"),
)


@router.get("/counts")
async def counts(request: Request, desk: TheDesk, user: Reader, asked: TheAsked) -> Response:
    """The page. Without a force, that of the one that most is said of."""
    if not asked.force:
        known = await forces(desk.store)
        if not known:
            return page(request, "counts/none.html")
        asked = asked.model_copy(update={"force": known[0].value})
    found = await estimates(desk.store, asked)
    return page(
        request,
        "counts/counts.html",
        asked=asked,
        choices=await choices(desk.store, asked.force, code(asked.force), role=asked.role),
        title=title(asked),
        found=found[:MOST_ROWS],
        in_all=len(found),
        picture=picture(found, asked),
        columns=[(by, name, _address(asked, sort=by, falling=_turned(asked, by))) for by, name in COLUMNS],
        svg=f"/counts.svg?{_query(asked)}",
        csv=f"/api/counts.csv?{_query(asked)}",
        as_json=f"/api/counts?{_query(asked)}",
        row=row,
        latest=_latest(found),
        iso=code(asked.force),
        place_iso=code(asked.place) if asked.place else None,
        force_name=called(asked.force),
        place_name=called(asked.place),
        all=ALL,
    )


@router.get("/counts.svg")
async def as_file(desk: TheDesk, user: Reader, asked: TheAsked) -> Response:
    """The picture as a file that needs nothing else, with its title and its legend."""
    found = await estimates(desk.store, asked)
    if not found:
        raise NotFound("There is no figure of these troops to draw.")
    drawn = as_svg(
        desk.templates,
        picture(found, asked),
        title=title(asked),
        site=desk.settings.desk,
        now=datetime.now(UTC),
    )
    headers = {"Content-Disposition": 'attachment; filename="muster-counts.svg"'}
    return Response(drawn, media_type="image/svg+xml", headers=headers)


def _latest(found: Sequence[Estimate]) -> Estimate | None:
    """The last word on how many there are: what is planned or denied is no word on that."""
    standing = (each for each in found if not each.withdrawn and each.figure.status == "actual")
    return max(standing, key=lambda each: each.said, default=None)


def _turned(asked: Asked, by: SortBy) -> bool:
    """The other way round where it is sorted by that already; words rise first, and all else falls."""
    if asked.sort == by:
        return not asked.falling
    return by in ("said", "figure", "origins")


def _address(asked: Asked, **changes: object) -> str:
    return f"/counts?{_query(asked.model_copy(update=changes))}"


def _query(asked: Asked) -> str:
    """Only what is not left out: an address that one can read."""
    said = asked.model_dump(exclude_defaults=True)
    return urlencode(
        {name: str(value).lower() if isinstance(value, bool) else value for name, value in said.items()}
    )
