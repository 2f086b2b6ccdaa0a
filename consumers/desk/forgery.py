"""Forms that another site sends in a user's name are refused."""

import hmac
import secrets
from typing import Final

from fastapi import Request

from consumers.desk.errors import Refused

FIELD: Final = "csrf"
HEADER: Final = "x-csrf-token"
_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def token(request: Request) -> str:
    """The session's token, made when first asked for."""
    known = request.session.get(FIELD)
    if not isinstance(known, str):
        known = request.session[FIELD] = secrets.token_urlsafe(24)
    return known


async def no_forgery(request: Request) -> None:
    """A dependency of every route: whatever changes something has the session's token.

    JSON to `/api/` needs none: a browser asks before it sends that to another site, and the answer is no.
    """
    if request.method in _READS:
        return
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused("this was sent by another site", status=403)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.url.path.startswith("/api/") and kind == "application/json":
        return
    given: object = request.headers.get(HEADER)
    if given is None and kind in _FORMS:
        given = (await request.form()).get(FIELD)
    known = request.session.get(FIELD)
    if (
        not isinstance(given, str)
        or not isinstance(known, str)
        or not hmac.compare_digest(given.encode(), known.encode())
    ):
        raise Refused(
            "this page has been open too long: go back, load it again, and send it again", status=403
        )


_FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
