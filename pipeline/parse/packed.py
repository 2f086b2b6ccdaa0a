"""A parse as it travels between the stages.

Each label is written once, and pointed at by a byte: a story has some seventy labels, and three for each of its hundreds
of words. Read as a string each they took a twentieth of what entities, quotes and numbers cost, most of it memory.
"""

import msgspec

from pipeline.parse.tokens import Columns

MOST = 256
"""labels that a byte can point at; a model with more has its columns as they are"""

Labels = bytes | list[str]


class _Packed(msgspec.Struct, array_like=True):
    """`Columns`, with numbers of `labels` where those have labels. One without `labels` has the labels themselves, as
    all had before."""

    starts: list[int]
    lengths: list[int]
    lemmas: list[str]
    pos: Labels
    tags: Labels
    deps: Labels
    heads: list[int]
    sentences: list[int]
    names: list[tuple[int, int, str]]
    labels: list[str] = []


_decoder = msgspec.msgpack.Decoder(_Packed | None)


def pack(columns: Columns | None) -> bytes:
    """Columns as they travel; None for a story that is not parsed."""
    if columns is None:
        return msgspec.msgpack.encode(None)
    labels = sorted({*columns.pos, *columns.tags, *columns.deps})
    if len(labels) > MOST:
        return msgspec.msgpack.encode(columns)
    number = {label: i for i, label in enumerate(labels)}.__getitem__
    return msgspec.msgpack.encode(
        _Packed(
            columns.starts,
            columns.lengths,
            columns.lemmas,
            bytes(map(number, columns.pos)),
            bytes(map(number, columns.tags)),
            bytes(map(number, columns.deps)),
            columns.heads,
            columns.sentences,
            columns.names,
            labels,
        )
    )


def unpack(data: bytes | msgspec.Raw) -> Columns | None:
    """The columns that `pack` packed. Raises `ValueError` on anything else."""
    packed = _decoder.decode(data)
    if packed is None:
        return None
    try:
        return Columns(
            packed.starts,
            packed.lengths,
            packed.lemmas,
            _named(packed.pos, packed.labels),
            _named(packed.tags, packed.labels),
            _named(packed.deps, packed.labels),
            packed.heads,
            packed.sentences,
            packed.names,
        )
    except IndexError:
        raise ValueError("its words have labels that are not there") from None


def _named(column: Labels, labels: list[str]) -> list[str]:
    return column if isinstance(column, list) else [labels[number] for number in column]
