"""Furniture is marked as such, prose is not, and nothing is read where it should not be."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.enrich import enrich
from pipeline.furniture import Furniture, dateline, furniture
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article, Story
from tests.pipeline.furniture import cases
from tests.pipeline.tables import rows

BEFORE = "The ministry said on Monday that ten soldiers had been killed there."
AFTER = "The soldiers had been on their way to the border, the ministry said."


@pytest.mark.parametrize(("line", "kind"), rows(cases.LINES))
def test_a_line_between_two_paragraphs_is_what_the_table_says(line: str, kind: str) -> None:
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    start = len(BEFORE) + 2
    found = [(mark.start, mark.end, mark.kind) for mark in furniture(text)]
    assert found == ([] if kind == "-" else [(start, start + len(line), kind)])


@pytest.mark.parametrize(("line", "opening"), rows(cases.DATELINES))
def test_a_dateline_ends_with_its_dash(line: str, opening: str) -> None:
    found = dateline(line)
    assert (line[: found.end] if found else "-") == opening


@pytest.mark.parametrize(("line", "credit"), rows(cases.CLOSING))
def test_a_credit_at_the_end_of_a_paragraph_is_marked_alone(line: str, credit: str) -> None:
    text = f"{line}\n{AFTER}"
    assert [text[mark.start : mark.end] for mark in furniture(text)] == ([] if credit == "-" else [credit])


@pytest.mark.parametrize("text", ["0 Comments", "International concerns", "By Ann Lee", "Ten dead in Oslo\n"])
def test_a_text_of_one_line_is_what_the_newsroom_sent(text: str) -> None:
    assert furniture(text) == ()


LINES = st.sampled_from(
    [*(line for line, _ in rows(cases.LINES + cases.DATELINES)), BEFORE, AFTER, "", " \t", "\r"]
)


@given(text=st.one_of(st.text(max_size=300), st.lists(LINES, max_size=12).map("\n".join)))
def test_marks_of_any_text_are_in_order_and_within_it(text: str) -> None:
    marks = furniture(text)
    assert all(mark.start < mark.end <= len(text) for mark in marks)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    asked = Furniture(text)
    for mark in marks:
        assert asked.at(mark.start) == mark == asked.at(mark.end - 1)


@pytest.mark.parametrize(
    "line",
    [
        "A " * 40_000,
        "A" * 80_000,
        "(" * 80_000,
        " " * 80_000,
        "By A " * 20_000,
        "By " + "A " * 50 + "!",
        f"{BEFORE} " * 2_000,
    ],
)
def test_a_long_line_costs_no_more_than_its_length(line: str) -> None:
    started = time.process_time()
    furniture(f"{line}\n{line}")
    assert time.process_time() - started < 2


PAGE = f"""KYIV, Oct 24 (Reuters) - Ten soldiers came to Kyiv on Monday, Ann Lee said.
By Bo Strand
{BEFORE}
“Helping Putin”
{AFTER}
“We will go,” Lee said. (Reporting by Bo Strand, who filed 20 reports; Editing by Cy Holm)
12 Comments
Follow Bo Strand on Twitter"""


def _enriched(parser: Parser, text: str) -> Story:
    (story,) = enrich([begin(Article(uri="urn:a", text=text), model=parser.name)], parser)
    return story


def test_nothing_is_read_out_of_furniture_but_the_names_of_a_dateline(parser: Parser) -> None:
    story = _enriched(parser, PAGE)
    marks = Furniture(PAGE)
    there = [(e.text, mark.kind) for e in story.entities if (mark := marks.at(e.start))]
    assert [(name, kind) for name, kind in there if kind == "dateline"] == [
        ("KYIV", "dateline"),
        ("Reuters", "dateline"),
    ]
    assert {name for name, kind in there if kind != "dateline"} <= {"Putin"}
    assert [n.text for n in story.numbers] == ["Ten", "ten"]
    quoted = [PAGE[start:end] for quote in story.quotes for start, end in quote.spans]
    assert "Ten soldiers came to Kyiv on Monday" in quoted
    assert "“We will go,”" in quoted
    assert not any("Helping" in span or "KYIV" in span or "Strand" in span for span in quoted)


def test_a_sentence_starts_behind_a_dateline(parser: Parser) -> None:
    story = _enriched(parser, "WASHINGTON (AP) — Ann Lee resigned. She gave no reason.")
    assert [e.text for e in story.entities] == ["WASHINGTON", "AP", "Ann Lee"]
