"""The stream that every run is made of: stories, copies, updates, corrections, kills, repeats and garbage.

All that is said of one force goes the way of one partition, in every topic: what is new about it then depends on the
stream alone, not on which worker was quicker, and two runs can be compared alert by alert.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from kafka.partitioner.default import murmur2

FORCES: Final = (
    *("Norway", "Poland", "France", "Spain", "Italy", "Canada", "Germany", "Portugal"),
    *("Sweden", "Finland", "Denmark", "Romania", "Greece", "Hungary", "Austria", "Ireland"),
)
PLACES: Final = ("Estonia", "Latvia", "Lithuania", "Kosovo", "Mali", "Lebanon")
_FIRST: Final = datetime(2026, 11, 16, 6, tzinfo=UTC)
_GARBAGE: Final = (
    b"",
    b"null",
    b"[]",
    b"{}",
    b"\xff\xfe\x00\xd8",
    b'{"uri": "urn:chaos:no-text"}',
    b'{"uri": 7, "text": "Ten."}',
    b'{"uri": "urn:chaos:cut", "text": "Ten sol',
    b"<nitf><body>",
    b'<!DOCTYPE a [<!ENTITY b "c">]><rss>&b;</rss>',
    b"[" * 5_000,
    b'{"uri": "' + b"x" * 600 + b'", "text": "Ten."}',
    b"PK\x03\x04" + bytes(range(256)),
)


class Message(NamedTuple):
    """What is put into `articles`: the key keeps a story's versions in order. Some newsrooms push theirs to the
    gateway: `pushed_by` says who."""

    key: bytes
    value: bytes
    pushed_by: str | None = None


@dataclass
class _Told:
    """A story as the stream has told it so far."""

    uri: str
    body: str
    provider: str
    figure: int
    versions: list[Message] = field(default_factory=list)


def made(seed: int, count: int, *, partitions: int) -> tuple[Message, ...]:
    """So many messages, the same for a seed, in the order in which they are to be published."""
    chance = random.Random(seed)
    newsrooms = [
        _Newsroom(force, at % partitions, partitions, chance, pushes=at % 3 == 2)
        for at, force in enumerate(FORCES)
    ]
    messages: list[Message] = []
    while len(messages) < count:
        if chance.random() < 0.03:
            # what is no article has no story whose order matters
            garbage = chance.choice(_GARBAGE) + b" " * chance.randrange(1_000)
            messages.append(Message(f"garbage {len(messages)}".encode(), garbage))
        else:
            messages += chance.choice(newsrooms).next()
    return tuple(messages[:count])


class _Newsroom:
    """What is reported of one force."""

    def __init__(
        self, force: str, partition: int, partitions: int, chance: random.Random, *, pushes: bool
    ) -> None:
        self._force = force
        self._pushes = pushes
        self._partition, self._partitions = partition, partitions
        self._chance = chance
        self._now = _FIRST
        self._told: list[_Told] = []
        self._uris = self._in_partition()
        self._figures = iter(chance.sample(range(1_000, 60_000), 10_000))

    def next(self) -> tuple[Message, ...]:
        """What comes next: mostly a new story."""
        self._now += timedelta(seconds=self._chance.randrange(30, 300))
        if not self._told:
            return (self._story(),)
        kinds: tuple[tuple[Callable[[], Message], int], ...] = (
            (self._story, 40),
            (self._copy, 20),
            (self._update, 12),
            (self._correction, 6),
            (self._kill, 6),
            (self._again, 8),
            (self._late, 8),
        )
        (kind,) = self._chance.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])
        return (kind(),)

    def _story(self) -> Message:
        figure, place = next(self._figures), self._chance.choice(PLACES)
        body = (
            f"{self._force} has sent {{figure}} soldiers to {place}, the defence ministry said on Monday.\n"
            f"{self._prose()}"
        )
        told = _Told(next(self._uris), body, f"wire-{self._chance.randrange(9)}", figure)
        self._told.append(told)
        return self._version(told, body.format(figure=f"{figure:,}"))

    def _copy(self) -> Message:
        """Lightly edited, by another outlet, under a uri of its own."""
        origin = self._chance.choice(self._told)
        body = origin.body + self._chance.choice(["", " Read more on our site.", " More follows."])
        told = _Told(next(self._uris), body, f"outlet-{self._chance.randrange(30)}", origin.figure)
        self._told.append(told)
        return self._version(told, body.format(figure=f"{origin.figure:,}"))

    def _update(self) -> Message:
        told = self._chance.choice(self._told)
        told.figure = next(self._figures)
        return self._version(told, told.body.format(figure=f"{told.figure:,}"))

    def _correction(self) -> Message:
        """It no longer has a figure."""
        told = self._chance.choice(self._told)
        return self._version(told, told.body.format(figure="some"))

    def _kill(self) -> Message:
        told = self._chance.choice(self._told)
        return self._version(told, "Kill, kill, kill.", pubstatus="canceled")

    def _again(self) -> Message:
        return self._chance.choice(self._told).versions[-1]

    def _late(self) -> Message:
        return self._chance.choice(self._chance.choice(self._told).versions)

    def _version(self, told: _Told, text: str, **more: Any) -> Message:
        article = {
            "uri": told.uri,
            "headline": f"{self._force} sends soldiers",
            "text": text,
            "language": "en",
            "provider": told.provider,
            "versioncreated": self._now.isoformat(),
            **more,
        }
        pushed_by = told.provider if self._pushes else None
        message = Message(told.uri.encode(), json.dumps(article).encode(), pushed_by)
        told.versions.append(message)
        return message

    def _prose(self) -> str:
        """Words that no other story has in this order, so that only copies are copies."""
        syllables = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "zo")
        words = (
            "".join(self._chance.choices(syllables, k=3)) for _ in range(self._chance.randrange(40, 160))
        )
        return "The town of " + " ".join(words) + "."

    def _in_partition(self) -> Iterator[str]:
        """Uris that Kafka puts into this newsroom's partition, in any topic of as many partitions."""
        number = 0
        while True:
            number += 1
            uri = f"urn:chaos:{self._force}:{number}"
            if (murmur2(uri.encode()) & 0x7FFFFFFF) % self._partitions == self._partition:
                yield uri
