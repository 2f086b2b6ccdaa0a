"""What a story claims, and the words behind it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims import claims_of
from pipeline.claims.sentences import sentence_at
from tests.pipeline.claims.newsroom import clock, kill, wire


def test_a_claim_has_its_number_and_its_sentence_from_the_text() -> None:
    story = wire("a", "AFP", "08:00", "3,000 KP in RU", "500 UA killed")
    first, second = claims_of(story)
    for claim in (first, second):
        for span in (claim.number, claim.sentence):
            assert story.text[span.start : span.end] == span.text
    assert second.number.text == "500"
    assert second.sentence.text == "Officials said 500 were counted that day."
    assert (first.story, first.version, first.provider) == (story.uri, story.version, "AFP")


def test_ids_are_the_same_every_time_and_no_two_are_alike() -> None:
    story = wire("a", "AFP", "08:00", "3,000 KP in RU", "3,000 KP in RU")
    later = wire("a", "AFP", "09:00", "3,000 KP in RU", "3,000 KP in RU")
    assert claims_of(story) == claims_of(story)
    assert len({claim.id for claim in (*claims_of(story), *claims_of(later))}) == 4
    assert claims_of(wire("a", "AFP", "08:00", "3,000 KP in RU"))[0].id == "5a6dca95767a160e74da7b6ac1d42288"


def test_a_story_that_is_not_usable_claims_nothing() -> None:
    usable = wire("a", "AFP", "08:00", "3,000 KP in RU")
    assert claims_of(usable.model_copy(update={"pubstatus": "withheld"})) == ()
    assert claims_of(kill("a", "AFP", "09:00")) == ()


def test_a_first_version_was_said_when_published_and_a_later_one_when_made() -> None:
    story = wire("a", "AFP", "09:00", "3,000 KP in RU", published="08:00")
    assert claims_of(story)[0].said == clock("08:00")
    assert claims_of(story, first=False)[0].said == clock("09:00")
    assert claims_of(wire("a", "AFP", "09:00", "3,000 KP in RU"))[0].said == clock("09:00")


def test_under_an_embargo_nothing_was_said_before_its_end() -> None:
    story = wire("a", "AFP", "09:00", "3,000 KP in RU", published="08:00")
    until_ten = story.model_copy(update={"embargoed": clock("10:00")})
    assert claims_of(until_ten)[0].said == clock("10:00")
    assert claims_of(until_ten, first=False)[0].said == clock("10:00")
    until_seven = story.model_copy(update={"embargoed": clock("07:00")})
    assert claims_of(until_seven)[0].said == clock("08:00")


def test_a_version_beyond_all_calendars_is_a_version_too() -> None:
    story = wire("a", "AFP", "09:00", "3,000 KP in RU").model_copy(update={"version": 10**17})
    assert claims_of(story)[0].said.year == 9999


def sentence(text: str, number: str) -> str:
    start = text.index(number)
    return sentence_at(text, start, start + len(number)).text


def test_a_sentence_ends_at_a_full_stop() -> None:
    text = "They left. At least 3,000 soldiers came. “And 500 more.” 20 stayed? No."
    assert sentence(text, "3,000") == "At least 3,000 soldiers came."
    assert sentence(text, "500") == "“And 500 more.”"
    assert sentence(text, "20") == "20 stayed?"


def test_a_sentence_does_not_end_in_a_name_or_a_number() -> None:
    text = "Gen. Mark A. Milley of the U.S. Army put it at 1.5 million, not 3,000. He left."
    assert sentence(text, "3,000") == "Gen. Mark A. Milley of the U.S. Army put it at 1.5 million, not 3,000."


def test_a_german_sentence_does_not_end_in_a_date_or_an_ordinal() -> None:
    text = "Er ging. Am 24. Oktober kamen ca. 300 Mann der 3. Brigade an. Es waren 12. Das war alles."
    start = text.index("300")
    found = sentence_at(text, start, start + 3, language="de-AT")
    assert found.text == "Am 24. Oktober kamen ca. 300 Mann der 3. Brigade an."
    last = text.index("12.")
    assert sentence_at(text, last, last + 2, language="de").text == "Es waren 12."


def test_a_sentence_ends_with_its_paragraph() -> None:
    text = "Headline with 500\r\nThe 3,000 soldiers\r\n\r\nAdvertisement"
    assert sentence(text, "500") == "Headline with 500"
    assert sentence(text, "3,000") == "The 3,000 soldiers"


def test_paragraphs_that_a_feed_glued_together_are_taken_apart() -> None:
    assert (
        sentence("They number 3,000 in Ukraine.Experts disagree.", "3,000") == "They number 3,000 in Ukraine."
    )


def test_a_text_without_full_stops_is_cut() -> None:
    assert len(sentence("word " * 1_000 + "3,000" + " word" * 1_000, "3,000")) <= 1_010


@settings(deadline=None)
@given(st.text(alphabet="ab .!?\n\r”“\u2029🎖é1A", max_size=80), st.data())
def test_the_sentence_is_in_the_text_and_holds_the_number(text: str, data: st.DataObject) -> None:
    text = text[:40] + "7" + text[40:]
    start = text.index("7")
    end = data.draw(st.integers(start + 1, len(text)))
    span = sentence_at(text, start, end)
    assert text[span.start : span.end] == span.text
    assert span.start <= start
    assert span.end >= start + len(text[start:end].rstrip())
