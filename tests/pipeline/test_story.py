"""How a story begins: which text, which version, which language."""

import hashlib
from typing import Any

import pytest

from pipeline.story import begin, is_enriched
from schemas import Article, Story

MODEL = "en_core_web_md-3.7.1"
NOON = "2026-11-18T12:00:00Z"
NOON_MS = 1_795_003_200_000


def story(received: int | None = None, language: str = "en", **article: Any) -> Story:
    return begin(
        Article.model_validate({"uri": "urn:a", "text": "Ten soldiers.", **article}),
        received=received,
        model=MODEL,
        language=language,
    )


@pytest.mark.parametrize(
    ("article", "received", "version"),
    [
        ({"versioncreated": NOON, "published": "2020-01-01T00:00:00Z"}, 5, NOON_MS),
        ({"versioncreated": "2026-11-18T14:00:00+02:00"}, None, NOON_MS),
        # a time without a zone is UTC
        ({"versioncreated": "2026-11-18T12:00:00"}, None, NOON_MS),
        ({"versioncreated": "2026-11-18T12:00:00.0015Z"}, None, NOON_MS + 2),
        ({"published": NOON}, 1_234, 1_234),
        ({}, 1_234, 1_234),
        ({"published": NOON}, None, NOON_MS),
        ({}, None, 0),
        # nothing is older than 1970 for Elasticsearch's external versions
        ({"versioncreated": "1965-01-01T00:00:00Z"}, None, 0),
        ({"published": "1965-01-01T00:00:00Z"}, None, 0),
    ],
)
def test_a_version_is_when_it_was_created_else_received_else_published(
    article: dict[str, str], received: int | None, version: int
) -> None:
    assert story(received, **article).version == version


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ({"text": " Ten\r\nsoldiers\u00a0. "}, " Ten\r\nsoldiers\u00a0. "),
        ({"text": "Ten.", "html": "<p>Twenty.</p>", "headline": "Thirty"}, "Ten."),
        ({"text": " \n", "html": "<p>Twenty.</p>", "headline": "Thirty"}, "Twenty."),
        ({"text": None, "html": "<p>Twenty<br>soldiers &amp; more.</p>"}, "Twenty\nsoldiers & more."),
        ({"text": None, "headline": "Thirty soldiers land"}, "Thirty soldiers land"),
        # markup without a word in it is no body
        ({"text": "", "html": "<p><img src='x'></p>", "headline": "Thirty"}, "Thirty"),
        ({"text": None, "html": "<script>x</script>"}, ""),
    ],
)
def test_the_text_is_the_plain_body_as_it_came_else_the_html_body_read_else_the_headline(
    article: dict[str, Any], text: str
) -> None:
    assert story(**article).text == text


@pytest.mark.parametrize("pubstatus", ["withheld", "canceled"])
def test_what_is_withheld_or_killed_keeps_no_text_and_is_not_enriched(pubstatus: str) -> None:
    taken_back = story(pubstatus=pubstatus, headline="Ten soldiers", html="<p>Ten</p>", versioncreated=NOON)
    assert taken_back.text == ""
    assert taken_back.signature is None
    assert not is_enriched(taken_back)
    assert (taken_back.pubstatus, taken_back.version) == (pubstatus, NOON_MS)
    assert taken_back.text_sha256 == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("language", ["en", "en-GB", "EN-us", "en_GB", "", " ", None, "en-Latn-GB"])
def test_english_of_any_kind_and_what_does_not_say_is_enriched_without_a_note(language: str | None) -> None:
    read = _in(language)
    assert is_enriched(read)
    assert read.notes == ()


@pytest.mark.parametrize("language", ["fr", "fr-CA", "uk", "eng-x", "english", "zxx"])
def test_another_language_is_kept_with_a_note_and_not_enriched(language: str) -> None:
    other = _in(language)
    assert not is_enriched(other)
    assert other.notes == (f"not enriched: no model for the language {language!r}",)
    assert other.text == "Ten soldiers."
    assert other.language == language


