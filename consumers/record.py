"""A message as it lies in Kafka, one that is to go there, and saying what is wrong with one."""

from dataclasses import dataclass
from typing import NamedTuple

from pydantic import ValidationError

from pipeline.intake import NotAStory

SILENT = "muster-silent"
"""the header of a record that no one is to be told of"""
PROVIDER = "muster-provider"
"""the header that says whose an article is that doesn't say so itself"""


@dataclass(frozen=True)
class Record:
    """One message as Kafka has it. `timestamp` is in epoch milliseconds."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes
    silent: bool = False
    """sent by a silent replay or import: no one is to be told"""
    provider: str | None = None
    """who pushed it"""
    traceparent: str | None = None
    """the span that it was sent in, if whoever sent it traces"""

    def __str__(self) -> str:
        return f"{self.topic}[{self.partition}]@{self.offset}"


Headers = tuple[tuple[str, bytes], ...]


class Outgoing(NamedTuple):
    """A message that is to go to Kafka."""

    topic: str
    key: bytes
    value: bytes
    headers: Headers = ()


def key_of(record: Record) -> str:
    """A record's key, which every stage hands on: it keeps one story's versions in order. Raises `ValueError` on one
    that has none."""
    if record.key is None:
        raise ValueError("the record has no key")
    return record.key.decode()


def one_line(error: BaseException) -> str:
    """An error as a reason: one line, not too long."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:500]


def why(error: ValueError) -> str:
    """Why a message is not what its topic promises: the fields that are wrong and how, never what they hold."""
    if isinstance(error, NotAStory) or type(error) is ValueError:
        # our own words, which need no name of an error before them
        return " ".join(str(error).split())[:500]
    if not isinstance(error, ValidationError):
        return one_line(error)
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(
        ": ".join(filter(None, [".".join(map(str, fault["loc"])), fault["msg"]])) for fault in faults[:5]
    )
