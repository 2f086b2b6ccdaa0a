"""The lines of a text with what their parse is made from, the memory that they are kept in, and which models look so
near that there are such lines."""

from typing import Any

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.parse.lines import AFTER, BEFORE, Lines
from pipeline.parse.memory import ROOM, Memory
from pipeline.parse.reach import FARTHEST, is_near_sighted

TEXTS = st.text(alphabet="ab .\n\r\t\u00a0\u2028", max_size=200) | st.text(max_size=80)


@given(text=TEXTS)
@example("")
@example("\n\n")
@example(" \n a\n\n b \r\n\r\n c")
def test_lines_are_the_text_in_order_and_all_but_the_first_begin_with_a_word(text: str) -> None:
    lines = Lines(text)
    assert lines.starts == sorted(set(lines.starts)) or not text
    assert "".join(text[lines.starts[i] : lines.starts[i + 1]] for i in range(len(lines))) == text
    for start in lines.starts[1:-1]:
        assert not text[start].isspace()
        assert text[:start].isspace() or "\n" in text[len(text[:start].rstrip()) : start]
    assert "\n" not in "".join(text[lines.starts[i] : lines.starts[i + 1]].strip() for i in range(len(lines)))


@given(text=TEXTS, data=st.data())
def test_margins_are_whole_words_as_many_as_there_have_to_be(text: str, data: st.DataObject) -> None:
    lines = Lines(text)
    first = data.draw(st.integers(0, len(lines) - 1))
    last = data.draw(st.integers(first + 1, len(lines)))
    start, end = lines.margins(first, last)
    before, after = text[start : lines.starts[first]], text[lines.starts[last] : end]
    assert len(before.split()) == BEFORE or (start == 0 and len(before.split()) < BEFORE)
    assert len(after.split()) == AFTER or (end == len(text) and len(after.split()) <= AFTER)
    assert start == 0 or (text[start - 1].isspace() and not text[start].isspace())
    # the space behind a word is part of what is said of it
    assert end == len(text) or (text[end - 1].isspace() and not text[end].isspace())


def test_a_line_is_known_by_its_words_and_its_nearest_neighbours() -> None:
    far, near = "one two three four five six seven eight nine", "1 2 3 4 5"

    def key(before: str, after: str, line: str = "It is.\n") -> bytes:
        lines = Lines(f"{before}\n{line}{after}")
        return lines.key(1, 2)

    known = key(f"x {near}", far)
    assert key(f"y {near}", f"{far} z") == known
    others = [
        key(f"x {near}", far, "It was.\n"),
        key(f"x {near}", far, "It is.\n\n"),
        key(f"x 0 {near[2:]}", far),
        key(near, far),  # nothing in front of it
        key(f"x {near}", far.replace("eight", "8")),
        key(f"x {near}", far.removesuffix(" nine")),  # nothing behind it
    ]
    assert len({known, *others}) == 7


def test_a_text_that_is_not_to_be_taken_apart_is_one_line() -> None:
    lines = Lines("One.\n\nTwo.", apart=False)
    assert lines.starts == [0, 10]
    assert lines.margins(0, 1) == (0, 10)


# --- the memory ----------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 700)), max_size=60),
    st.integers(0, 2_000),
)
def test_memory_holds_what_was_last_asked_for_and_no_more_than_it_may(
    kept: list[tuple[str, int]], most: int
) -> None:
    memory = Memory(most=most)
    held: dict[bytes, bytes] = {}
    for name, size in kept:
        key, packed = name.encode(), b"x" * size
        assert memory.get(key) == held.get(key)
        if key in held:
            held[key] = held.pop(key)
        memory.keep(key, packed)
        if size + ROOM <= most:
            held.pop(key, None)
            held[key] = packed
        while sum(len(each) + ROOM for each in held.values()) > most:
            del held[next(iter(held))]
        assert memory.size == sum(len(each) + ROOM for each in held.values()) <= most
        assert all((each.encode() in memory) == (each.encode() in held) for each in "abcdef")


# --- which models look near ----------------------------------------------------------------------


def recogniser(**tok2vec: Any) -> dict[str, Any]:
    """The configuration of a model that finds names."""
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "ner",
            "extra_state_tokens": False,
            "hidden_width": 8,
            "maxout_pieces": 2,
            "use_upper": True,
            "nO": None,
            "tok2vec": tok2vec,
        }
    }


def windows(depth: int, window: int) -> dict[str, Any]:
    """The configuration of a network that looks at a window of words, `depth` times over."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 8,
            "attrs": ["NORM"],
            "rows": [50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 8,
            "depth": depth,
            "window_size": window,
            "maxout_pieces": 2,
        },
    }


ANOTHER = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 8,
    "depth": 1,
    "embed_size": 50,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": False,
}


@pytest.mark.parametrize(
    ("tok2vec", "near"),
    [
        (windows(FARTHEST, 1), True),
        (windows(2, 2), True),
        (windows(FARTHEST + 1, 1), False),
        (windows(3, 2), False),
        (ANOTHER, False),
    ],
)
def test_a_model_looks_near_if_all_of_its_networks_are_known_to(tok2vec: dict[str, Any], near: bool) -> None:
    nlp = spacy.blank("en")
    assert is_near_sighted(nlp)
    nlp.add_pipe("ner", config=recogniser(**tok2vec))
    assert is_near_sighted(nlp) is near
