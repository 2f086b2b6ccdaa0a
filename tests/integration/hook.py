"""An HTTP receiver that does as it is told: answers, fails, stalls."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
STALL = 0
"""in the place of a status: no answer, ever"""


@dataclass(frozen=True)
class Asked:
    """A request as it came, and what it was answered."""

    at: float
    path: str
    headers: Mapping[str, str]
    body: bytes
    status: int

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def json(self) -> Any:
        return json.loads(self.body)

    def is_signed(self, key: str = KEY) -> bool:
        """By the algorithm of the Standard Webhooks specification, without a library of theirs or ours."""
        secret = base64.b64decode(key.removeprefix("whsec_"))
        signed = b".".join([self.id.encode(), self.headers["webhook-timestamp"].encode(), self.body])
        expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
        fresh = abs(time.time() - int(self.headers["webhook-timestamp"])) < 300
        return fresh and self.headers["webhook-signature"] == f"v1,{expected}"


@dataclass
class Hook:
    """Answers with each of `answers` once, then with 200. Knows all that it was asked."""

    answers: list[int] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def taken(self, path: str | None = None) -> Sequence[Asked]:
        """Requests that were answered with 200."""
        return [each for each in self.asked if each.status == 200 and path in (None, each.path)]

    async def answer(self, request: web.Request) -> web.Response:
        status = self.answers.pop(0) if self.answers else 200
        body = await request.read()
        self.asked.append(Asked(time.monotonic(), request.path, dict(request.headers), body, status))
        if status == STALL:
            await asyncio.sleep(3600)
        return web.Response(status=status, headers=self.headers if status != 200 else None)


@asynccontextmanager
async def hook(*answers: int, **headers: str) -> AsyncIterator[Hook]:
    """A receiver on a free port of the loopback address."""
    found = Hook(list(answers), {name.replace("_", "-"): value for name, value in headers.items()})
    app = web.Application()
    app.router.add_post("/{path:.*}", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    found.port = runner.addresses[0][1]
    try:
        yield found
    finally:
        await runner.cleanup()
