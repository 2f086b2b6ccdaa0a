"""Each quote knows its numbers and troop counts, and each troop count its quote."""

from pipeline.draft import Draft
from pipeline.enrich import entities, numbers, quotes
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article, Story


def _read(parser: Parser, text: str) -> Story:
    story = begin(Article(uri="urn:test", text=text), model=parser.name)
    (columns,) = parser.parse([text])
    return numbers(quotes(entities(Draft(story, columns)))).story


def test_a_quote_knows_its_numbers_and_a_count_its_quote(parser: Parser) -> None:
    story = _read(
        parser,
        "Norway has sent 900 soldiers to Estonia and 40 lorries, the minister said. The harbour cost 90 million euros.",
    )
    (quote,) = story.quotes
    assert [story.numbers[i].low for i in quote.numbers] == [900, 40]
    assert [story.troop_counts[i].quote for i in quote.troop_counts] == [0]
    assert [count.quote for count in story.troop_counts] == [0]
    assert quote.cue is not None
    assert quote.cue.kind == "say"


def test_a_number_outside_every_quote_is_in_none(parser: Parser) -> None:
    story = _read(parser, "“We are glad,” Anna Ross said.\nPoland has 1,200 soldiers in Lithuania.")
    assert [quote.numbers for quote in story.quotes] == [()]
    assert [count.quote for count in story.troop_counts] == [None]


def test_what_sort_of_reporting_it_is_shows(parser: Parser) -> None:
    story = _read(parser, "The ministry denied that it had sent 300 soldiers to Chad.")
    assert [quote.cue.kind for quote in story.quotes if quote.cue] == ["deny"]
