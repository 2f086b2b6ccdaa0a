"""What is right of recognizers_en must not be lost again."""

import pytest

from tests.quality.recognizers import EXCLUSIONS, PATH, Case, Tally, Wanted, cases, judge, why_not

FLOORS = {"Currency": 94, "Dimension": 91, "Number": 95, "NumberRange": 95, "Percent": 100}
"""right of those that fit, in percent"""


@pytest.fixture(scope="module")
def tally() -> Tally:
    if not PATH.exists():
        pytest.skip("the labelled sets lie beside the checkout, and are not here")
    return judge(cases())


def test_nine_in_ten_of_the_cases_that_fit_are_right(tally: Tally) -> None:
    assert tally.share >= 94.5


@pytest.mark.parametrize("model", FLOORS)
def test_no_model_falls(tally: Tally, model: str) -> None:
    assert 100 * tally.right[model] / tally.fits[model] >= FLOORS[model]


def test_every_reason_excludes_something_and_the_ordinals_aside_few_are_excluded(tally: Tally) -> None:
    assert {exclusion.reason for exclusion in EXCLUSIONS} == set(tally.excluded)
    ordinals = tally.excluded[EXCLUSIONS[0].reason]
    assert tally.excluded.total() - ordinals < 0.15 * tally.fits.total()


@pytest.mark.parametrize(
    ("text", "model", "words", "fits"),
    [
        ("the seventh time", "Ordinal", "seventh", False),
        ("it costs 5 dollars", "Currency", "5 dollars", True),
        ("two thirds of us", "Number", "two thirds", True),
        ("sixty two ninths", "Number", "sixty two ninths", False),
        ("7 over 9", "Number", "7 over 9", False),
        ("10.0.0.1", "Number", "10", False),
        ("over 9 of us", "Number", "9", True),
    ],
)
def test_a_case_fits_or_not_by_what_it_says(text: str, model: str, words: str, fits: bool) -> None:
    case = Case(text, model, (Wanted(words, "1", None, None),))
    assert (why_not(case) is None) == fits
