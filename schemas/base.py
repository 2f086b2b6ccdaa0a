"""What all of Muster's messages have in common."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

URI_BYTES = 512
"""An Elasticsearch `_id` may have 512 bytes, and a story's uri is its `_id`."""


class Message(BaseModel):
    """A frozen message; a field that nobody declared is a mistake, not a surprise."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _fits_an_id(uri: str) -> str:
    size = len(uri.encode())
    if size > URI_BYTES:
        raise ValueError(f"is {size} bytes long; a uri may have {URI_BYTES}")
    return uri


def _in_utc(moment: datetime) -> datetime:
    """A time without a zone is taken as UTC, which is what wire formats mean by one."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        # 0001-01-01T00:00:00+14:00 was still the year before
        raise ValueError("is out of range") from None


Uri = Annotated[str, StringConstraints(min_length=1), AfterValidator(_fits_an_id)]
Moment = Annotated[datetime, AfterValidator(_in_utc)]
Offset = Annotated[int, Field(ge=0, description="code points from the start of the story's text")]
Iso = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


_LAST_MS = 253_402_300_799_000
"""the last second that a datetime can be"""


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, the unit of a story's version."""
    return round(moment.timestamp() * 1000)


def moment(epoch_ms: int) -> datetime:
    """The time of a version; one after the year 9999, which a newsroom can send, is its last second."""
    return datetime.fromtimestamp(min(epoch_ms, _LAST_MS) / 1000, UTC)
