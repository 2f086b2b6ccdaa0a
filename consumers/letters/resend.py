"""Sending dead letters back to the topic that the stage which gave them up reads.

What is sent is the record itself, whole and with its headers, as long as its topic keeps it; else the bytes that the
letter keeps, if those are all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from consumers import topics
from consumers.groups import READS
from consumers.kept import Kept, read_each
from consumers.letters.dealt import Dealt
from consumers.letters.letter import Letter, contents
from consumers.producing import ACK_SECONDS, producer
from consumers.record import SILENT
from consumers.settings import Settings
from schemas import DeadLetter

AT_ONCE = 50
"""letters that are read, claimed, sent and marked together: so many are in memory, and in doubt after a crash"""
UNDELIVERED = "not delivered to "
"""begins the reason of what a receiver did not take: its alert was delivered to the others, and is not told again"""


@dataclass
class Resent:
    """What became of letters that were to be sent back: sent; somebody else's before; and not sent, with why."""

    sent: list[Letter] = field(default_factory=list)
    taken: list[Letter] = field(default_factory=list)
    refused: list[tuple[Letter, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Again:
    """A record as it is sent again."""

    topic: str
    key: bytes | None
    value: bytes
    headers: list[tuple[str, bytes]]
    partition: int | None
    timestamp: int | None


async def resend(settings: Settings, dealt: Dealt, wanted: Sequence[Letter], *, again: bool) -> Resent:
    """Send letters back, in the order of their records. Those that were sent before, or were dropped, only if `again`.

    Each is claimed before it is sent, so that of two callers one sends it: killed between the two, it stays
    `replaying`, and nobody sends it without `again`. Raises `Unavailable` while a server is away.
    """
    done = Resent()
    ordered = sorted(wanted, key=lambda letter: letter.place)
    for begin in range(0, len(ordered), AT_ONCE):
        ready: list[tuple[Letter, _Again]] = []
        some = ordered[begin : begin + AT_ONCE]
        for letter, record in zip(some, _records(settings, some), strict=True):
            if isinstance(record, str):
                done.refused.append((letter, record))
            else:
                ready.append((letter, record))
        await _send(settings, dealt, ready, done, again=again)
    return done


async def _send(
    settings: Settings,
    dealt: Dealt,
    ready: Sequence[tuple[Letter, _Again]],
    done: Resent,
    *,
    again: bool,
) -> None:
    chosen = [letter for letter, _ in ready]
    if again:
        await dealt.mark(chosen, "replaying", at=datetime.now(UTC))
        ours = set(chosen)
    else:
        ours = set(await dealt.claim(chosen, at=datetime.now(UTC)))
    done.taken += [letter for letter in chosen if letter not in ours]
    with producer(settings, of="dead letters") as made:
        waiting = [
            made.send(
                record.topic,
                key=record.key,
                value=record.value,
                headers=record.headers,
                partition=record.partition,
                timestamp_ms=record.timestamp,
            )
            for letter, record in ready
            if letter in ours
        ]
        for future in waiting:
            future.get(timeout=ACK_SECONDS)
    sent = [letter for letter in chosen if letter in ours]
    await dealt.mark(sent, "replayed", at=datetime.now(UTC))
    done.sent += sent


def _records(settings: Settings, wanted: Sequence[Letter]) -> Iterator[_Again | str]:
    """The record of each letter, or why there is none to send."""
    kept = read_each(settings, (letter.place for letter in wanted))
    for letter, record, content in zip(wanted, kept, contents(settings, wanted), strict=True):
        reads = READS.get(letter.stage)
        if reads is None or letter.topic != settings.prefix + reads:
            yield f"no stage {letter.stage!r} of this installation reads {letter.topic}"
        elif letter.reason.startswith(UNDELIVERED):
            yield "what a receiver did not take is not sent again: its alert is on the desk"
        elif record is not None and _is_same(record, content):
            yield _again(letter, record.key, record.value, list(record.headers or ()), settings)
        elif content.truncated:
            yield f"{letter.topic} keeps it no longer, and the letter only its first {len(content.value):,} bytes"
        else:
            headers = [(SILENT, b"dead letter")] if content.silent else []
            yield _again(letter, content.key, content.value, headers, settings)


def _is_same(record: Kept, content: DeadLetter) -> bool:
    """A topic that was made anew has other records at the same places."""
    value = record.value or b""
    return len(value) == content.size and value.startswith(content.value)


def _again(
    letter: Letter, key: bytes | None, value: bytes, headers: list[tuple[str, bytes]], settings: Settings
) -> _Again:
    is_article = letter.topic == settings.prefix + topics.ARTICLES
    return _Again(
        letter.topic,
        key,
        value,
        headers,
        # without a key it would go anywhere
        partition=letter.record_partition if key is None else None,
        # the version of an article that has none of its own; elsewhere what is old may be thrown away at once
        timestamp=letter.record_timestamp if is_article else None,
    )
