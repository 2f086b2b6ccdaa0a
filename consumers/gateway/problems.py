"""What the gateway says no to, as RFC 9457 has it: JSON that a program and a person can read."""

import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, Literal

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from consumers.errors import MusterError

log = structlog.get_logger()

Kind = Literal[
    "not-signed",
    "not-yours",
    "not-here",
    "not-a-way",
    "not-whole",
    "replayed",
    "too-large",
    "not-an-encoding",
    "not-an-article",
    "too-often",
    "failed",
    "full",
    "away",
]

KINDS: Mapping[Kind, tuple[int, str]] = MappingProxyType(
    {
        "not-signed": (401, "Not signed, or not by whom it should be"),
        "not-yours": (403, "The key is someone else's"),
        "not-here": (404, "Nothing is here"),
        "not-a-way": (405, "Not done this way"),
        "not-whole": (408, "The body did not come"),
        "replayed": (409, "Sent before"),
        "too-large": (413, "Too large"),
        "not-an-encoding": (415, "Not an encoding that is read here"),
        "not-an-article": (422, "Not an article"),
        "too-often": (429, "Too many stories"),
        "failed": (500, "Something is wrong here"),
        "full": (503, "As much as can be held is on its way"),
        "away": (503, "Kafka is away"),
    }
)
"""every kind: its status, and the title that never varies"""

PREFIX: Final = "urn:muster:problem:"
MOST_FAULTS: Final = 100
"""lines of a batch that are named one by one"""
_CHALLENGE: Final = 'Bearer realm="muster"'
"""a 401 has to have one; it names the way in that needs no secret of the body's own"""


class Problem(Exception):
    """A request that is answered with no. `detail` never holds what was sent."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        headers: Mapping[str, str] = MappingProxyType({}),
        faults: Sequence[tuple[int, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.headers = headers
        self.faults = faults

    @property
    def status(self) -> int:
        """The HTTP status of its kind."""
        return KINDS[self.kind][0]

    def body(self, instance: str) -> dict[str, Any]:
        """The members of RFC 9457; of a batch also `faults`, each a line and what is wrong with it."""
        status, title = KINDS[self.kind]
        found: dict[str, Any] = {
            "type": f"{PREFIX}{self.kind}",
            "title": title,
            "status": status,
            "detail": self.detail,
            "instance": instance,
        }
        if self.faults:
            found["faults"] = [{"line": line, "detail": detail} for line, detail in self.faults[:MOST_FAULTS]]
        return found


def later(kind: Kind, detail: str, *, seconds: float) -> Problem:
    """A no that may be a yes in some seconds."""
    return Problem(kind, detail, headers={"Retry-After": str(max(1, round(seconds + 0.5)))})


def handle_problems(app: FastAPI) -> None:
    """Have the app say what is wrong in this form, whatever it is."""
    app.add_exception_handler(Problem, _answer)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(MusterError, _broken)
    app.add_exception_handler(Exception, _failed)


async def _answer(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return answer(request, error)


def answer(request: Request, problem: Problem) -> JSONResponse:
    """The answer, under a name that is in the log too."""
    instance = uuid.uuid4().urn
    request.state.noted.update(problem=problem.kind, instance=instance.rpartition(":")[2])
    headers = dict(problem.headers)
    if problem.status == 401:
        headers["WWW-Authenticate"] = _CHALLENGE
    return JSONResponse(
        problem.body(instance),
        problem.status,
        headers=headers,
        media_type="application/problem+json",
    )


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        return answer(request, Problem("not-a-way", f"this takes {allowed}", headers={"Allow": allowed}))
    if error.status_code == 404:
        return answer(
            request, Problem("not-here", "stories are pushed to /push/NAME, NAME being the provider's")
        )
    return answer(request, Problem("failed", str(error.detail)))


async def _broken(request: Request, error: Exception) -> JSONResponse:
    log.error("failed", reason=str(error))
    return await _failed(request, error)


async def _failed(request: Request, _error: Exception) -> JSONResponse:
    return answer(request, Problem("failed", "the log says what; sending it again does no harm"))
