"""How one figure stands to another: whether they are about the same thing, and what the one adds to the other."""

import math
from functools import lru_cache
from typing import Literal

from pipeline.gazetteer import country_name
from schemas import Figure, Place

CLOSE = 0.1
"""of the larger: "about 3,000" and "3,200" are the same news"""

UNKNOWN = "unknown"
"""what a force is called that the story doesn't name"""


def force_key(figure: Figure) -> str:
    """Whose troops, in one word: a country's code, else the group's name, else `unknown`."""
    if figure.force is None:
        return UNKNOWN
    return figure.force.iso or _fold(figure.force.name)


def place_key(place: Place) -> str:
    """A country is its code; another place its name, with the code of the country that holds it."""
    return place.iso or "" if _is_country(place) else f"{place.iso or ''}:{_fold(place.name)}"


def places_key(figure: Figure) -> str:
    """All of a figure's places, in one order."""
    return "|".join(place_keys(figure))


def place_keys(figure: Figure) -> tuple[str, ...]:
    """The key of each of a figure's places, in one order, none twice."""
    return tuple(sorted({place_key(place) for place in figure.places}))


def is_vague(figure: Figure) -> bool:
    """Gives an order of magnitude at most: "tens of thousands"."""
    return figure.bound == "vague" or point(figure) is None


def kind(figure: Figure) -> tuple[str, str, bool, bool]:
    """What two figures of one ledger must have in common to be of one thing: measure, status, historic, vague."""
    return figure.measure, figure.status, figure.historic, is_vague(figure)


def are_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Places, by their keys, that are the same; or none are named by one, and nothing less than whole countries by the
    other.

    "200,000 troops" and "2,000 at Azovstal" are not two figures for one thing.
    """
    return a == b or (not (a and b) and all(_is_country_key(key) for key in (*a, *b)))


def compatible_places(a: Figure, b: Figure) -> bool:
    """Every place of the one that names fewer is one of the other's, holds one, or is held by one.

    "In Kursk" and "in Russia", "in Poland" and "in Romania, Poland and Germany"; with no place named, all fit.
    """
    return are_compatible(place_keys(a), place_keys(b))


@lru_cache(maxsize=1 << 16)
def are_compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The same of places by their keys."""
    fewer, more = sorted((a, b), key=len)
    return all(any(_fits(one, other) for other in more) for one in fewer)


def says_the_same(a: Figure, b: Figure) -> bool:
    """The same number, however bounded: "3,000", "about 3,000", "at least 3,000"; but not "at most 3,000"."""
    if (a.low, a.high) == (b.low, b.high):
        return True
    opposite = (a.low is None) != (b.low is None) and (a.high is None) != (b.high is None)
    return not opposite and _anchor(a) is not None and _anchor(a) == _anchor(b)


def adds_nothing(later: Figure, standing: Figure) -> bool:
    """Whether who knows the standing figure learns nothing from the later one.

    - the same number: "at least 3,000" after "3,000", and the other way round
    - close to it, where one is a guess: "3,200" after "about 3,000"
    - weaker: "at least 3,000" after "5,000"; "between 3,000 and 5,000" after "4,000"
    - inside a range that stands: "between 3,500 and 4,000" after "between 3,000 and 5,000"

    "Another 2,000" tells of other troops than "another 1,500": of additional figures and parts only the same
    number adds nothing. One vague figure adds nothing to another of its order.
    """
    if says_the_same(later, standing):
        return True
    if is_vague(later) or is_vague(standing) or later.measure != "total":
        return False
    return _is_close(later, standing) or _is_weaker(later, standing) or _is_inside(later, standing)


def direction(later: Figure, standing: Figure) -> Literal["up", "down"] | None:
    """Where a figure went, by the one number each is known by; None if nowhere."""
    to, since = point(later), point(standing)
    if to is None or since is None or to == since:
        return None
    return "up" if to > since else "down"


def point(figure: Figure) -> float | None:
    """The one number that a figure is known by: its end, or the middle of a range."""
    if figure.low is None or figure.high is None:
        return figure.low if figure.low is not None else figure.high
    return (figure.low + figure.high) / 2


def ends(figure: Figure) -> tuple[float, float]:
    """The least and the most that it may be; where only one end is given, 0 or infinity is the other."""
    low = figure.low if figure.low is not None else 0.0
    return low, figure.high if figure.high is not None else math.inf


def distance(a: Figure, b: Figure) -> float:
    """How far apart two figures are, as the logarithm of the one through the other."""
    return abs(math.log1p(point(a) or 0) - math.log1p(point(b) or 0))


def _is_country(place: Place) -> bool:
    return place.iso is not None and _fold(place.name) in (
        _fold(country_name(place.iso)),
        place.iso.casefold(),
    )


def _is_country_key(key: str) -> bool:
    return ":" not in key


def _fits(a: str, b: str) -> bool:
    country = a.partition(":")[0]
    return a == b or (country != "" and country == b.partition(":")[0] and country in (a, b))


def _anchor(figure: Figure) -> float | None:
    is_range = None not in (figure.low, figure.high) and figure.low != figure.high
    return None if is_range else point(figure)


def _is_close(a: Figure, b: Figure) -> bool:
    one, other = _anchor(a), _anchor(b)
    if one is None or other is None or "about" not in (a.bound, b.bound):
        return False
    # "at least 3,200" after "about 3,000" says more than that it was well guessed
    return {a.bound, b.bound} <= {"about", "exact"} and abs(one - other) <= CLOSE * max(one, other)


def _is_weaker(later: Figure, standing: Figure) -> bool:
    (low, high), (least, most) = ends(later), ends(standing)
    return low <= least and most <= high


def _is_inside(later: Figure, standing: Figure) -> bool:
    (low, high), (least, most) = ends(later), ends(standing)
    is_range = standing.low is not None and standing.high is not None
    return is_range and least <= low and high <= most


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
