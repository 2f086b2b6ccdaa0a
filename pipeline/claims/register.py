"""Where in a ledger what is asked for is: claims by id, and the estimates that stand, by what they are compared by.

A claim is compared with every estimate of its kind that stands. What is asked of all of them is kept beside each, as
plain numbers, so that a thousand are gone through in a fraction of a millisecond, and only the few that may matter are
looked at. A register follows from the estimates; it is never stored.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from pipeline.claims.compare import CLOSE, are_compatible, ends, kind, place_keys, point
from pipeline.claims.estimate import Estimate, Said
from schemas import Figure

Kind = tuple[str, str, bool, bool]
Places = tuple[str, ...]


class Standing(NamedTuple):
    """An estimate that stands.

    `point` is the one number that it is known by, -1 where there is none; `size` the logarithm of it; `news` whether it
    was told, or would have been to whoever asks; `age` orders by when it was last said; `only` is the version of a story
    that alone says it, None where several do.
    """

    id: str
    point: float
    size: float
    low: float
    high: float
    news: bool
    said: datetime
    age: tuple[datetime, int, str]
    only: tuple[str, int] | None
    estimate: Estimate


@dataclass(frozen=True)
class Register:
    """`homes`: the estimate that has a claim, by the claim's id. `replacing`: the claims that correct a claim. `standing`:
    the estimates that stand, by kind and places, each list by id."""

    homes: Mapping[str, str]
    replacing: Mapping[str, frozenset[str]]
    standing: Mapping[Kind, Mapping[Places, tuple[Standing, ...]]]

    @classmethod
    def of(cls, estimates: Iterable[Estimate]) -> "Register":
        """That of these estimates, which are in order."""
        homes: dict[str, str] = {}
        replacing: dict[str, frozenset[str]] = {}
        standing: dict[Kind, dict[Places, list[Standing]]] = {}
        for estimate in estimates:
            for said in estimate.claims:
                homes[said.id] = estimate.id
                if said.replaces is not None:
                    replacing[said.replaces] = replacing.get(said.replaces, frozenset()) | {said.id}
            if estimate.stands:
                figure = estimate.figure
                of_kind = standing.setdefault(kind(figure), {})
                of_kind.setdefault(place_keys(figure), []).append(_standing(estimate))
        listed = {
            each: {places: tuple(some) for places, some in by_places.items()}
            for each, by_places in standing.items()
        }
        return cls(homes, replacing, listed)

    def with_estimate(self, before: Estimate | None, after: Estimate, said: Said | None) -> "Register":
        """That of the estimates after one of them has changed; `said` is the claim that is new."""
        homes, replacing = self.homes, self.replacing
        if said is not None:
            homes = {**homes, said.id: after.id}
            if said.replaces is not None:
                corrections = replacing.get(said.replaces, frozenset()) | {said.id}
                replacing = {**replacing, said.replaces: corrections}
        standing = self.standing
        if before is not None and before.stands:
            standing = _with(standing, before, None)
        if after.stands:
            standing = _with(standing, after, _standing(after))
        return Register(homes, replacing, standing)

    def comparable(self, figure: Figure) -> Iterator[tuple[Places, tuple[Standing, ...]]]:
        """The estimates that stand and are of one thing with a figure, by their places."""
        places = place_keys(figure)
        for theirs, some in self.standing.get(kind(figure), {}).items():
            if are_compatible(places, theirs):
                yield theirs, some

    def around(self, figure: Figure) -> list[Standing]:
        """Those of them that a figure may add nothing to: at its number or close to it, within it or around it. Which
        of them it is, `adds_nothing` says."""
        at = _point(figure)
        low, high = ends(figure)
        if figure.measure != "total":
            return self.at(figure)
        return [
            one
            for _, some in self.comparable(figure)
            for one in some
            if one.point == at
            or (low <= one.low and one.high <= high)
            or (one.low <= low and high <= one.high)
            or abs(one.point - at) <= CLOSE * max(one.point, at)
        ]

    def at(self, figure: Figure) -> list[Standing]:
        """Those of them that are known by the same number."""
        at = _point(figure)
        return [one for _, some in self.comparable(figure) for one in some if one.point == at]


NOTHING: Final = Register(MappingProxyType({}), MappingProxyType({}), MappingProxyType({}))


def _with(
    standing: Mapping[Kind, Mapping[Places, tuple[Standing, ...]]], estimate: Estimate, one: Standing | None
) -> Mapping[Kind, Mapping[Places, tuple[Standing, ...]]]:
    """With this in the place of what stands there for the estimate; with nothing, if that is None."""
    of_kind, places = kind(estimate.figure), place_keys(estimate.figure)
    by_places = standing.get(of_kind, {})
    some = by_places.get(places, ())
    place = bisect_left(some, estimate.id, key=lambda each: each.id)
    is_there = place < len(some) and some[place].id == estimate.id
    changed = {**by_places, places: (*some[:place], *((one,) if one else ()), *some[place + is_there :])}
    # what stands no more leaves nothing behind
    changed = {each: kept for each, kept in changed.items() if kept}
    everything = {**standing, of_kind: changed}
    return {each: kept for each, kept in everything.items() if kept}


def _standing(estimate: Estimate) -> Standing:
    figure, latest = estimate.figure, estimate.latest
    low, high = ends(figure)
    at = _point(figure)
    return Standing(
        id=estimate.id,
        point=at,
        size=math.log1p(max(at, 0.0)),
        low=low,
        high=high,
        news=estimate.opened is not None,
        said=latest.said,
        age=(latest.said, latest.version, estimate.id),
        only=_only(estimate),
        estimate=estimate,
    )


def _point(figure: Figure) -> float:
    at = point(figure)
    return at if at is not None else -1.0


def _only(estimate: Estimate) -> tuple[str, int] | None:
    latest = estimate.latest
    one = (latest.story, latest.version)
    is_alone = all((said.story, said.version) == one for said in estimate.claims if said.withdrawn is None)
    return one if is_alone else None
