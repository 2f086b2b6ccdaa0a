"""A request's body: read as it comes, unpacked, and never more of it than its provider may send."""

import asyncio
import zlib
from collections.abc import Mapping
from typing import Final

from fastapi import Request
from starlette.requests import ClientDisconnect

from consumers.gateway.problems import Problem
from consumers.gateway.room import Held

SLOWEST: Final = 60.0
"""seconds that a body may take to come"""
_CHUNK: Final = 256 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS


async def read(request: Request, *, largest: int, held: Held, seconds: float = SLOWEST) -> bytes:
    """The bytes as they are sent, which is what is signed.

    Raises `Problem`: one that says its size is refused before it is read, one that doesn't at the byte too many.
    """
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > largest:
        raise _too_large(f"is {int(said):,} bytes long", largest)
    found = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                held.more(len(chunk))
                found += chunk
                if len(found) > largest:
                    raise _too_large("is longer", largest)
    except TimeoutError:
        raise Problem("not-whole", f"the body must be here within {seconds:g} s") from None
    except ClientDisconnect:
        raise Problem("not-whole", "the connection was closed before the body was here") from None
    return bytes(found)


def is_packed(headers: Mapping[str, str]) -> bool:
    """Whether the body is gzipped. Raises `Problem` if it is packed in another way."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Problem(
            "not-an-encoding",
            "Content-Encoding may be gzip, or there is none",
            headers={"Accept-Encoding": "gzip"},
        )
    return encoding in ("gzip", "x-gzip")


def unpacked(packed: bytes, *, largest: int, held: Held) -> bytes:
    """What was gzipped. Unpacks no more than `largest` bytes, however much there is.

    Raises `Problem` if there is more, or if it isn't gzip.
    """
    found = bytearray()
    rest = packed
    while rest:
        try:
            rest = _member(rest, found, largest=largest, held=held)
        except zlib.error:
            raise Problem("not-an-article", "is not gzip, though Content-Encoding says so") from None
    return bytes(found)


def _member(packed: bytes, found: bytearray, *, largest: int, held: Held) -> bytes:
    """Unpack one gzip file onto what is found; gives what comes behind it, for a body may be several."""
    stream = zlib.decompressobj(_GZIP)
    while not stream.eof:
        chunk = stream.decompress(packed, _CHUNK)
        packed = stream.unconsumed_tail
        if not chunk and not packed and not stream.eof:
            raise Problem("not-an-article", "is gzip that ends too early")
        held.more(len(chunk))
        found += chunk
        if len(found) > largest:
            raise _too_large("is longer once it is unpacked", largest)
    return stream.unused_data


def _too_large(how: str, largest: int) -> Problem:
    return Problem("too-large", f"the body {how}; it may have {largest:,} bytes")
