"""What an answer means, and when a delivery is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from consumers.delivery.lane import together
from consumers.delivery.outcome import FEW, Failed, Patience, Taken, answered

FIRST = datetime(2026, 11, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize("status", [200, 201, 204])
def test_two_hundred_and_something_is_taken(status: int) -> None:
    assert isinstance(answered(status, wait=None), Taken)


@pytest.mark.parametrize(
    ("status", "most"),
    [(410, 1), (301, FEW), (307, FEW), (400, FEW), (401, FEW), (404, FEW), (422, FEW)]
    + [(status, None) for status in (100, 408, 425, 429, 500, 502, 503, 599)],
)
def test_what_is_refused_for_good_is_tried_less_often(status: int, most: int | None) -> None:
    outcome = answered(status, wait=7)
    assert isinstance(outcome, Failed)
    assert outcome.most == most
    assert str(status) in outcome.reason


def test_a_delivery_is_given_up_after_so_many_attempts_or_so_many_hours() -> None:
    patience = Patience(attempts=5, hours=24)
    passing, definite = Failed("answered 500"), Failed("answered 404", most=FEW)

    def over(failed: Failed, attempts: int, hours: float = 1) -> bool:
        return patience.is_over(failed, attempts=attempts, first=FIRST, now=FIRST + timedelta(hours=hours))

    assert [over(passing, n) for n in (1, 4, 5)] == [False, False, True]
    assert [over(definite, n) for n in (1, 2, 3)] == [False, False, True]
    assert [over(passing, 1, hours) for hours in (23.9, 24)] == [False, True]
    assert over(Failed("gone", most=1), 1)


def test_where_one_of_several_addresses_may_come_back_the_receiver_is_tried_as_long_as_that() -> None:
    gone, away = Failed("gone", most=1), Failed("away", wait=30)
    both = together([gone, away, away])
    assert both == Failed("gone; away", most=None, wait=30)
    assert together([gone, Failed("404", most=3)]) == Failed("gone; 404", most=3)
    assert isinstance(together([]), Taken)
