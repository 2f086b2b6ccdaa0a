"""The access log: one line a request, with who and how much, and of what nothing but a story's uri."""

import time
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consumers.metrics.requests import pushed

log = structlog.get_logger()

_LONGEST = 200
_NOT_LOGGED = frozenset({"/live", "/ready"})
"""asked every few seconds"""


class AccessLog:
    """Logs each request when it is answered; routes put what they know into `request.state.noted`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        noted: dict[str, Any] = {}
        scope.setdefault("state", {})["noted"] = noted
        began = time.perf_counter()
        status = 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            # as it was sent: what is decoded may hold line breaks
            path = scope["raw_path"].decode("ascii", "replace")
            seconds = time.perf_counter() - began
            pushed(path, status, seconds, noted)
            if path not in _NOT_LOGGED:
                log.info(
                    "request",
                    method=scope["method"],
                    path=path[:_LONGEST],
                    status=status,
                    ms=round(seconds * 1000, 1),
                    client=scope["client"][0] if scope.get("client") else None,
                    **noted,
                )
