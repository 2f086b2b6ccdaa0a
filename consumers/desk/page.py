"""Filling in a page: what every template may use."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from consumers.desk import forgery
from consumers.desk.access import desk_of, user_of
from consumers.desk.rooms import ROOMS
from consumers.desk.users import User
from consumers.errors import MusterError
from pipeline.claims.words import amount

FOLDER: Final = Path(__file__).parent
STATIC: Final = FOLDER / "static"


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> Response:
    """A template, filled in. `user`, `rooms`, `csrf` and `csrf_field` are there beside `context`."""
    token = forgery.token(request)
    shared = {
        "user": _user(request),
        "signed_in_here": _can_sign_out(request),
        "rooms": ROOMS,
        "csrf": token,
        "csrf_field": lambda: Markup('<input type="hidden" name="{}" value="{}">').format(
            forgery.FIELD, token
        ),
    }
    return desk_of(request).templates.TemplateResponse(
        request, template, shared | context, status_code=status, headers=headers
    )


def _can_sign_out(request: Request) -> bool:
    """Whether there is a session to sign out of."""
    desk = desk_of(request)
    return desk.users is not None and not desk.settings.desk_user_header


def _user(request: Request) -> User | None:
    """Who asks; no one where that can't be found out, for a page has to say so."""
    try:
        return user_of(request)
    except MusterError:
        return None


def is_part(request: Request) -> bool:
    """Whether htmx asks for a part of a page, rather than a browser for the whole."""
    return (
        request.headers.get("hx-request") == "true"
        and request.headers.get("hx-history-restore-request") != "true"
    )


def templates() -> Jinja2Templates:
    """The templates: everything is escaped, and a name that isn't there is a mistake."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "web_address": web_address,
        "quoted": lambda text: quote(str(text), safe=""),
        "day": day,
        "moment": moment,
        "figure": figure,
        "amount": amount,
        "clip": clip,
    }
    environment.globals["static"] = static
    return Jinja2Templates(env=environment)


_STAMPS: dict[str, str] = {}


def static(name: str) -> str:
    """The address of a file under `static/`; it changes with the file, so that browsers may keep it for ever."""
    if name not in _STAMPS:
        _STAMPS[name] = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={_STAMPS[name]}"


def web_address(url: str | None) -> str | None:
    """An address that a link may lead to; None for `javascript:` and whatever else is not http or https."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def day(value: str | date | None) -> str:
    """22 Nov 2026; nothing where there is no date."""
    at = _moment(value)
    return f"{at.day} {at:%b %Y}" if at else ""


def moment(value: str | datetime | None) -> str:
    """22 Nov 2026, 14:05 UTC."""
    at = _moment(value)
    return f"{at.day} {at:%b %Y, %H:%M} UTC" if at else ""


def _moment(value: str | date | None) -> datetime | None:
    if value is None or value == "":
        return None
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, tzinfo=UTC)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def clip(text: str | None, longest: int) -> str:
    """At most so many code points of a text on one line: a name of 1 MB is a name too."""
    kept = " ".join((text or "")[: 2 * longest].split())
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def figure(value: float | None) -> str:
    """3,000 or 2.5; nothing where there is no number."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
