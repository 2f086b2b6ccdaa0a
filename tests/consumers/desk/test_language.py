"""What is typed into the search box means one thing, or is refused with a reason."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.desk.search.language import Asked, Misread, Named, Numbered, understood, written
from consumers.desk.search.query import query
from consumers.desk.search.rule import rule_address


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Asked()),
        ("soldiers bridge", Asked(words="soldiers bridge")),
        ('"North Korea" -drill', Asked(words='"North Korea" -drill')),
        ("either | or", Asked(words="either | or")),
        ("(a | b) c*", Asked(words="( a | b ) c*")),
        ("speaker:kirby", Asked(named=(Named("speaker", "kirby"),))),
        ("Speaker:kirby", Asked(named=(Named("speaker", "kirby"),))),
        ('person:"John  Kirby" ships', Asked(words="ships", named=(Named("person", "John Kirby"),))),
        ("org:NATO", Asked(named=(Named("organisation", "NATO"),))),
        ("-provider:Meseta", Asked(named=(Named("provider", "Meseta", without=True),))),
        ("force: KP", Asked(named=(Named("force", "KP"),))),
        ("number>1000", Asked(numbered=(Numbered(">", 1000),))),
        ("number >= 1,500", Asked(numbered=(Numbered(">=", 1500),))),
        ("number<2.5 number:3k", Asked(numbered=(Numbered("<", 2.5), Numbered("=", 3000)))),
        ("after:2026-11-16", Asked(since=date(2026, 11, 16))),
        ("after:2026 before:2026-11", Asked(since=date(2026, 1, 1), until=date(2026, 11, 1))),
        ("on:2026-11", Asked(since=date(2026, 11, 1), until=date(2026, 12, 1))),
        ("on:2026-12-31", Asked(since=date(2026, 12, 31), until=date(2027, 1, 1))),
        ("https://wire.example/a", Asked(words="https://wire.example/a")),
        ('"speaker:kirby"', Asked(words='"speaker:kirby"')),
        ("at 06:00", Asked(words="at 06:00")),
        ("a>b", Asked(words="a>b")),
        ('an open "quote', Asked(words='an open "quote')),
    ],
)
def test_what_is_typed_is_understood(typed: str, asked: Asked) -> None:
    assert understood(typed) == asked


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("colour:red", "“colour:” is no field"),
        ("number>many", "has no number"),
        ("speaker>kirby", "only number can be compared"),
        ('speaker:""', "says no speaker"),
        ("before:soon", "is no date"),
        ("before:2026-02-30", "is no date"),
        ("after:today", "write the date itself"),
        ("-after:2026", "can't be taken away"),
        ("after:2026-11 before:2026-10", "No day is both"),
        ("(speaker:kirby ships)", "can't stand inside brackets"),
        ("ships | speaker:kirby", "can't be one side of |"),
        ("speaker:kirby | ships", "can't be one side of |"),
        ("(" * 30, "brackets open at once"),
        ("a|" * 200, "times |"),
        ("x" * 2001, "characters long"),
        ("\ud800", "not Unicode"),
        ("place:a " * 41, "more than 40 fields"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_reason(typed: str, why: str) -> None:
    with pytest.raises(Misread) as refused:
        understood(typed)
    assert why in str(refused.value)


_VALUES = st.text(st.characters(codec="utf-8", exclude_characters='"'), min_size=1, max_size=30)


@given(
    st.lists(
        st.builds(Named, st.sampled_from(["person", "place", "provider"]), _VALUES, st.booleans()), max_size=4
    ),
    st.lists(
        st.builds(Numbered, st.sampled_from([">", "<", ">=", "<=", "="]), st.integers(0, 10**9)), max_size=2
    ),
    st.none() | st.dates(),
)
def test_a_search_written_out_is_the_same_search(
    named: list[Named], numbered: list[Numbered], since: date | None
) -> None:
    flat = [Named(one.field, " ".join(one.value.split()), one.without) for one in named if one.value.split()]
    asked = Asked("ships -drill", tuple(flat), tuple(numbered), since)
    assert understood(written(asked)) == asked


@given(st.text())
def test_any_text_is_understood_or_misread(typed: str) -> None:
    with suppress(Misread):
        assert query(understood(typed))


def test_a_rule_asks_what_of_a_search_a_rule_can_ask() -> None:
    asked = understood(
        'ships speaker:"John Kirby" force:KP place:RU provider:Meseta after:2026 number>3 -force:US'
    )
    assert rule_address(asked) == (
        "/rules/new?watch=counts&search=ships+%22John+Kirby%22&force=KP&place=RU&provider=Meseta"
    )
    assert (
        rule_address(understood("ships place:Narvik")) == "/rules/new?watch=stories&search=ships+%22Narvik%22"
    )
