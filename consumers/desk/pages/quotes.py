"""Quotes: who said what, about whom or what, and when."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from consumers.counted import counted
from consumers.desk.access import Reader, TheDesk
from consumers.desk.page import page
from consumers.desk.quoted.asked import Asked, TheAsked, words
from consumers.desk.quoted.found import quotes
from consumers.desk.quoted.over_time import Bar, overview

router = APIRouter(include_in_schema=False)

_WIDE, _HIGH = 960.0, 64.0


class Drawn(NamedTuple):
    """A bar in the drawing of when."""

    x: float
    y: float
    wide: float
    high: float
    says: str
    address: str


@router.get("/quotes")
async def all_quotes(request: Request, desk: TheDesk, user: Reader, asked: TheAsked) -> Response:
    """A page of them, with who speaks most and when."""
    found = await quotes(desk.store, asked)
    seen = await overview(desk.store, asked)
    return page(
        request,
        "quotes/quotes.html",
        asked=asked,
        quotes=found.quotes,
        speakers=[(one, address(asked, speaker=one.name, after="")) for one in seen.speakers],
        bars=drawn(seen.bars, asked),
        first=seen.bars[0].day if seen.bars else "",
        last=seen.bars[-1].day if seen.bars else "",
        next=address(asked, after=found.after) if found.after else None,
        everything=address(Asked()),
        marked=lambda text: marked(text, words(asked.about)),
        as_json=f"/api{address(asked)}",
    )


def address(asked: Asked, **changes: object) -> str:
    """The page of what is asked for, changed."""
    fields = asked.model_copy(update=changes).model_dump(mode="json", exclude_defaults=True)
    given = {name: value for name, value in fields.items() if value}
    return f"/quotes?{urlencode(given)}" if given else "/quotes"


def drawn(bars: Sequence[Bar], asked: Asked) -> list[Drawn]:
    """Bars from left to right, the highest as high as there is room; each leads to its days."""
    if not bars:
        return []
    step = _WIDE / len(bars)
    most = max(bar.stories for bar in bars) or 1
    made = []
    for index, bar in enumerate(bars):
        high = max(2.0, _HIGH * bar.stories / most) if bar.stories else 0.0
        following = bars[index + 1].day if index + 1 < len(bars) else None
        until = {"until": date.fromisoformat(following)} if following else {}
        says = f"from {bar.day}: {counted(bar.stories, 'story', 'stories')}"
        wide = max(1.0, min(step - 2, 24.0))
        made.append(
            Drawn(
                round(index * step + (step - wide) / 2, 1),
                round(_HIGH - high, 1),
                round(wide, 1),
                round(high, 1),
                says,
                address(asked, since=date.fromisoformat(bar.day), after="", **until),
            )
        )
    return made


def marked(text: str, those: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each is one of the words."""
    if not those:
        return [(text, False)]
    either = "|".join(re.escape(word.rstrip("s") or word) for word in those)
    pieces = re.split(rf"(\b(?:{either})\w*)", text, flags=re.IGNORECASE)
    return [(piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece]
