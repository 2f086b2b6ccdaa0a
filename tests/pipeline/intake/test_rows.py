"""Rows of archives: columns by the names that people give them."""

from datetime import UTC, datetime

import pytest

from pipeline.intake.rows import Reading, columns, versioned

DAY = datetime(2019, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (
            ["id", "title", "body", "date"],
            {"uri": "id", "headline": "title", "body": "body", "published": "date"},
        ),
        (["URI", " Headline ", "TEXT"], {"uri": "URI", "headline": " Headline ", "text": "TEXT"}),
        (["uri", "id", "title", "headline"], {"uri": "uri", "headline": "headline"}),
        (["url", "html"], {"uri": "url", "url": "url", "html": "html"}),
        (["price"], {}),
    ],
)
def test_a_column_is_known_by_its_name(names: list[str], found: dict[str, str]) -> None:
    assert columns(names, {}) == found


def test_a_column_that_is_given_comes_first_and_must_be_there() -> None:
    assert columns(["id", "slug", "story"], {"uri": "slug", "text": "Story"}) == {
        "uri": "slug",
        "text": "story",
    }
    with pytest.raises(ValueError, match="has no column 'content'; it has 'id', 'story'"):
        columns(["id", "story"], {"text": "content"})


def test_a_row_of_a_table_is_an_article_and_what_it_has_no_word_for_is_counted() -> None:
    reading = Reading({}, uri="urn:archive:{}")
    row = {
        "id": " 7 ",
        "title": "Ten soldiers land",
        "body": "Ten soldiers.",
        "date": "2019-03-04",
        "price": "1",
    }
    article = reading.article(row, is_table=True)
    assert article.uri == "urn:archive:7"
    assert (article.headline, article.text, article.html) == ("Ten soldiers land", "Ten soldiers.", None)
    assert article.published == DAY
    assert reading.unknown == {"price": 1}


def test_a_body_that_is_html_is_read_as_that() -> None:
    article = Reading({}).article({"id": "a", "body": "<p>Ten soldiers.</p>"}, is_table=True)
    assert (article.html, article.text) == ("<p>Ten soldiers.</p>", None)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"id": "", "body": "x"}, "uri"),
        ({"id": "a", "body": " "}, "no text, html or headline"),
        ({"id": "a", "body": "x", "date": "the fourth"}, "published is not a time"),
        ({"id": ["a"], "body": "x"}, "uri"),
    ],
)
def test_a_row_that_is_no_article_says_why(row: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Reading({}).article(row, is_table=True)


def test_a_line_of_json_may_be_of_any_dialect() -> None:
    reading = Reading({})
    flat = reading.article(
        {"id": 7, "title": "Ten", "content": "Ten soldiers.", "lang": "en"}, is_table=False
    )
    assert (flat.uri, flat.text, flat.language) == ("7", "Ten soldiers.", "en")
    ninjs = reading.article({"uri": "urn:a", "body_html": "<p>Ten.</p>", "title": "T"}, is_table=False)
    assert (ninjs.html, ninjs.headline) == ("<p>Ten.</p>", "T")
    kill = reading.article({"uri": "urn:a", "pubstatus": "canceled"}, is_table=False)
    assert kill.pubstatus == "canceled"
    assert not reading.unknown


def test_the_same_row_is_the_same_version_whenever_it_is_read() -> None:
    reading = Reading({})
    dated = reading.article({"id": "a", "text": "x", "date": "2019-03-04"}, is_table=True)
    assert versioned(dated, datetime.now(UTC)).versioncreated == DAY
    undated = reading.article({"id": "a", "text": "x"}, is_table=True)
    assert versioned(undated, DAY).versioncreated == DAY


def test_a_table_in_which_no_row_can_be_an_article_is_refused_at_once() -> None:
    with pytest.raises(
        ValueError, match=r"no column for uri \(--map uri=COLUMN\); its columns are 'key', 'text'"
    ):
        Reading({}).check(["key", "text"])
    with pytest.raises(ValueError, match="no column for text or html or body or headline"):
        Reading({}).check(["id", "words"])
    Reading({"text": "words"}).check(["id", "words"])