@pytest.mark.parametrize("language", ["de", "de-AT", "DE_ch"])
def test_a_language_of_tables_is_kept_with_a_note_of_what_is_read_and_by_what(language: str) -> None:
    german = _in(language)
    assert not is_enriched(german), "it is not parsed"
    assert german.notes == (
        f"read for numbers and troop counts only: no model for the language {language!r}",
    )
    assert german.extractor.endswith(" de-tables")


def test_an_article_that_does_not_say_is_in_the_language_of_the_setting() -> None:
    silent = Article(uri="urn:a", text="Dix soldats.")
    assert begin(silent, model=MODEL, language="fr").language == "fr"
    assert not is_enriched(begin(silent, model=MODEL, language="fr"))
    spoken = Article(uri="urn:a", text="Ten soldiers.", language="en-GB")
    assert begin(spoken, model=MODEL, language="fr").language == "en-GB"


ITALIAN = "Almeno 2.400 soldati norvegesi sono arrivati in Estonia per l’inverno, ha detto il ministro."


def test_an_article_that_does_not_say_is_in_the_language_of_its_text() -> None:
    found = begin(Article(uri="urn:a", text=ITALIAN), model=MODEL)
    assert found.language == "it"
    assert found.notes == ("not enriched: no model for the language 'it'",)
    assert not is_enriched(found)
    # what the newsroom says goes before what the text looks like, and a kill has no text to look at
    assert begin(Article(uri="urn:a", text=ITALIAN, language="en"), model=MODEL).language == "en"
    kill = Article(uri="urn:a", pubstatus="canceled", headline=ITALIAN)
    assert begin(kill, model=MODEL, language="fr").language == "fr"


def test_captions_and_tables_are_kept_beside_the_text() -> None:
    figure = "<figure><img src=x><figcaption>Soldiers in Tallinn</figcaption></figure>"
    table = "<table><tr><th>Year</th><th>Soldiers</th></tr><tr><td>2025</td><td>900</td></tr></table>"
    both = story(text=None, html=f"<p>Ten soldiers.</p>{figure}{table}<p>They left.</p>")
    assert both.text == "Ten soldiers.\nThey left."
    assert both.beside == ("Soldiers in Tallinn", "Year | Soldiers\n2025 | 900")
    # a picture alone has a headline to read, and its caption beside it
    picture = story(text=None, html=figure, headline="Ten soldiers land")
    assert (picture.text, picture.beside) == ("Ten soldiers land", ("Soldiers in Tallinn",))
    assert story(html=figure).beside == (), "where there is plain text, HTML is not read"
    assert story(text=None, html=figure, headline="Ten", pubstatus="canceled").beside == ()


def test_an_embargo_stays_with_the_story() -> None:
    assert story().embargoed is None
    assert story(embargoed="2026-11-18T14:00:00+02:00").model_dump(mode="json")["embargoed"] == NOON


def _in(language: str | None) -> Story:
    return begin(Article(uri="urn:a", text="Ten soldiers.", language=language), model=MODEL)


def test_a_story_says_which_text_and_which_code_it_is_made_of() -> None:
    said = story(text="Ten “soldiers” 🪖.")
    assert said.text_sha256 == hashlib.sha256("Ten “soldiers” 🪖.".encode()).hexdigest()
    assert said.extractor.startswith("muster-")
    assert said.extractor.endswith(f" {MODEL}")


def test_only_a_text_long_enough_to_be_copied_has_a_signature() -> None:
    assert story(text="Breaking news: more soon").signature is None
    long = "At least 2,400 Norwegian soldiers have arrived in Estonia for the winter."
    assert story(text=long).signature is not None
    assert story(text=long).signature == story(text=long.upper(), headline="Another").signature


def test_what_the_newsroom_said_of_it_is_kept() -> None:
    article: dict[str, Any] = {
        "headline": "Ten soldiers",
        "provider": "Example Wire",
        "byline": "By Mari Tamm",
        "url": "https://wire.example/a",
        "published": NOON,
    }
    begun = story(**article)
    assert begun.model_dump(mode="json", include=set(article)) == article
    assert (begun.entities, begun.quotes, begun.numbers, begun.troop_counts) == ((), (), (), ())
