"""The whole of the pipeline on any text at all."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.claims import claims_of
from pipeline.claims.compare import compatible_places, force_key, kind, places_key, says_the_same
from pipeline.enrich import enrich
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article, Story
from schemas.published import examples
from tests import offsets

ARTICLES = examples("article")

WORDS = st.sampled_from(
    [
        *[
            "“",
            "”",
            "‘",
            "’",
            '"',
            "'",
            "—",
            "–",
            "…",
            "🪖",
            "é",
            ".",
            ",",
            ":",
            ";",
            "?",
            "!",
            "(",
            ")",
            "$",
            "€",
            "%",
        ],
        *[
            "said",
            "says",
            "told",
            "according",
            "to",
            "added",
            "“No,”",
            "he",
            "she",
            "they",
            "who",
            "the",
            "of",
            "in",
            "to",
            "from",
            "by",
            "and",
            "or",
            "not",
        ],
        *[
            "soldiers",
            "troops",
            "servicemen",
            "killed",
            "wounded",
            "sent",
            "deploy",
            "total",
            "more",
            "another",
            "up",
            "least",
            "about",
            "nearly",
        ],
        *[
            "1,500",
            "3.000",
            "10\xa0000",
            "2.5",
            "½",
            "1e400",
            "99999999999999999999",
            "two",
            "dozen",
            "hundred",
            "thousand",
            "million",
            "tens",
        ],
        *[
            "Kari",
            "Lunde",
            "John",
            "Kirby",
            "President",
            "Gen.",
            "U.S.",
            "Norway",
            "Norwegian",
            "Kyiv",
            "Київ",
            "Ministry",
            "Defence",
            "T-72",
            "2026",
        ],
        *("\n", "\n\n", "\t", "  ", "\u00a0", "\u2009", "-", "several thousand", "North Korean soldiers"),
    ]
)
WIRE = st.lists(WORDS, max_size=60).map(" ".join) | st.lists(WORDS, max_size=60).map("".join)

some = settings(
    max_examples=50,
    deadline=None,
    # one model for all examples: it keeps nothing of a text
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def enriched(parser: Parser, **article: str) -> Story:
    (story,) = enrich([begin(Article(uri="urn:a", **article), model=parser.name)], parser)
    return story


@pytest.mark.parametrize("name", ARTICLES)
def test_every_example_article_is_enriched_with_exact_offsets(parser: Parser, name: str) -> None:
    begun = begin(Article.model_validate_json(ARTICLES[name]), model=parser.name)
    (story,) = enrich([begun], parser)
    offsets.check(story)
    assert story.text == begun.text
    assert Story.model_validate_json(story.model_dump_json()) == story


@some
@given(text=WIRE | st.text(max_size=300))
@example("”“”“’‘’‘\"\"'''“““")
@example("“" * 200)
@example("0" * 5_000)
@example("9" * 400 + " soldiers")
@example("1e999 soldiers said “10")
@example("soldiers " * 300)
# two number words that nothing joins to what is before them: the reader of numbers must get past them
@example("Five people fled. Hundred thousand soldiers stayed.")
@example("“2,400 soldiers,” said. “")
@example("\u0301“\u0301Two\u0301 soldiers\u0301”\u0301, said\u0301 Ann\u0301 Lee\u0301.")
@example("İİİ soldiers ﬁve ﬁfty ½ ٣٤٥ ²³ Ⅻ 万 soldiers")
def test_any_text_is_enriched_and_every_offset_is_exact(parser: Parser, text: str) -> None:
    if not text.strip():
        return
    story = enriched(parser, text=text)
    assert story.text == text
    offsets.check(story)
    # what is sent can be read again: no figure that JSON has no word for
    assert Story.model_validate_json(story.model_dump_json()) == story


@some
@given(parts=st.lists(WIRE, min_size=1, max_size=4), tag=st.sampled_from(["p", "div", "br", "b", "li"]))
def test_any_html_is_enriched_and_every_offset_is_exact(parser: Parser, parts: list[str], tag: str) -> None:
    html = "".join(f"<{tag}>{part}</{tag}>" for part in parts)
    if not html.strip():
        return
    offsets.check(enriched(parser, html=html))


def test_stories_come_back_in_order_and_those_that_cannot_be_read_as_they_were(parser: Parser) -> None:
    begun = [
        begin(article, model=parser.name)
        for article in (
            Article(uri="urn:1", text="Ten soldiers came to Paris, Ann Lee said."),
            Article(uri="urn:2", text="Dix soldats sont à Paris, a dit Ann Lee.", language="fr"),
            Article(uri="urn:3", pubstatus="canceled"),
            Article(uri="urn:4", headline="Ten soldiers in Paris"),
        )
    ]
    first, french, killed, flash = enrich(begun, parser)
    assert first.numbers
    assert (french, killed) == (begun[1], begun[2])
    assert flash.text == "Ten soldiers in Paris"
    assert flash.numbers
    assert list(enrich([], parser)) == []


GERMAN = "Mindestens 2.400 norwegische Soldaten sind in Estland, sagte Ministerin Kari Lunde. „Sie bleiben.“"


def test_a_language_of_tables_gives_numbers_and_troop_counts_and_nothing_else(parser: Parser) -> None:
    story = enriched(parser, text=GERMAN, language="de")
    (number,) = story.numbers
    assert (number.low, number.high, number.bound, number.text) == (2_400, None, "at_least", "2.400")
    assert (story.entities, story.quotes) == ((), ())
    assert enriched(parser, text=GERMAN).troop_counts == story.troop_counts, (
        "its language is seen in its words"
    )


def test_a_german_and_an_english_story_of_one_figure_make_one_estimate(parser: Parser) -> None:
    english = enriched(parser, text="At least 2,400 Norwegian soldiers are in Estonia, Kari Lunde said.")
    (one,), (other,) = claims_of(enriched(parser, text=GERMAN)), claims_of(english)
    assert one.force == other.force
    assert (force_key(one), places_key(one)) == (force_key(other), places_key(other))
    assert kind(one) == kind(other)
    assert compatible_places(one, other)
    assert says_the_same(one, other)
    assert (
        one.sentence.text
        == "Mindestens 2.400 norwegische Soldaten sind in Estland, sagte Ministerin Kari Lunde."
    )


def test_a_killed_story_in_a_language_of_tables_has_no_figures(parser: Parser) -> None:
    begun = begin(Article(uri="urn:a", pubstatus="canceled", language="de"), model=parser.name)
    assert list(enrich([begun], parser)) == [begun]


def test_a_text_says_the_same_whatever_it_is_enriched_beside(parser: Parser) -> None:
    begun = [begin(Article.model_validate_json(body), model=parser.name) for body in ARTICLES.values()]
    together = list(enrich(begun, parser))
    assert together == [story for one in begun for story in enrich([one], parser)]
    assert together[::-1] == list(enrich(begun[::-1], parser))
