"""One figure beside another."""

import pytest

from pipeline.claims.compare import (
    adds_nothing,
    are_same,
    compatible_places,
    direction,
    place_key,
    place_keys,
    says_the_same,
)
from schemas import Figure, Place
from tests.pipeline.claims.newsroom import figure


@pytest.mark.parametrize(
    ("later", "standing"),
    [
        ("3,000 KP", "3,000 KP"),
        ("at least 3,000 KP", "3,000 KP"),
        ("3,000 KP", "at least 3,000 KP"),
        ("about 3,000 KP", "more than 3,000 KP"),
        ("3,200 KP", "about 3,000 KP"),
        ("about 3,000 KP", "3,200 KP"),
        ("at least 3,000 KP", "5,000 KP"),
        ("more than 3,000 KP", "at least 5,000 KP"),
        ("at most 5,000 KP", "3,000 KP"),
        ("3,000-5,000 KP", "4,000 KP"),
        ("4,000 KP", "3,000-5,000 KP"),
        ("3,500-4,500 KP", "3,000-5,000 KP"),
        ("1,500 more KP", "1,500 more KP"),
        ("vaguely 1,000 KP", "vaguely 1,000 KP"),
    ],
)
def test_adds_nothing(later: str, standing: str) -> None:
    assert adds_nothing(figure(later), figure(standing))


@pytest.mark.parametrize(
    ("later", "standing", "went"),
    [
        ("10,000 KP", "3,000 KP", "up"),
        ("more than 10,000 KP", "3,000 KP", "up"),
        ("at least 5,000 KP", "at least 3,000 KP", "up"),
        ("5,000 KP", "at least 3,000 KP", "up"),
        ("3,100 KP", "3,000 KP", "up"),
        ("about 3,500 KP", "about 3,000 KP", "up"),
        ("at least 3,200 KP", "about 3,000 KP", "up"),
        ("2,000 KP", "at most 5,000 KP", "down"),
        ("2,000-4,000 KP", "3,000-5,000 KP", "down"),
        ("at most 3,000 KP", "at least 3,000 KP", None),
        ("1,500 more KP", "2,000 more KP", "down"),
        ("at least 1,500 more KP", "2,000 more KP", "down"),
        ("vaguely 1,000 KP", "vaguely 10,000 KP", "down"),
    ],
)
def test_adds_something(later: str, standing: str, went: str | None) -> None:
    assert not adds_nothing(figure(later), figure(standing))
    assert direction(figure(later), figure(standing)) == went


def test_at_least_and_at_most_are_opposites() -> None:
    assert not says_the_same(figure("at least 3,000 KP"), figure("at most 3,000 KP"))
    assert says_the_same(figure("fewer than 3,000 KP"), figure("at most 3,000 KP"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 KP in RU", "3 KP in RU"),
        ("3 KP", "3 KP in RU"),
        ("3 KP in Kursk:RU", "3 KP in RU"),
        ("3 KP in PL", "3 KP in RO, PL, DE"),
        ("3 KP in Warsaw:PL", "3 KP in RO, PL, DE"),
        ("3 KP in Donbas", "3 KP in Donbas"),
        ("3 KP to RU", "3 KP in RU"),
    ],
)
def test_compatible_places(one: str, other: str) -> None:
    assert compatible_places(figure(one), figure(other))
    assert compatible_places(figure(other), figure(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 KP in RU", "3 KP in UA"),
        ("3 KP in Kursk:RU", "3 KP in Belgorod:RU"),
        ("3 KP in PL, FR", "3 KP in RO, PL, DE"),
        ("3 KP in Donbas", "3 KP in UA"),
    ],
)
def test_places_that_are_not_compatible(one: str, other: str) -> None:
    assert not compatible_places(figure(one), figure(other))
    assert not compatible_places(figure(other), figure(one))


def test_the_same_places_for_a_revision() -> None:
    assert are_same(place_keys(figure("3 KP")), place_keys(figure("3 KP in RU")))
    assert are_same(place_keys(figure("3 KP in PL, RO")), place_keys(figure("3 KP in RO, PL")))
    assert not are_same(place_keys(figure("3 KP in Kursk:RU")), place_keys(figure("3 KP in RU")))
    assert not are_same(place_keys(figure("3 KP")), place_keys(figure("3 KP in Kursk:RU")))


def test_a_country_is_known_by_its_name_or_its_code() -> None:
    assert place_key(Place(name="Russia", iso="RU")) == place_key(Place(name="RU", iso="RU")) == "RU"
    assert place_key(Place(name="  KURSK", iso="RU")) == place_key(Place(name="Kursk", iso="RU"))


def test_a_figure_without_a_number_is_like_no_other() -> None:
    nothing = Figure.model_validate(
        {**figure("3 KP").model_dump(), "low": None, "high": None, "bound": "vague"}
    )
    assert direction(figure("3 KP"), nothing) is None
    assert not says_the_same(figure("3 KP"), nothing)
