"""A story on its way through the stages."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from pipeline.furniture import Furniture
from pipeline.parse import Columns, Parse
from schemas import Story


@dataclass(frozen=True)
class Draft:
    """A story still being written, and the parse that it is written from.

    `columns` is None for a story that is not parsed: one in a language without a model, or one taken back.
    Every stage takes a draft and gives back a draft with its own part of the story filled in.
    """

    story: Story
    columns: Columns | None

    @cached_property
    def parse(self) -> Parse | None:
        """The parse with its words joined up; made when a stage first asks for it."""
        return Parse(self.story.text, self.columns) if self.columns is not None else None

    @cached_property
    def furniture(self) -> Furniture:
        """What of the text is no prose; found from the text alone, so it does not travel."""
        return Furniture(self.story.text)

    def with_(self, **parts: Any) -> "Draft":
        """The same draft with parts of its story filled in."""
        draft = replace(self, story=self.story.model_copy(update=parts))
        if "parse" in self.__dict__:
            draft.__dict__["parse"] = self.parse
        if "furniture" in self.__dict__ and "text" not in parts:
            draft.__dict__["furniture"] = self.furniture
        return draft


KEPT = 128
"""parses that a process keeps joined up: the stages that follow one another in a worker read the same ones"""
KEPT_BYTES = 250_000
"""of packed columns; a longer story's parse, of which a process couldn't keep many, is joined up each time"""


class _Wire(msgspec.Struct, array_like=True):
    story: dict[str, Any]
    columns: msgspec.Raw
    """`Columns` or nil, packed"""


_decoder = msgspec.msgpack.Decoder(_Wire)
_columns_decoder = msgspec.msgpack.Decoder(Columns | None)


def pack(draft: Draft) -> bytes:
    """A draft as it travels on the private topics."""
    columns = msgspec.Raw(msgspec.msgpack.encode(draft.columns))
    return msgspec.msgpack.encode(_Wire(draft.story.model_dump(mode="json"), columns))


def unpack(data: bytes) -> Draft:
    """The draft that `pack` packed. Raises `ValueError` on anything else."""
    wire = _decoder.decode(data)
    story = Story.model_validate(wire.story)
    packed = bytes(wire.columns)
    columns, parse = (_kept if len(packed) <= KEPT_BYTES else _joined)(story.text, packed)
    draft = Draft(story, columns)
    draft.__dict__["parse"] = parse
    return draft


def _joined(text: str, packed: bytes) -> tuple[Columns | None, Parse | None]:
    columns = _columns_decoder.decode(packed)
    if columns is None:
        return None, None
    try:
        return columns, Parse(text, columns)
    except IndexError:
        raise ValueError("its parse points at words that are not there") from None


_kept = lru_cache(maxsize=KEPT)(_joined)
