"""An analyst's hand on a story: a part of the story page, asked for by itself.

The story page has `<section hx-get="/feedback?uri=…" hx-trigger="load">`; what is marked comes back as the same part.
"""

from typing import Annotated, get_args
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from consumers.desk.access import Analyst, Reader, TheDesk
from consumers.desk.desk import Desk
from consumers.desk.hand import form
from consumers.desk.hand.giving import give, take_back
from consumers.desk.hand.shown import hand
from consumers.desk.page import is_part, page
from consumers.desk.story import read
from consumers.desk.users import User
from consumers.stored.feedback import of_story
from schemas import Bound, Measure, Role, Status, Story
from schemas.base import URI_BYTES
from schemas.feedback import About, Verdict

router = APIRouter(prefix="/feedback", include_in_schema=False)

Uri = Annotated[str, Query(min_length=1, max_length=URI_BYTES)]
FormUri = Annotated[str, Form(min_length=1, max_length=URI_BYTES)]


@router.get("")
async def show(request: Request, desk: TheDesk, user: Reader, uri: Uri) -> Response:
    """What was marked in a story, and for analysts what can be."""
    story, _ = await read.story(desk.store, uri)
    return await _part(request, desk, user, story)


@router.post("")
async def put(
    request: Request,
    desk: TheDesk,
    user: Analyst,
    uri: FormUri,
    about: Annotated[About, Form()],
    verdict: Annotated[Verdict, Form()],
    note: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Keep a mark, in the place of what this analyst said of these words before."""
    story, _ = await read.story(desk.store, uri)
    sent = await request.form()
    fields = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
    made = await give(desk.store, story, form.given(story, about, verdict, fields), by=user)
    return await _done(request, desk, user, story, f"Marked as {verdict}: {made.span.text[:80]}")


@router.post("/take-back")
async def take_it_back(
    request: Request,
    desk: TheDesk,
    user: Analyst,
    uri: FormUri,
    mark: Annotated[str, Form(min_length=1, max_length=64, pattern=r"^[0-9a-f]+$")],
) -> Response:
    """Have a mark hold no longer; it stays on record."""
    story, _ = await read.story(desk.store, uri)
    gone = await take_back(desk.store, mark, by=user)
    return await _done(request, desk, user, story, f"Taken back: {gone.span.text[:80]}")


async def _done(request: Request, desk: Desk, user: User, story: Story, said: str) -> Response:
    if not is_part(request):
        return RedirectResponse(f"/story?uri={quote(story.uri, safe='')}#hand", 303)
    return await _part(request, desk, user, story, said=said)


async def _part(request: Request, desk: Desk, user: User, story: Story, *, said: str = "") -> Response:
    return page(
        request,
        "feedback/part.html",
        story=story,
        hand=hand(story, await of_story(desk.store, story.uri), user),
        said=said,
        whole=not is_part(request),
        longest=form.LONGEST,
        bounds=get_args(Bound),
        roles=get_args(Role),
        measures=get_args(Measure),
        statuses=get_args(Status),
    )
