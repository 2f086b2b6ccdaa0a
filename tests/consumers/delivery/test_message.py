"""What people read."""

import json
from datetime import UTC, datetime

import pytest
from apprise import NotifyFormat
from apprise.conversion import convert_between

from consumers.delivery import message
from schemas import Alert, Source, Span
from tests.consumers.delivery.alerts import alert
from tests.pages import blocks

DESK = "https://desk.example"
SENTENCE = (
    "At least 2,400 Norwegian soldiers have arrived in Estonia for the winter, Norway’s defence minister, "
    "Kari Lunde, said on Monday."
)
AT = datetime(2026, 11, 16, 12, tzinfo=UTC)
PAGE = "https://desk.example/story?uri=urn%3Aexample%3Awire%3Anorway-estonia"


def test_a_new_figure_says_who_says_so_in_which_words_how_many_do_and_where() -> None:
    said = message.single(alert(stories=12, origins=3), desk=DESK)
    assert said.title == "New: at least 2,400 Norwegian troops in Estonia"
    assert said.body.splitlines() == [
        "Says Kari Lunde",
        f"“{SENTENCE}”",
        "Norway says at least 2,400 of its soldiers are in Estonia · Example Wire · urn:example:wire:norway-estonia",
        "12 stories, 3 origins",
        "Rule: all news",
        f"{PAGE}#c=9-14",
    ]


def test_a_revised_figure_says_what_it_was_and_whose_word_that_was() -> None:
    said = message.single(alert("revised"))
    assert said.title == "Revised: at least 3,100 Norwegian troops in Estonia, up from at least 2,400"
    assert said.body.splitlines()[0] == (
        "It was: at least 2,400 Norwegian troops in Estonia, according to Kari Lunde (urn:example:wire:norway-estonia)"
    )
    assert "1 story, 1 origin\nRules: all news, the Baltic" in said.body


@pytest.mark.parametrize("words", ["3 Norwegian troops", "withdrawn: 3 Norwegian troops"])
def test_a_withdrawn_figure_says_so_and_does_not_link_to_where_it_stood(words: str) -> None:
    said = message.single(alert("withdrawn", words=words), desk=DESK)
    assert said.title == "Withdrawn: 3 Norwegian troops"
    assert said.body.startswith("This was told, and no longer stands")
    assert "0 stories" not in said.body
    assert said.body.endswith(PAGE)


def test_a_found_story_shows_the_passage_and_by_which_rule_it_was_found() -> None:
    said = message.single(alert("found", words="Narva bridge"), desk=DESK)
    assert said.title == "Found: “Narva bridge” in: Norway says at least 2,400 of its soldiers are in Estonia"
    assert "Rule: the Narva bridge" in said.body
    assert said.body.endswith(f"{PAGE}#c=0-128")
    assert "source" not in said.body
    headline = "Norway says at least 2,400 of its soldiers are in Estonia"
    assert message.title(alert("found", words=headline)) == f"Found: {headline}"


def test_without_a_source_or_a_desk_it_says_so_or_leaves_it_out() -> None:
    said = message.single(alert(claim={"source": None}))
    assert said.body.startswith("No source is named\n")
    assert "http" not in said.body


def test_a_digest_counts_kinds_and_lists_all_in_the_order_in_which_they_came_up() -> None:
    alerts = [alert(), alert("revised"), alert("withdrawn"), alert()]
    said = message.digest(alerts, desk=DESK)
    assert said.title == "Muster: 4 alerts (2 new, 1 revised, 1 withdrawn)"
    heads = [line for line in said.body.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")]
    assert [head.split(":")[0] for head in heads] == ["1. New", "2. Revised", "3. Withdrawn", "4. New"]
    assert said.body.count(PAGE) == 4
    assert message.digest(alerts[:1]).title == "Muster: 1 alert (1 new)"


def test_a_headline_cannot_begin_a_line_or_a_header_of_its_own() -> None:
    nasty = "Calm\r\nBcc: everyone@example.org\r\n\r\n<b>x</b>\u2028Rule:\u2029a\x00b\x1b[31m\u202egnp.exe"
    said = message.single(
        alert(words=nasty, rules=(nasty,), claim={"headline": nasty, "provider": nasty, "story": nasty})
    )
    assert len(said.title.splitlines()) == 1
    assert not set(said.title + said.body) & set("\r\x00\x1b\u2028\u2029\u202e")
    assert "\nBcc:" not in said.title + said.body
    # as many lines as any alert has
    assert len(said.body.splitlines()) == len(message.single(alert()).body.splitlines())


def test_a_uri_with_anything_in_it_stays_one_parameter() -> None:
    page = message.link(alert(claim={"story": 'a b&c=d#e?f/g\n"<é'}), f"{DESK}/news/")
    assert page == "https://desk.example/news/story?uri=a%20b%26c%3Dd%23e%3Ff%2Fg%0A%22%3C%C3%A9#c=9-14"


def test_what_is_long_is_cut() -> None:
    long = alert(words="w" * 5_000, claim={"sentence": Span(start=0, end=9, text="s" * 100_000)})
    said = message.single(long)
    assert len(said.title) == message.LONGEST_TITLE
    assert said.title.endswith("…")
    assert len(said.body) < 1_200


def test_where_it_is_shown_as_html_what_looks_like_html_is_text() -> None:
    """A mail is sent as HTML; Apprise escapes a text that is declared as one."""
    said = message.single(alert(claim={"headline": "<script>alert(1)</script><img src=x> & co"}))
    shown = str(convert_between(NotifyFormat.TEXT, NotifyFormat.HTML, content=said.body))  # type: ignore[no-untyped-call]
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("call", ["@everyone", "@Here", "@channel", "<!channel>", "<@U123>", "@123", "<#C1>"])
def test_nothing_in_a_story_calls_on_a_whole_chat(call: str) -> None:
    assert call not in message.unaddressed(f"hello {call} there")
    assert message.unaddressed("desk@example.org is < 3") == "desk@example.org is < 3"


def test_a_webhook_has_the_alert_as_its_schema_has_it_with_a_link() -> None:
    revised = alert("revised")
    payload = json.loads(json.dumps(message.payload(revised, desk=DESK, at=AT)))
    assert payload["type"] == "alert.revised"
    assert payload["timestamp"] == "2026-11-16T12:00:00+00:00"
    assert payload["data"].pop("link") == f"{PAGE}#c=9-14"
    assert Alert.model_validate(payload["data"]) == revised


def test_a_webhook_has_a_digest_as_a_list() -> None:
    payload = message.digest_payload([alert(), alert("withdrawn")], desk="", at=AT)
    assert payload["type"] == "alert.digest"
    assert [each["kind"] for each in payload["data"]["alerts"]] == ["new", "withdrawn"]
    assert [each["link"] for each in payload["data"]["alerts"]] == [None, None]


def test_a_source_with_a_line_break_in_its_name_stays_one_line() -> None:
    said = message.single(alert(claim={"source": Source(text="x", name="Ana\nRuiz")}))
    assert said.body.startswith("Says Ana Ruiz\n")


def test_a_message_is_as_docs_receivers_md_shows_it() -> None:
    (shown,) = blocks("docs/receivers.md", section="What a message says")
    said = message.single(
        alert("revised", stories=12, origins=3, rules=("the Baltic",)), desk="https://desk.example.org"
    )
    assert shown.text == f"{said.title}\n\n{said.body}\n"
