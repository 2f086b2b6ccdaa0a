"""Alerts as they come, as server-sent events.

Each stream asks Elasticsearch every second for what was told since. Alerts of several workers may be seen out of
order, by as much as their clocks differ and a refresh takes: a stream looks back a while, and leaves out what it has
sent. A browser that comes back says with `Last-Event-ID` what it saw last.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Final

from consumers.desk.alerts.feed import Told, since, told_at
from consumers.desk.turns import Turns
from consumers.errors import Unavailable
from consumers.stored.elastic import Store

ASK_SECONDS: Final = 1.0
BEAT_SECONDS: Final = 15.0
"""proxies end connections on which nothing is said"""
LONGEST_SECONDS: Final = 3_600.0
"""then a browser comes back by itself"""
_BACK: Final = timedelta(seconds=15)
_PAST: Final = timedelta(hours=24)
"""what is sent of what was missed; for more the page is loaded again"""


async def events(store: Store, streams: Turns, *, last: str = "") -> AsyncIterator[str]:
    """Alerts since the one that was `last`, or from now on, as the lines of an event stream."""
    with streams.another():
        yield "retry: 3000\n\n"
        began = beat = time.monotonic()
        seen: set[str] = {last.partition("_")[2]} if last else set()
        newest = _first(last)
        if not last:
            seen |= {alert.id for alert in await _quietly(store, newest - _BACK) or ()}
        while time.monotonic() - began < LONGEST_SECONDS:
            found = await _quietly(store, newest - _BACK)
            for alert in found or ():
                if alert.id not in seen:
                    seen.add(alert.id)
                    beat = time.monotonic()
                    yield event(alert)
                newest = max(newest, alert.told or newest)
            if time.monotonic() - beat >= BEAT_SECONDS:
                beat = time.monotonic()
                yield ": still here\n\n" if found is not None else ": Elasticsearch is away\n\n"
            await asyncio.sleep(ASK_SECONDS)


def event(alert: Told) -> str:
    """One alert as an event. JSON has no line breaks of its own, so it is one line of data."""
    return f"id: {alert.cursor}\nevent: alert\ndata: {alert.model_dump_json()}\n\n"


def _first(last: str) -> datetime:
    now = datetime.now(UTC)
    return max(told_at(last) or now, now - _PAST) if last else now


async def _quietly(store: Store, moment: datetime) -> tuple[Told, ...] | None:
    """None while Elasticsearch is away: the stream goes on when it is back."""
    try:
        return await since(store, moment)
    except Unavailable:
        return None
