"""What people read: an alert, or a digest of alerts, as a title and a plain text, and as the JSON of a webhook.

Everything in it that comes from a story is data. It can't break out of its line (a headline with a line break would
be a second header of a mail), can't reorder the text around it, and is never HTML or Markdown: whoever sends it
declares it as plain text, and what a chat would take for a call to everyone is taken apart (`unaddressed`).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from consumers.counted import counted
from pipeline.claims.words import words
from schemas import Alert, AlertKind, Claim, FoundStory, Revised

LONGEST_TITLE, LONGEST_QUOTE = 200, 600
"""characters"""

_HEADS: Final[dict[AlertKind, str]] = {
    "new": "New",
    "revised": "Revised",
    "corroborated": "Corroborated",
    "withdrawn": "Withdrawn",
    "found": "Found",
}
_TAKEN_BACK: Final = "This was told, and no longer stands: the story was corrected or taken back."
_REORDERING: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""characters that change the direction of the text around them"""
_CALLS: Final = re.compile(r"@(?=everyone|here|channel|all\b|\w*&?\d)|<(?=[!@#])", re.IGNORECASE)
"""what chats take for a call: @everyone, <!channel>, <@U123>"""


@dataclass(frozen=True)
class Message:
    """One line, and some more."""

    title: str
    body: str


def single(alert: Alert, *, desk: str = "") -> Message:
    """An alert. `desk` is the desk's base address, without which there are no links."""
    return Message(title(alert), body(alert, desk=desk))


def digest(alerts: Sequence[Alert], *, desk: str = "") -> Message:
    """Alerts in the order in which they came up: how many of which kind, then each of them."""
    kinds = [(kind, sum(alert.kind == kind for alert in alerts)) for kind in _HEADS]
    of_each = ", ".join(f"{count} {kind}" for kind, count in kinds if count)
    blocks = [
        f"{number}. {title(alert)}\n{body(alert, desk=desk)}" for number, alert in enumerate(alerts, start=1)
    ]
    return Message(f"Muster: {counted(len(alerts), 'alert')} ({of_each})", "\n\n".join(blocks))


def title(alert: Alert) -> str:
    """What is told, in one line: "New: at least 3,000 North Korean troops in Russia"."""
    said = line(alert.words).removeprefix("withdrawn: ")
    headline = line(alert.found.headline or "") if alert.found else ""
    if headline and headline != said:
        said = f"“{said}” in: {headline}"
    return cut(f"{_HEADS[alert.kind]}: {said}", LONGEST_TITLE)


def body(alert: Alert, *, desk: str = "") -> str:
    """The rest, a line each: what it revises, who says so, the words, where, how many, why you are told, a link."""
    about = alert.about
    text = _text(about)
    where = " · ".join(map(line, filter(None, [about.headline, about.provider, about.story])))
    lines = [
        _TAKEN_BACK if alert.kind == "withdrawn" else None,
        _revised(alert.revises) if alert.revises else None,
        _said(alert.claim) if alert.claim else None,
        f"“{cut(line(text), LONGEST_QUOTE)}”" if text else None,
        where,
        _spread(alert),
        f"{'Rule' if len(alert.rules) == 1 else 'Rules'}: {', '.join(map(line, alert.rules))}",
        link(alert, desk),
    ]
    return "\n".join(filter(None, lines))


def payload(alert: Alert, *, desk: str, at: datetime) -> dict[str, Any]:
    """An alert as a webhook has it: its type, when it came up, and the alert as its JSON Schema has it, with a link."""
    return {"type": f"alert.{alert.kind}", "timestamp": at.isoformat(), "data": _data(alert, desk)}


def digest_payload(alerts: Sequence[Alert], *, desk: str, at: datetime) -> dict[str, Any]:
    """Alerts as a webhook has a digest: `at` is when the last of them came up."""
    data = {"alerts": [_data(alert, desk) for alert in alerts]}
    return {"type": "alert.digest", "timestamp": at.isoformat(), "data": data}


def link(alert: Alert, desk: str) -> str | None:
    """The story on the desk, at the exact span; a withdrawn figure may not stand there any more, so at its top."""
    if not desk:
        return None
    page = f"{desk.rstrip('/')}/story?uri={quote(alert.about.story, safe='')}"
    span = alert.claim.number if alert.claim else alert.found and alert.found.passage
    return f"{page}#c={span.start}-{span.end}" if span and alert.kind != "withdrawn" else page


def line(text: str) -> str:
    """A text in one line, without characters that control or reorder."""
    kept = (
        " " if unicodedata.category(each) in ("Cc", "Zl", "Zp") else each
        for each in text
        if each not in _REORDERING
    )
    return " ".join("".join(kept).split())


def cut(text: str, most: int) -> str:
    """A text of `most` characters at most, with an ellipsis where there was more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def unaddressed(text: str) -> str:
    """A text in which nothing calls on the people in a chat: an invisible space parts "@" and "everyone"."""
    return _CALLS.sub(lambda call: f"{call[0]}\u200b", text)


def _data(alert: Alert, desk: str) -> dict[str, Any]:
    return {**alert.model_dump(mode="json"), "link": link(alert, desk)}


def _text(about: Claim | FoundStory) -> str | None:
    span = about.sentence if isinstance(about, Claim) else about.passage
    return span.text if span else None


def _revised(revised: Revised) -> str:
    source = f", according to {line(revised.source.name)}" if revised.source else ""
    return f"It was: {line(words(revised.figure))}{source} ({line(revised.story)})"


def _said(claim: Claim) -> str:
    return f"Says {line(claim.source.name)}" if claim.source else "No source is named"


def _spread(alert: Alert) -> str | None:
    """How many say so; nobody does once it is withdrawn."""
    if not alert.stories:
        return None
    return f"{counted(alert.stories, 'story', 'stories')}, {counted(alert.origins, 'origin')}"
