"""Quotes as they are asked for and shown."""

from datetime import date
from typing import Any

import pytest

from consumers.desk.errors import Refused
from consumers.desk.pages.quotes import address, drawn, marked
from consumers.desk.quoted.asked import Asked, query, words
from consumers.desk.quoted.found import wanted
from consumers.desk.quoted.over_time import Bar

TEXT = "“They stay,” said Kari Lunde, “as long as attacks go on.” Erik Haugen said the bridge was shut."


def quote(*texts: str, speaker: str | None, kind: str = "direct") -> dict[str, Any]:
    spans = [[TEXT.index(text), TEXT.index(text) + len(text)] for text in texts]
    who = {"start": 0, "end": 1, "text": speaker, "name": speaker} if speaker else None
    return {"spans": spans, "kind": kind, "speaker": who, "cue": None}


STORY: dict[str, Any] = {
    "uri": "urn:a b",
    "text": TEXT,
    "quotes": [
        quote("“They stay,”", "“as long as attacks go on.”", speaker="Kari Lunde"),
        quote("the bridge was shut", speaker="Erik Haugen", kind="indirect"),
        quote("was shut", speaker=None),
    ],
}


@pytest.mark.parametrize(
    ("asked", "speakers"),
    [
        (Asked(), ["Kari Lunde", "Erik Haugen"]),
        (Asked(speaker="lunde"), ["Kari Lunde"]),
        (Asked(about="attack"), ["Kari Lunde"]),
        (Asked(about="Bridges shut"), ["Erik Haugen"]),
        (Asked(about="bridge", speaker="lunde"), []),
        (Asked(kind="indirect"), ["Erik Haugen"]),
    ],
)
def test_only_quotes_with_the_speaker_and_the_words_are_shown(asked: Asked, speakers: list[str]) -> None:
    assert [said.speaker for said in wanted(STORY, asked)] == speakers


def test_a_split_quote_is_one_and_leads_to_its_first_part() -> None:
    said, _ = wanted(STORY, Asked())
    assert said.text == "“They stay,” … “as long as attacks go on.”"
    assert said.link == "/story?uri=urn%3Aa%20b#c=0-12"


def test_what_would_end_elasticsearch_is_not_asked() -> None:
    with pytest.raises(Refused, match="brackets"):
        words("(" * 40)
    with pytest.raises(Refused, match="at most 20"):
        query(Asked(about=" ".join("abcdefghijklmnopqrstuvwxyz")))
    assert words('"Narva" | (bridge*)') == ["narva", "bridge"]


def test_the_words_are_marked_where_they_stand() -> None:
    assert marked("Attacks on the attacked.", ["attacks"]) == [
        ("Attacks", True),
        (" on the ", False),
        ("attacked", True),
        (".", False),
    ]
    assert marked("<b>", []) == [("<b>", False)]


def test_a_bar_leads_to_its_days() -> None:
    bars = drawn(
        [Bar("2026-11-16", 4), Bar("2026-11-17", 0), Bar("2026-11-18", 1)], Asked(about="bridge", after="1_a")
    )
    assert [bar.high for bar in bars] == [64.0, 0.0, 16.0]
    assert all(0 <= bar.x <= bar.x + bar.wide <= 960 and bar.y + bar.high == 64 for bar in bars)
    assert bars[0].address == "/quotes?about=bridge&since=2026-11-16&until=2026-11-17"


def test_the_address_says_only_what_was_asked() -> None:
    assert address(Asked()) == "/quotes"
    assert (
        address(Asked(speaker="Ana Ruiz", since=date(2026, 11, 16)))
        == "/quotes?speaker=Ana+Ruiz&since=2026-11-16"
    )


def test_what_is_left_blank_in_the_form_is_not_asked_for() -> None:
    blank = {"speaker": "", "about": "", "since": "", "until": "", "kind": ""}
    assert Asked.model_validate(blank) == Asked()
