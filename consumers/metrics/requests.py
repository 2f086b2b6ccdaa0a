"""What the gateway and the desk count of the requests that they answer."""

import time
from collections.abc import Mapping
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consumers.metrics import declared

_GONE: Final = "none"
"""the status of a request that was never answered"""


def pushed(path: str, status: int, seconds: float, noted: Mapping[str, Any]) -> None:
    """The gateway has answered a request; `noted` is what its log says of it."""
    if path != "/push" and not path.startswith("/push/"):
        return
    declared.PUSHES.labels(_status(status)).inc()
    declared.PUSH_SECONDS.observe(seconds)
    if status == 202 and noted.get("stories"):
        declared.PUSHED_STORIES.labels(noted["provider"]).inc(noted["stories"])


class DeskRequests:
    """Counts each request to the desk by its route, as the code has it: `/api/stories/{uri}`, never the uri."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Its time is over when its answer begins: some answers last as long as a page is open."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, seconds = time.perf_counter(), 0, 0.0

        async def noting(message: Message) -> None:
            nonlocal status, seconds
            if message["type"] == "http.response.start":
                status, seconds = message["status"], time.perf_counter() - began
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            route = _route(scope)
            declared.DESK_REQUESTS.labels(route, _status(status)).inc()
            if status:
                declared.DESK_SECONDS.labels(route).observe(seconds)


def _route(scope: Scope) -> str:
    """What FastAPI leaves of the way that it found; one that leads nowhere has no name of its own."""
    found = getattr(scope.get("route"), "path", None)
    if found is not None:
        return str(found)
    return "/static" if scope.get("root_path", "").endswith("/static") else "(none)"


def _status(status: int) -> str:
    return str(status) if status else _GONE
