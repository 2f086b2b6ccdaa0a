"""Which story a record is about, for whoever says something of it."""

from typing import Final

import msgspec

from consumers import topics
from consumers.record import Record

_LONGEST: Final = 500
"""of a uri that is said; a key that is none may be anything"""
_NOT_BY_STORY: Final = (topics.STORED, topics.CLAIMS, topics.ALERTS)
"""the topics whose keys are others: a cluster's, a force's"""


class _About(msgspec.Struct):
    """What there is to know it by, in a story that is stored, a claim or an alert."""

    uri: str | None = None
    story: str | None = None
    claim: "_About | None" = None
    found: "_About | None" = None

    def whose(self) -> str | None:
        inner = self.claim or self.found
        return self.uri or self.story or (inner.whose() if inner else None)


def story_of(record: Record) -> str | None:
    """The uri of the story that a record is about; None where it can't be told."""
    if record.topic.endswith(_NOT_BY_STORY):
        try:
            found = msgspec.json.decode(record.value, type=_About).whose()
        except (msgspec.DecodeError, RecursionError):
            return None
    else:
        found = record.key.decode(errors="replace") if record.key is not None else None
    return found[:_LONGEST] if found else None
