"""What a stage could not read, and why."""

from typing import Annotated

from pydantic import Base64Bytes, Field

from schemas.base import Message, Moment


class DeadLetter(Message):
    """A message as it was, as far as the limit on size allows, with who gave it up, when, where and why."""

    stage: str = Field(description="which gave it up: parse, entities, …")
    reason: str = Field(description="why, in words")
    topic: str = Field(description="the topic that it came from")
    partition: Annotated[int, Field(ge=0, description="the partition of that topic")]
    offset: Annotated[int, Field(ge=0, description="the offset in that partition")]
    timestamp: Moment = Field(description="of the Kafka record that it was")
    key: Base64Bytes | None = Field(description="the record's key, in base64")
    value: Base64Bytes = Field(description="its first bytes")
    size: Annotated[int, Field(ge=0, description="bytes in all")]
    truncated: bool = Field(description="whether there are more bytes than are kept here")
    silent: bool = Field(default=False, description="it was sent by a silent replay: no one is to be told")
    extractor: str = Field(description="the version of Muster that could not read it")
