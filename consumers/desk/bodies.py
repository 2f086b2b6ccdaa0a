"""What is sent to the desk: forms and small JSON, and no more than a few of them hold."""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 1_000_000
_SAID: Final = f"A body may have {MOST_BYTES:,} bytes."


class BoundedBodies:
    """Answers 413 as soon as a body is too long, before it is in memory."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        came = 0
        length = dict(scope["headers"]).get(b"content-length", b"0")
        declared = int(length) if length.isdigit() else 0

        async def counted() -> Message:
            nonlocal came
            if declared > MOST_BYTES:
                raise HTTPException(413, _SAID)
            message = await receive()
            if message["type"] == "http.request":
                came += len(message.get("body", b""))
                if came > MOST_BYTES:
                    raise HTTPException(413, _SAID)
            return message

        await self._app(scope, counted, send)
