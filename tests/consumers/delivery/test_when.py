"""When someone is told, by clocks that stand still."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.delivery.when import (
    LONGEST_WAIT,
    due_by,
    next_hour,
    next_morning,
    plan,
    quiet_until,
    retry_after,
    wait,
)
from schemas import Quiet, Rule

NIGHT = Quiet(start="22:00", end="06:30", zone="Europe/Berlin")


def at(text: str) -> datetime:
    """2026-11-16T21:00Z and the like."""
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, "2026-11-16T20:59:59Z", None),
        (NIGHT, "2026-11-16T21:00:00Z", "2026-11-17T05:30Z"),
        (NIGHT, "2026-11-17T00:00:00Z", "2026-11-17T05:30Z"),
        (NIGHT, "2026-11-17T05:29:59Z", "2026-11-17T05:30Z"),
        (NIGHT, "2026-11-17T05:30:00Z", None),
        (Quiet(start="12:00", end="13:00"), "2026-11-16T12:30Z", "2026-11-16T13:00Z"),
        (Quiet(start="12:00", end="13:00"), "2026-11-16T13:00Z", None),
        (Quiet(start="00:00", end="23:59"), "2026-11-16T23:59Z", None),
        # no length: no quiet hours, not quiet for ever
        (Quiet(start="08:00", end="08:00"), "2026-11-16T08:00Z", None),
        # in summer the same clocks mean another hour
        (NIGHT, "2026-07-01T20:00:00Z", "2026-07-02T04:30Z"),
        # the night in which clocks go forward, and that in which they go back
        (NIGHT, "2026-03-28T23:00Z", "2026-03-29T04:30Z"),
        (NIGHT, "2026-10-24T23:00Z", "2026-10-25T05:30Z"),
        # an end that the clocks skip is meant an hour later: 02:30 is 03:30
        (Quiet(start="22:00", end="02:30", zone="Europe/Berlin"), "2026-03-29T00:45Z", "2026-03-29T01:30Z"),
        # an end that they show twice is meant the first time, and it is not quiet again after it
        (Quiet(start="22:00", end="02:30", zone="Europe/Berlin"), "2026-10-25T00:15Z", "2026-10-25T00:30Z"),
        (Quiet(start="22:00", end="02:30", zone="Europe/Berlin"), "2026-10-25T01:15Z", None),
        # a zone of half hours, across the date line
        (Quiet(start="22:00", end="06:00", zone="Asia/Kolkata"), "2026-11-16T17:00Z", "2026-11-17T00:30Z"),
        (
            Quiet(start="22:00", end="06:00", zone="Pacific/Kiritimati"),
            "2026-11-16T09:00Z",
            "2026-11-16T16:00Z",
        ),
    ],
)
def test_quiet_hours_last_until_their_end_in_their_zone(quiet: Quiet, now: str, until: str | None) -> None:
    assert quiet_until(quiet, at(now)) == (at(until) if until else None)


clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.builds(Quiet, start=clocks, end=clocks, zone=zones), moments)
def test_quiet_hours_end_within_a_day_or_so_and_it_is_not_quiet_then(quiet: Quiet, now: datetime) -> None:
    until = quiet_until(quiet, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        assert quiet_until(quiet, until) is None


@given(moments, zones)
def test_a_digest_is_due_at_the_next_full_hour_or_the_next_eight_o_clock(now: datetime, zone: str) -> None:
    hour, morning = next_hour(now, ZoneInfo(zone)), next_morning(now, ZoneInfo(zone))
    assert now < hour <= now + timedelta(hours=1)
    assert now < morning <= now + timedelta(hours=49)
    assert morning.astimezone(ZoneInfo(zone)).strftime("%H:%M:%S") == "08:00:00"


def test_a_digest_that_falls_into_quiet_hours_waits_for_their_end() -> None:
    rule = Rule(name="night", to=("desk",), digest="hourly", quiet=NIGHT)
    assert due_by(rule, at("2026-11-16T12:10Z")) == at("2026-11-16T13:00Z")
    assert due_by(rule, at("2026-11-16T20:10Z")) == at("2026-11-17T05:30Z")


def test_the_full_hour_is_that_of_the_rule_s_zone() -> None:
    rule = Rule(name="delhi", digest="hourly", quiet=Quiet(start="01:00", end="02:00", zone="Asia/Kolkata"))
    assert due_by(rule, at("2026-11-16T12:10Z")) == at("2026-11-16T12:30Z")
    assert due_by(rule, at("2026-11-16T12:30Z")) == at("2026-11-16T13:30Z")


def test_a_daily_digest_comes_at_eight_where_the_rule_lives() -> None:
    daily = Rule(name="daily", digest="daily")
    berlin = Rule(name="berlin", digest="daily", quiet=NIGHT)
    assert due_by(daily, at("2026-11-16T08:00Z")) == at("2026-11-17T08:00Z")
    assert due_by(berlin, at("2026-11-16T06:59Z")) == at("2026-11-16T07:00Z")
    assert due_by(berlin, at("2026-11-16T07:00Z")) == at("2026-11-17T07:00Z")


def test_every_receiver_is_told_once_by_the_most_urgent_of_its_rules() -> None:
    now = at("2026-11-16T12:10Z")
    rules = [
        Rule(name="daily", to=("desk", "archive"), digest="daily"),
        Rule(name="now", to=("desk", "desk")),
        Rule(name="paused", to=("desk", "room"), paused=True),
        Rule(name="feed only"),
        Rule(name="hourly", to=("desk",), digest="hourly"),
    ]
    due = plan(rules, now)
    assert set(due) == {"desk", "archive"}
    assert (due["desk"].at, due["desk"].digest, due["desk"].rules) == (now, None, ("daily", "now", "hourly"))
    assert (due["archive"].at, due["archive"].digest) == (at("2026-11-17T08:00Z"), "daily")


def test_waits_double_up_to_an_hour_and_chance_takes_away_up_to_half() -> None:
    assert [wait(n, first=5, chance=0) for n in (1, 2, 3, 4)] == [5, 10, 20, 40]
    assert wait(50, first=5, chance=0) == wait(10_000, first=5, chance=0) == LONGEST_WAIT
    assert wait(2, first=5, chance=0.5) == 7.5


@given(st.integers(1, 10_000), st.floats(0.01, 3600), st.floats(0, 1, exclude_max=True))
def test_a_wait_is_never_none_and_never_for_ever(attempt: int, first: float, chance: float) -> None:
    assert first / 2 <= wait(attempt, first=first, chance=chance) <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("999999999999999999999", LONGEST_WAIT),
        ("Mon, 16 Nov 2026 12:02:00 GMT", 120),
        ("Mon, 16 Nov 2026 11:00:00 GMT", 0),
        ("Mon, 16 Nov 2036 11:00:00 GMT", LONGEST_WAIT),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("²", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, at("2026-11-16T12:00Z")) == seconds
