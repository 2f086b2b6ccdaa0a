"""What is shown when something is wrong: a page for people, JSON for programs."""

from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException

from consumers.desk.access import SignInFirst
from consumers.desk.errors import Busy, Refused
from consumers.desk.page import is_part, page
from consumers.errors import MusterError, Unavailable

log = structlog.get_logger()

AGAIN_SECONDS = "3"

_TITLES = {
    400: "That can't be",
    403: "Not allowed",
    404: "Not here",
    405: "Not here",
    410: "Not to be shown",
    413: "Too large",
    422: "That can't be",
    429: "Too often",
}


def handle_failures(app: FastAPI) -> None:
    """Have the app show what is wrong. None of it tells more than the one line of the error."""
    app.add_exception_handler(SignInFirst, _sign_in_first)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(Unavailable, _away)
    app.add_exception_handler(MusterError, _broken)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _sign_in_first(request: Request, _error: Exception) -> Response:
    if _is_api(request):
        return JSONResponse({"detail": "sign in first"}, 401)
    if is_part(request):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?{urlencode({'next': back})}", 303)


async def _refused(request: Request, error: Exception) -> Response:
    title = "Busy" if isinstance(error, Busy) else None
    return _say(request, str(error), error.status if isinstance(error, Refused) else 400, title=title)


async def _away(request: Request, error: Exception) -> Response:
    log.warning("away", path=request.url.path, reason=str(error))
    return _say(request, str(error), 503)


async def _broken(request: Request, error: Exception) -> Response:
    log.error("failed", path=request.url.path, reason=str(error))
    return _say(request, str(error), 500)


async def _invalid(request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    said = "; ".join(f"{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}" for fault in faults)
    return _say(request, said, 422)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = "There is no such page." if status == 404 else str(getattr(error, "detail", error))
    return _say(request, said, status)


def _say(request: Request, said: str, status: int, *, title: str | None = None) -> Response:
    """`title` is another than the status has; a 503 without one is Elasticsearch's, and the page comes back by itself."""
    headers = {"Retry-After": AGAIN_SECONDS} if status == 503 else None
    if _is_api(request):
        return JSONResponse({"detail": said}, status, headers=headers)
    if is_part(request):
        return page(request, "fault.html", status=status, headers=headers, said=said)
    away = status == 503 and title is None
    title = title or ("Elasticsearch is away" if away else _TITLES.get(status, "That went wrong"))
    return page(request, "error.html", status=status, headers=headers, said=said, title=title, away=away)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
