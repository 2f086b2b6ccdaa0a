"""A story on its way through the stages."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from pipeline.furniture import Furniture
from pipeline.parse import Columns, Parse, packed
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

    @cached_property
    def packed_columns(self) -> msgspec.Raw:
        """`columns` as they travel; packed once, for no stage changes them."""
        return msgspec.Raw(packed.pack(self.columns))

    def with_(self, **parts: Any) -> "Draft":
        """The same draft with parts of its story filled in."""
        draft = Draft(self.story.model_copy(update=parts), self.columns)
        for kept in ("parse", "packed_columns"):
            if kept in self.__dict__:
                draft.__dict__[kept] = self.__dict__[kept]
        if "furniture" in self.__dict__ and "text" not in parts:
            draft.__dict__["furniture"] = self.furniture
        return draft

    def let_go(self) -> None:
        """Take its parse apart, once the story is written: see `Parse.take_apart`. Who asks for it again gets a new one."""
        parse = self.__dict__.pop("parse", None)
        if parse is not None:
            parse.take_apart()


class _Wire(msgspec.Struct, array_like=True):
    story: dict[str, Any]
    columns: msgspec.Raw


_decoder = msgspec.msgpack.Decoder(_Wire)


def pack(draft: Draft) -> bytes:
    """A draft as it travels on the private topics."""
    return msgspec.msgpack.encode(_Wire(draft.story.model_dump(mode="json"), draft.packed_columns))


def unpack(data: bytes) -> Draft:
    """The draft that `pack` packed. Raises `ValueError` on anything else."""
    wire = _decoder.decode(data)
    story = Story.model_validate(wire.story)
    draft = Draft(story, packed.unpack(wire.columns))
    # a copy, for it is a view of the whole message
    draft.__dict__["packed_columns"] = wire.columns.copy()
    try:
        draft.parse  # noqa: B018  # what is no parse is known here, and not by a stage
    except IndexError:
        raise ValueError("its parse points at words that are not there") from None
    return draft


class OnTheWay:
    """Drafts that this process has made and not yet read again: the stage that comes next in the same process needs
    neither check them nor join their parses up anew. What it doesn't know it unpacks."""

    def __init__(self, *, most: int = 128, most_bytes: int = 250_000) -> None:
        self._drafts: OrderedDict[bytes, Draft] = OrderedDict()
        self._most = most
        self._most_bytes = most_bytes

    def pack(self, draft: Draft) -> bytes:
        """As `pack`; one of more than so many bytes is not kept."""
        data = pack(draft)
        if len(data) <= self._most_bytes:
            self._drafts[data] = draft
            if len(self._drafts) > self._most:
                self._drafts.popitem(last=False)
        return data

    def unpack(self, data: bytes) -> Draft:
        """As `unpack`; what is read once is forgotten."""
        return self._drafts.pop(data, None) or unpack(data)
