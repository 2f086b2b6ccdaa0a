"""Counts as JSON and CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.access import Reader, TheDesk
from consumers.desk.estimates.asked import TheAsked
from consumers.desk.estimates.choices import Choice, choices, forces
from consumers.desk.estimates.found import Estimate, estimates, title
from consumers.desk.search.export import harmless
from consumers.forces import code

router = APIRouter(prefix="/api", tags=["counts"])

EXAMPLE: Final[dict[str, Any]] = {
    "title": "Turkish troops in Libya",
    "estimates": [
        {
            "estimate": "3f0c9c3c1f0b4d6d8a2e5b7f9c1d3e5f",
            "words": "3,200 Turkish troops in Libya",
            "figure": {
                "force": {"name": "Turkey", "iso": "TR"},
                "role": "present",
                "measure": "total",
                "low": 3200,
                "high": 3200,
                "bound": "exact",
                "places": [{"name": "Libya", "iso": "LY", "to": False}],
                "status": "actual",
                "historic": False,
            },
            "said": "2026-11-18T09:00:00Z",
            "last_said": "2026-11-18T09:00:00Z",
            "source": {"text": "the United Nations mission", "name": "United Nations mission in Tripoli"},
            "provider": "Tripoli Times",
            "story": "urn:seed:tripoli:un-turkish-count",
            "claim": "9d1f0c3c5e7b4d6d8a2e5b7f9c1d3e5f",
            "stories": 1,
            "origins": 1,
            "withdrawn": None,
            "amount": "3,200",
            "headline": "UN counts 3,200 Turkish soldiers in Libya",
            "url": None,
            "number": {"start": 11, "end": 16, "text": "3,200"},
            "sentence": {"start": 0, "end": 39, "text": "Turkey has 3,200 soldiers in Libya."},
            "link": "/story?uri=urn%3Aseed%3Atripoli%3Aun-turkish-count#c=11-16",
        }
    ],
}


class Counts(BaseModel):
    """The estimates of a force, sorted as asked."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": EXAMPLE})

    title: str
    estimates: tuple[Estimate, ...]


class There(BaseModel):
    """Something that there are figures of; `value` is what to ask with."""

    model_config = ConfigDict(frozen=True)

    value: str
    name: str
    claims: int


class WhatThereIs(BaseModel):
    """All forces; with `force`, its roles and its places too."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "example": {
                "forces": [{"value": "TR", "name": "Turkey", "claims": 2}],
                "roles": [{"value": "present", "name": "present", "claims": 2}],
                "places": [{"value": "LY", "name": "Libya", "claims": 2}],
            }
        },
    )

    forces: tuple[There, ...]
    roles: tuple[There, ...] = Field(default=())
    places: tuple[There, ...] = Field(default=())


@router.get("/counts")
async def counts(desk: TheDesk, user: Reader, asked: TheAsked) -> Counts:
    """Every estimate of a force in a role: how many, who says so, how many origins, standing or withdrawn, and the
    sentence. Without a force: of troops that no story gives a name."""
    return Counts(title=title(asked), estimates=await estimates(desk.store, asked))


@router.get("/counts/choices")
async def what_there_is(desk: TheDesk, user: Reader, asked: TheAsked) -> WhatThereIs:
    """Whose troops there are figures of, doing what, and where."""
    if not asked.force:
        return WhatThereIs(forces=_there(await forces(desk.store)))
    found = await choices(desk.store, asked.force, code(asked.force), role=asked.role)
    return WhatThereIs(forces=_there(found.forces), roles=_there(found.roles), places=_there(found.places))


@router.get(
    "/counts.csv",
    response_class=Response,
    responses={
        200: {
            "description": "a line an estimate, with a head",
            "content": {
                "text/csv": {
                    "schema": {"type": "string"},
                    "example": "said,words,…\r\n2026-11-18T09:00:00+00:00,…\r\n",
                }
            },
        }
    },
)
async def as_csv(desk: TheDesk, user: Reader, asked: TheAsked) -> Response:
    """The same as a table for a spreadsheet."""
    found = await estimates(desk.store, asked)
    headers = {"Content-Disposition": 'attachment; filename="muster-counts.csv"'}
    return Response(sheet(found), media_type="text/csv; charset=utf-8", headers=headers)


def sheet(found: Iterable[Estimate]) -> str:
    """Estimates as CSV. What a spreadsheet would run as a formula is kept from that by an apostrophe."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    for one in found:
        rows.writerow([_safe(value) for value in _cells(one)])
    return out.getvalue()


_COLUMNS: Final = (
    *(
        "said",
        "last_said",
        "withdrawn",
        "words",
        "low",
        "high",
        "bound",
        "force",
        "role",
        "measure",
        "status",
    ),
    *(
        "historic",
        "places",
        "source",
        "provider",
        "stories",
        "origins",
        "story",
        "headline",
        "url",
        "sentence",
    ),
    *("number_start", "number_end"),
)


def _cells(one: Estimate) -> tuple[object, ...]:
    figure = one.figure
    return (
        one.said.isoformat(),
        one.last_said.isoformat(),
        one.withdrawn.isoformat() if one.withdrawn else None,
        one.words,
        figure.low,
        figure.high,
        figure.bound,
        (figure.force.iso or figure.force.name) if figure.force else None,
        figure.role,
        figure.measure,
        figure.status,
        figure.historic,
        one.where,
        one.source.name if one.source else None,
        one.provider,
        one.stories,
        one.origins,
        one.story,
        one.headline,
        one.url,
        one.sentence.text if one.sentence else None,
        one.number.start if one.number else None,
        one.number.end if one.number else None,
    )


def _safe(value: object) -> object:
    return harmless(value) if isinstance(value, str) else value


def _there(found: Iterable[Choice]) -> tuple[There, ...]:
    return tuple(There(**choice._asdict()) for choice in found)
