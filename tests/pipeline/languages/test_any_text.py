"""What holds of a language of tables whatever the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.enrich import enrich
from pipeline.languages import language_of_tag, read
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article, Story
from tests import offsets

GERMAN = language_of_tag("de")
assert GERMAN is not None

PIECES = (
    "3.000", "1,5", "10 000", "3000", "zwölf", "zwei", "tausend", "hundert", "Millionen", "Mrd", "ein", "eine", "halbe",
    "paar", "Dutzend", "Tausende", "von", "und", "bis", "zu", "zwischen", "-", "–", "mindestens", "rund", "mehr", "als",
    "Soldaten", "US-Soldaten", "Wagner-Söldner", "Mann", "nordkoreanische", "Ukraine", "Russland", "aus", "in", "der",
    "getötet", "verletzt", "weitere", "wollen", "werden", "entsenden", "nicht", "Euro", "€", "%", "km", "(", ")", ",", ".",
    "\n", "2022", "24.", "Oktober", "14.30", "Uhr", "T-72", "34-jährige", "9" * 40, "٣", "²", "\u202f", "\x00", "😀", "A" * 300,
)  # fmt: skip

texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)
some = settings(max_examples=300, deadline=None)


@some
@given(text=texts)
@example("zwei bis drei – vier bis fünf Soldaten")
@example("-3. 3- 3-4- -")
@example("Soldaten 300")
def test_every_number_stands_where_it_says_and_every_count_is_of_one(text: str) -> None:
    numbers, counts = read(text, GERMAN)
    assert all(text[number.start : number.end] == number.text for number in numbers)
    assert all(first.end <= second.start for first, second in pairwise(numbers))
    indexes = [count.number for count in counts]
    assert indexes == sorted(set(indexes))
    assert all(0 <= index < len(numbers) for index in indexes)
    for number in numbers:
        assert (number.low is None) == (number.bound in ("at_most", "less_than"))
        assert (number.high is None) == (number.bound in ("at_least", "more_than", "vague"))


class NoParser(Parser):
    """A language of tables needs no model: whoever asks for one fails."""

    name = "none"

    def __init__(self) -> None:
        pass


@some
@given(text=texts)
def test_any_text_is_enriched_without_a_model_and_every_offset_is_exact(text: str) -> None:
    if not text.strip():
        return
    (story,) = enrich([begin(Article(uri="urn:a", text=text, language="de"), model="none")], NoParser())
    assert (story.text, story.entities, story.quotes) == (text, (), ())
    offsets.check(story)
    assert Story.model_validate_json(story.model_dump_json()) == story


@pytest.mark.parametrize(
    "piece",
    [
        "300 Soldaten ",
        "aus ",
        "und ",
        "rund ",
        "3-",
        "1.",
        "9",
        "zwei ",
        "in der ",
        "(",
        "Soldaten, ",
        "drei",
        "30 und ",
        "Ä-",
        '"',
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        read(piece * times, GERMAN)
        return time.process_time() - began

    seconds(10)
    assert seconds(8_000) < 16 * max(seconds(1_000), 0.02)
