"""What holds of quotes in any text at all."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.entities import find_entities
from pipeline.parse import Parse, Parser
from pipeline.quotes import find_quotes
from pipeline.quotes.marks import quoted

MARKS = "“”„«»‘’'\"—-:,.!?\n ()"
WORDS = [
    "said",
    "according to",
    "Ross",
    "he",
    "that",
    "the army",
    "told",
    "“",
    "”",
    '"',
    "'",
    ",",
    ".",
    "\n",
    "called",
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=MARKS + "abZ", max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
)
ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(text=TEXTS)
def test_every_offset_is_true(parse: Callable[[str], Parse], text: str) -> None:
    parsed = parse(text)
    quotes = find_quotes(parsed, find_entities(parsed))
    assert list(quotes) == sorted(quotes, key=lambda quote: quote.spans[0])
    for quote in quotes:
        ends = [0]
        for start, end in quote.spans:
            assert ends[-1] <= start < end <= len(text)
            ends.append(end)
        for span in filter(None, (quote.speaker, quote.cue)):
            assert text[span.start : span.end] == span.text
            assert span.text
        assert quote.speaker is None or quote.speaker.name


@ANY
@given(text=TEXTS)
def test_regions_between_marks_are_in_order_and_apart(text: str) -> None:
    end = 0
    for region in quoted(text):
        assert end <= region.start < region.end <= len(text)
        end = region.end


@pytest.mark.parametrize(
    "sentence",
    ["“We go,” Ross said. ", "“We go. ", '"', "Ross said that ", "“We go.\n", "‘a ", "(", "Ross: “"],
)
def test_time_grows_with_the_text(parser: Parser, sentence: str) -> None:
    def seconds(times: int) -> float:
        text = sentence * times
        (columns,) = parser.parse([text])
        parsed = Parse(text, columns)
        start = time.process_time()
        find_quotes(parsed, find_entities(parsed))
        return time.process_time() - start

    seconds(10)
    # ten times the text; a square would take a hundred times as long
    assert min(seconds(4000), seconds(4000)) < 30 * max(seconds(400), seconds(400)) + 0.5
