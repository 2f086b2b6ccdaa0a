"""A parse travels with each of its labels written once, and comes out as it went in."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse import Columns, packed

MALI = Columns(
    [0, 5], [4, 4], ["Mali", "grow"], ["PROPN", "VERB"], ["NNP", "VBD"], ["nsubj", "ROOT"], [1, 1], [0], [(0, 1, "GPE")]
)  # fmt: skip

columns = st.integers(0, 40).flatmap(
    lambda size: st.builds(
        Columns,
        *(st.lists(st.integers(0, 9_999), min_size=size, max_size=size) for _ in range(2)),
        *(st.lists(st.text(max_size=3), min_size=size, max_size=size) for _ in range(4)),
        st.lists(st.integers(0, 9_999), min_size=size, max_size=size),
        st.lists(st.integers(0, 9_999), max_size=4),
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.text(max_size=3)), max_size=4),
    )
)


@given(columns=columns | st.none())
def test_a_parse_comes_out_as_it_went_in(columns: Columns | None) -> None:
    assert packed.unpack(packed.pack(columns)) == columns


@pytest.mark.parametrize("labels", [packed.MOST, packed.MOST + 1])
def test_so_does_one_with_more_labels_than_a_byte_can_point_at(labels: int) -> None:
    size = range(labels)
    names = [str(i) for i in size]
    many = Columns([*size], [1] * labels, names, ["0"] * labels, names, ["1"] * labels, [0] * labels, [0], [])
    assert packed.unpack(packed.pack(many)) == many


def test_words_of_one_label_share_it() -> None:
    two = packed.unpack(packed.pack(msgspec.structs.replace(MALI, pos=["NOUN", "NOUN"])))
    assert two is not None
    assert two.pos[0] is two.pos[1]


def test_a_parse_that_a_muster_before_this_has_packed_is_read() -> None:
    assert packed.unpack(msgspec.msgpack.encode(MALI)) == MALI


@pytest.mark.parametrize("data", [b"", b"\x91", packed.pack(MALI)[:-1], packed.pack(MALI) + b"\x00"])
def test_bytes_that_are_no_parse_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        packed.unpack(data)


def test_a_number_of_a_label_that_is_not_there_is_refused() -> None:
    wire = msgspec.msgpack.decode(packed.pack(MALI))
    wire[3] = b"\x00\x63"
    with pytest.raises(ValueError, match="not there"):
        packed.unpack(msgspec.msgpack.encode(wire))
