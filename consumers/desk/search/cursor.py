"""Where a page of hits ended, as a word that an address can hold."""

import base64
import binascii
import json
import math
from typing import Final

from consumers.desk.errors import Refused

SortValues = list[str | int | float]

_LONGEST: Final = 4_000


def packed(values: SortValues) -> str:
    """The sort values of the last hit."""
    raw = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unpacked(cursor: str, *, length: int) -> SortValues:
    """The sort values in a cursor; `length` is how many there have to be. Raises `Refused`."""
    try:
        if len(cursor) > _LONGEST:
            raise ValueError
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(raw)
    except (ValueError, binascii.Error, RecursionError):
        raise Refused("“after” is not what the page before said") from None
    *before, last = values if isinstance(values, list) and values else [None]
    fine = len(before) + 1 == length and isinstance(last, str) and all(map(_is_number, before))
    if not fine:
        raise Refused("“after” is not what the page before said")
    found: SortValues = values
    return found


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 2**53 and math.isfinite(value)
