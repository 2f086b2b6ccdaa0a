"""A force's figures over time: every estimate, who gave it, and whether it still stands."""

from collections.abc import Iterable
from datetime import datetime

from pipeline.claims.estimate import Estimate
from pipeline.claims.ledger import Ledger
from pipeline.claims.origins import origins, stories
from pipeline.claims.words import words
from schemas import Figure, Measure, Role, Source, moment
from schemas.base import Message, Moment


class Point(Message):
    """An estimate in a timeline: when it was first said and by whom, how many say so, since when no one does.

    `claim` is the id of the claim that said it first: with it the sentence can be looked up.
    """

    estimate: str
    words: str
    figure: Figure
    said: Moment
    last_said: Moment
    source: Source | None
    provider: str | None
    story: str
    claim: str
    stories: int
    origins: int
    withdrawn: Moment | None


def timeline(
    ledgers: Iterable[Ledger],
    *,
    place: str | None = None,
    unplaced: bool = False,
    role: Role | None = None,
    measure: Measure | None = None,
    historic: bool = False,
) -> tuple[Point, ...]:
    """The estimates of some ledgers, in the order in which they were first said.

    `place` is a country's code: the figures of troops there or in a part of it, and with `unplaced` those that name
    no place too. `role` and `measure` keep only theirs; figures of the past come only with `historic`.
    """
    points = [
        _point(estimate)
        for ledger in ledgers
        for estimate in ledger.estimates
        if (role is None or estimate.figure.role == role)
        and (measure is None or estimate.figure.measure == measure)
        and (historic or not estimate.figure.historic)
        and _is_in(estimate.figure, place, unplaced=unplaced)
    ]
    return tuple(sorted(points, key=lambda point: (point.said, point.estimate)))


def _is_in(figure: Figure, place: str | None, *, unplaced: bool) -> bool:
    if place is None:
        return True
    return any(there.iso == place for there in figure.places) or (unplaced and not figure.places)


def _point(estimate: Estimate) -> Point:
    first = min(estimate.standing or estimate.claims, key=lambda said: (said.said, said.version, said.id))
    counted = estimate.standing or estimate.claims
    return Point(
        estimate=estimate.id,
        words=words(estimate.figure),
        figure=estimate.figure,
        said=first.said,
        last_said=estimate.latest.said,
        source=first.source,
        provider=first.provider,
        story=first.story,
        claim=first.id,
        stories=stories(counted),
        origins=origins(counted),
        withdrawn=None if estimate.stands else _withdrawn(estimate),
    )


def _withdrawn(estimate: Estimate) -> datetime | None:
    versions = [said.withdrawn for said in estimate.claims if said.withdrawn is not None]
    return moment(max(versions)) if versions else None
