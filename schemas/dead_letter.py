"""What a stage could not read, and why."""

from typing import Annotated

from pydantic import Base64Bytes, Field

from schemas.base import Message, Moment


class DeadLetter(Message):
    """A message as it was, as far as the limit on size allows, with who gave it up, when, where and why."""

    stage: str
    reason: str
    topic: str
    partition: Annotated[int, Field(ge=0)]
    offset: Annotated[int, Field(ge=0)]
    timestamp: Moment = Field(description="of the Kafka record that it was")
    key: Base64Bytes | None
    value: Base64Bytes = Field(description="its first bytes")
    size: Annotated[int, Field(ge=0, description="bytes in all")]
    truncated: bool
    silent: bool = Field(default=False, description="it was sent by a silent replay: no one is to be told")
    extractor: str = Field(description="the version of Muster that could not read it")
