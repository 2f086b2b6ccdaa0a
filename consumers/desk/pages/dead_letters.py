"""Dead letters that wait, for admins: how many, of which stage, why the newest. What to do is for the command line."""

from fastapi import APIRouter, Request, Response

from consumers.desk.access import Admin, TheDesk
from consumers.desk.page import page

router = APIRouter(prefix="/dead-letters", include_in_schema=False)


@router.get("")
async def show(request: Request, desk: TheDesk, user: Admin) -> Response:
    """By stage."""
    return page(request, "letters/letters.html", looked=await desk.letters.looked())


@router.get("/count")
async def count(request: Request, desk: TheDesk, user: Admin) -> Response:
    """The figure beside the name of this room."""
    return page(request, "letters/count.html", looked=await desk.letters.looked())
