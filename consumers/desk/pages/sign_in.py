"""Signing in and out."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from consumers.desk.access import SIGNED_IN, TheDesk, user_of
from consumers.desk.attempts import MOST
from consumers.desk.page import page
from consumers.desk.users import LONGEST_NAME, LONGEST_PASSWORD

router = APIRouter(include_in_schema=False)

OF_ONE_ADDRESS = 4 * MOST
"""many people may share one"""


@router.get("/sign-in")
async def ask(request: Request, desk: TheDesk, back: Annotated[str, Query(alias="next")] = "/") -> Response:
    """The form. Whoever is signed in goes on."""
    if desk.users is None or user_of(request) is not None:
        return RedirectResponse(_here(back), 303)
    return page(request, "sign_in.html", back=_here(back), said="", name="")


@router.post("/sign-in")
async def sign_in(
    request: Request,
    desk: TheDesk,
    name: Annotated[str, Form(max_length=LONGEST_NAME)],
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)],
    back: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Check a password; five that fail for a name, or twenty from an address, make one wait."""
    if desk.users is None:
        return RedirectResponse("/", 303)
    address = f"address {request.client.host if request.client else ''}"
    person = f"name {name}"
    wait = max(desk.attempts.wait(person), desk.attempts.wait(address, most=OF_ONE_ADDRESS))
    if wait > 0:
        said = f"Too many attempts. Try again in {round(wait / 60) or 1} min."
        headers = {"Retry-After": str(round(wait) + 1)}
        return page(
            request, "sign_in.html", status=429, headers=headers, back=_here(back), said=said, name=name
        )
    # counted before it is known: attempts that come at once are not all let through
    desk.attempts.failed(person, address)
    user = await asyncio.to_thread(desk.users.signed_in, name, password)
    if user is None:
        said = "No one has that name and that password."
        return page(request, "sign_in.html", status=401, back=_here(back), said=said, name=name)
    desk.attempts.succeeded(person, address)
    # nothing of an earlier session goes on
    request.session.clear()
    request.session[SIGNED_IN] = user.name
    return RedirectResponse(_here(back), 303)


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Forget who it was."""
    request.session.clear()
    return RedirectResponse("/sign-in", 303)


def _here(back: str) -> str:
    """A path of the desk's own; `//elsewhere` and `/\\elsewhere` are other sites to a browser."""
    fine = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return back if fine else "/"
