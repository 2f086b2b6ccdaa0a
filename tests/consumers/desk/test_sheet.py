"""What a spreadsheet would run is kept from it, and a form's blanks from the API."""

import pytest

from consumers.desk.alerts.feed import place, told_at
from consumers.desk.api.counts import _safe
from consumers.desk.errors import Refused
from consumers.desk.estimates.asked import Asked
from consumers.desk.estimates.found import title


@pytest.mark.parametrize("text", ["=SUM(1)", "+1", "-1", "@x", "\tx"])
def test_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert _safe(text) == f"'{text}"
    assert (_safe(-1.5), _safe("3,000"), _safe(None)) == (-1.5, "3,000", None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(force="TR", place="libya"), "Turkish troops in Libya"),
        (Asked(force="Wagner", role="killed"), "Wagner soldiers killed"),
        (
            Asked(force="north korea", role="withdrawn", place="RU"),
            "North Korean troops withdrawn from Russia",
        ),
        (Asked(), "Troops"),
    ],
)
def test_the_picture_has_a_title_as_one_would_say_it(asked: Asked, said: str) -> None:
    assert title(asked) == said


@pytest.mark.parametrize(
    "cursor", ["", "a", "1_", "_a", "1_a b", "99999999999999999999_a", "9223372036854775808_a"]
)
def test_a_cursor_that_no_page_gave_is_refused(cursor: str) -> None:
    with pytest.raises(Refused):
        place(cursor)


def test_an_alert_whose_time_is_not_known_has_a_place_too() -> None:
    assert place("-9223372036854775808_a") == [-(2**63), "a"]
    assert told_at("-9223372036854775808_a") is None
