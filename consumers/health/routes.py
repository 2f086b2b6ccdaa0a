"""GET /live, GET /ready of a process that serves HTTP anyway, beside its other routes: without sign-in, in general
words, and on no log."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from consumers.health.said import Name, said

Reasons = Callable[[], Awaitable[list[str]]]
"""why it is not so; nothing where it is"""


def routes(reasons: Callable[[Request, Name], Reasons]) -> APIRouter:
    """The two. `reasons` gives, of the application that was asked, who is to be asked why it is not live, or ready."""
    router = APIRouter(include_in_schema=False)

    @router.get("/live")
    async def live(request: Request) -> JSONResponse:
        """Whether the process does what it is for; if not, it is to be restarted."""
        return await _answer(request, "live")

    @router.get("/ready")
    async def ready(request: Request) -> JSONResponse:
        """Whether a request would get what it is for."""
        return await _answer(request, "ready")

    async def _answer(request: Request, name: Name) -> JSONResponse:
        status, content = said(name, await reasons(request, name)())
        return JSONResponse(content, status)

    return router
