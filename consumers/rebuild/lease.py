"""One at a time: who makes an index anew has a document under its sequence number, and writes it every few seconds."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from consumers.errors import MusterError, Unavailable
from consumers.stored.elastic import Document, Store, Write
from schemas.elasticsearch import Kind

log = structlog.get_logger()

REBUILDS: Final[Kind] = "rebuilds"
"""the index"""
_ID: Final = "rebuild"
_BEAT: Final = 5.0
"""seconds"""
_STALE: Final = timedelta(seconds=30)
"""without a beat: whoever it was has gone"""


@asynccontextmanager
async def alone(store: Store) -> AsyncIterator[None]:
    """Within it no other command does the same. Raises `MusterError` if one does already.

    If it is lost to another, because this machine slept for half a minute, what is within is cancelled.
    """
    me = f"{socket.gethostname()}:{os.getpid()}"
    before = (await store.read(REBUILDS, [_ID])).get(_ID)
    if before is not None and _is_held(before):
        raise MusterError(
            f"{before.source['by']} is making an index anew already, or was killed {_STALE.seconds} s ago or less: "
            "one at a time"
        )
    await _beat(store, me, before)
    beating = asyncio.create_task(_keep_beating(store, me, asyncio.current_task()))
    try:
        yield
    finally:
        beating.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beating
        if (held := (await store.read(REBUILDS, [_ID])).get(_ID)) and held.source["by"] == me:
            gone = (datetime.now(UTC) - 2 * _STALE).isoformat()
            await store.write(REBUILDS, [Write(_ID, {"by": me, "at": gone}, after=held)])


async def _keep_beating(store: Store, me: str, whose: "asyncio.Task[object] | None") -> None:
    while True:
        await asyncio.sleep(_BEAT)
        try:
            held = (await store.read(REBUILDS, [_ID])).get(_ID)
            if held is None or held.source["by"] != me:
                raise MusterError("another command has taken over")
            await _beat(store, me, held)
        except Unavailable:
            continue
        except MusterError as error:
            log.error("rebuild given up", reason=str(error))
            if whose is not None:
                whose.cancel()
            return


async def _beat(store: Store, me: str, before: Document | None) -> None:
    write = Write(_ID, {"by": me, "at": datetime.now(UTC).isoformat()}, after=before, new=before is None)
    (outcome,) = await store.write(REBUILDS, [write])
    if not outcome.done:
        raise MusterError("another command has begun to make an index anew at this moment: one at a time")


def _is_held(document: Document) -> bool:
    host, _, pid = str(document.source["by"]).rpartition(":")
    if host == socket.gethostname() and not _is_running(int(pid)):
        return False
    return datetime.now(UTC) - datetime.fromisoformat(document.source["at"]) < _STALE


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
