"""What must come of the seeds: `seeds/expected.toml`, whose head says what each key means."""

import tomllib
from pathlib import Path

from pydantic import Field, ValidationError

from consumers.errors import MusterError
from schemas.alert import AlertKind
from schemas.article import PubStatus
from schemas.base import Iso, Message, Moment, Uri
from schemas.story import Bound, EntityType, Measure, Role, Status


class Entity(Message):
    """A name that must be among a story's."""

    type: EntityType
    name: str


class Quote(Message):
    """A quote that must be among a story's: its speaker, and words that it holds."""

    speaker: str
    holds: str


class TroopCount(Message):
    """One of a story's troop counts, with what must be right about it."""

    low: float | None = None
    high: float | None = None
    bound: Bound
    force: Iso
    role: Role = "present"
    measure: Measure = "total"
    status: Status = "actual"
    places: tuple[Iso, ...] | None = None
    source: str | None = None
    historic: bool = False


class Story(Message):
    """A story as it must be kept after a step."""

    uri: Uri
    version: Moment
    pubstatus: PubStatus
    searchable: bool
    why_none: str | None = None
    copy_of: Uri | None = None
    notes: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    troop_counts: tuple[TroopCount, ...] | None = None


class Alert(Message):
    """An alert that a step must fire."""

    kind: AlertKind
    story: Uri
    force: Iso
    role: Role = "present"
    measure: Measure = "total"
    status: Status = "actual"
    low: float | None = None
    high: float | None = None
    revises_low: float | None = None
    direction: str | None = None

    def __str__(self) -> str:
        figure = "–".join(f"{end:,.0f}" for end in dict.fromkeys((self.low, self.high)) if end is not None)
        revises = f", revising {self.revises_low:,.0f}" if self.revises_low is not None else ""
        return f"{self.kind}: {figure} {self.force} {self.measure} {self.role} {self.status}{revises} ({self.story})"


class DeadLetter(Message):
    """A dead letter that a step must leave: its stage, and a word of its reason."""

    stage: str
    reason: str

    def __str__(self) -> str:
        return f"a dead letter of {self.stage} for {self.reason}"


class Step(Message):
    """Some files that are published together, and all that must come of them."""

    title: str
    files: tuple[str, ...]
    alerts: tuple[Alert, ...] = ()
    why_none: str | None = None
    dead_letters: tuple[DeadLetter, ...] = ()
    stories: tuple[Story, ...] = ()


class Expected(Message):
    """The steps, in order."""

    step: tuple[Step, ...] = Field(min_length=1)


def read(seeds: Path) -> tuple[Step, ...]:
    """The steps of a folder of seeds. Raises `MusterError` if its `expected.toml` is missing or wrong."""
    path = seeds / "expected.toml"
    try:
        return Expected.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).step
    except OSError as error:
        raise MusterError(
            f"{path}: {error.strerror}; run this where Muster's seeds/ lies, or give --seeds"
        ) from error
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise MusterError(f"{path}: {error}") from error
