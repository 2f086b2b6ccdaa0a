"""Marks that overlap or lie in one another are all shown, each at its own code points."""

from hypothesis import given
from hypothesis import strategies as st

from consumers.desk.story.spans import DEEPEST, MOST_MARKS, Mark, paragraphs


def shown(text: str, *marks: Mark) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (segment.text, segment.of) for paragraph in paragraphs(text, marks) for segment in paragraph.segments
    ]


def test_a_mark_in_a_mark() -> None:
    text = "Kirby said 3,000 soldiers left"
    quote, number = Mark(11, 30, "quote", "q0"), Mark(11, 16, "number", "n0")
    assert shown(text, number, quote) == [
        ("Kirby said ", ()),
        ("3,000", ("q0", "n0")),
        (" soldiers left", ("q0",)),
    ]


def test_marks_that_overlap() -> None:
    assert shown("abcdef", Mark(0, 4, "quote", "a"), Mark(2, 6, "quote", "b")) == [
        ("ab", ("a",)),
        ("cd", ("a", "b")),
        ("ef", ("b",)),
    ]


def test_offsets_are_code_points_whatever_stands_before_them() -> None:
    text = "🪖👩‍👩‍👧‍👦 \u202eمرحبا 3,000 men"
    start = text.index("3,000")
    assert ("3,000", ("n",)) in shown(text, Mark(start, start + 5, "number", "n"))


def test_a_mark_over_a_line_break_goes_on_in_the_next_paragraph() -> None:
    first, second = paragraphs("one\ntwo", [Mark(2, 6, "quote", "q")])
    assert [segment.text for segment in first.segments] == ["on", "e\n"]
    assert [(segment.text, segment.of, segment.begins) for segment in second.segments] == [
        ("tw", ("q",), ()),
        ("o", (), ()),
    ]


def test_only_where_a_mark_begins_it_can_be_tabbed_to() -> None:
    (paragraph,) = paragraphs("abcd", [Mark(0, 4, "quote", "q"), Mark(1, 2, "number", "n")])
    assert [segment.begins for segment in paragraph.segments] == [("q",), ("n",), ()]


def test_marks_that_are_not_in_the_text_are_left_out() -> None:
    assert shown(
        "ab", Mark(-1, 1, "k", "a"), Mark(1, 3, "k", "b"), Mark(1, 1, "k", "c"), Mark(2, 1, "k", "d")
    ) == [("ab", ())]


def test_no_text_has_no_paragraphs() -> None:
    assert paragraphs("", []) == ()


def test_a_table_with_a_hundred_thousand_numbers_is_still_a_page() -> None:
    marks = [Mark(at, at + 1, "number", f"n{at}") for at in range(100_000)]
    segments = shown("x" * 100_000, *marks)
    assert len(segments) == MOST_MARKS + 1


@given(
    st.text(alphabet="ab\n🪖\u202e ", max_size=60),
    st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62), st.sampled_from("abcdefgh")), max_size=12),
)
def test_put_together_again_it_is_the_text_and_each_letter_has_its_marks(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    marks = [Mark(start, end, "k", name) for start, end, name in spans]
    found = [segment for paragraph in paragraphs(text, marks) for segment in paragraph.segments]
    assert "".join(segment.text for segment in found) == text
    assert len(marks) <= DEEPEST
    for segment in found:
        assert text[segment.start : segment.start + len(segment.text)] == segment.text
        for at in range(segment.start, segment.start + len(segment.text)):
            covering = {mark.of for mark in marks if 0 <= mark.start <= at < mark.end <= len(text)}
            assert set(segment.of) == covering
