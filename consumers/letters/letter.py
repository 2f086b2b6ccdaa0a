"""A dead letter without the bytes that it keeps, of which there may be gigabytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError

from consumers import topics
from consumers.errors import MusterError
from consumers.kept import Kept, messages, read_each
from consumers.settings import Settings
from pipeline.claims.ids import made_from
from schemas import DeadLetter


@dataclass(frozen=True)
class Letter:
    """Where it lies among the dead letters, when it was written, by which stage and why, and of which record."""

    partition: int
    offset: int
    at: datetime
    stage: str
    reason: str
    topic: str
    record_partition: int
    record_offset: int
    record_timestamp: int
    size: int
    truncated: bool

    @property
    def id(self) -> str:
        """As people name it."""
        return f"{self.partition}:{self.offset}"

    @property
    def place(self) -> tuple[str, int, int]:
        """Where its record was: topic, partition, offset."""
        return self.topic, self.record_partition, self.record_offset

    @property
    def key(self) -> str:
        """The same for the letters that a worker writes again, of the same record for the same reason, after a crash."""
        where = (self.topic, str(self.record_partition), str(self.record_offset))
        return made_from("dead letter", self.stage, *where, str(self.record_timestamp), self.reason)


@dataclass(frozen=True)
class Wanted:
    """Which letters are meant: by stage, by part of the reason, by when they were written, or by id."""

    stage: str = ""
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None
    ids: frozenset[str] = frozenset()

    def has(self, letter: Letter) -> bool:
        """Whether a letter is one of them."""
        return (
            (not self.stage or letter.stage == self.stage)
            and self.reason.lower() in letter.reason.lower()
            and (self.since is None or letter.at >= self.since)
            and (self.until is None or letter.at < self.until)
            and (not self.ids or letter.id in self.ids)
        )


def letters(settings: Settings, wanted: Wanted) -> list[Letter]:
    """Those that are wanted, the oldest first, each once. Raises `Unavailable` while Kafka is away."""
    topic = settings.prefix + topics.DEAD_LETTERS
    found = {
        letter.key: letter
        for record in messages(settings, topic, since=wanted.since)
        if (letter := _letter(record)) is not None and wanted.has(letter)
    }
    return sorted(found.values(), key=lambda letter: (letter.at, letter.partition, letter.offset))


def whole(settings: Settings, letter_id: str) -> tuple[Letter, DeadLetter]:
    """A letter with what it keeps. Raises `MusterError` if there is none of that id."""
    partition, _, offset = letter_id.partition(":")
    if not (partition.isascii() and partition.isdigit() and offset.isascii() and offset.isdigit()):
        raise MusterError(f"{letter_id!r} is no dead letter's id; one looks like 2:17")
    place = (settings.prefix + topics.DEAD_LETTERS, int(partition), int(offset))
    (record,) = read_each(settings, [place])
    letter = _letter(record) if record is not None else None
    if record is None or letter is None:
        raise MusterError(
            f"there is no dead letter {letter_id}; muster dead-letters list shows those there are"
        )
    return letter, DeadLetter.model_validate_json(record.value)


def contents(settings: Settings, found: Sequence[Letter]) -> Iterator[DeadLetter]:
    """What each of these letters keeps, in order."""
    topic = settings.prefix + topics.DEAD_LETTERS
    for letter, record in zip(
        found, read_each(settings, ((topic, each.partition, each.offset) for each in found)), strict=True
    ):
        if record is None:
            raise MusterError(f"the dead letter {letter.id} is kept no longer")
        yield DeadLetter.model_validate_json(record.value)


def _letter(record: Kept) -> Letter | None:
    """None for what another program has put there."""
    try:
        read = DeadLetter.model_validate_json(record.value)
    except ValidationError:
        return None
    return Letter(
        partition=record.partition,
        offset=record.offset,
        at=datetime.fromtimestamp(record.timestamp / 1000, tz=UTC),
        stage=read.stage,
        reason=read.reason,
        topic=read.topic,
        record_partition=read.partition,
        record_offset=read.offset,
        record_timestamp=round(read.timestamp.timestamp() * 1000),
        size=read.size,
        truncated=read.truncated,
    )
