"""Times as newsrooms write them: ISO 8601 with or without its signs, and the dates of mail and RSS."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 64


def moment(text: str) -> datetime:
    """A time, in UTC; one without a zone is taken as UTC.

    "2026-11-16T06:05:00Z", "2026-11-16T06:05:00+0000", "20261116T060500Z", "Mon, 16 Nov 2026 06:05:00 GMT".

    Raises `ValueError` if it is none of these.
    """
    written = text.strip()
    if written and len(written) <= _LONGEST:
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                found = read(written)
                return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
    raise ValueError("is not a time")


def required(name: str, text: str | None) -> datetime | None:
    """A time that must be right if it is given. Raises `ValueError` that names it."""
    if text is None:
        return None
    try:
        return moment(text)
    except ValueError:
        raise ValueError(f"{name} is not a time") from None


def if_readable(text: str | None) -> datetime | None:
    """A time that a story isn't lost over."""
    try:
        return moment(text) if text else None
    except ValueError:
        return None
