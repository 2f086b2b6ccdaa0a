"""The estimates that were asked for, each with the sentence that said it first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_args
from urllib.parse import quote

from pydantic import Field

from consumers.desk.errors import NotFound
from consumers.desk.estimates.asked import ALL, Asked, SortBy
from consumers.forces import called, code, figure, key
from consumers.stored.elastic import Store
from consumers.stored.ledgers import Ledgers
from pipeline.claims.timeline import Point, timeline
from pipeline.claims.words import amount, subject
from schemas import Place, Role, Span

CLAIMS, STORIES = "claims", "stories-all"


class Estimate(Point):
    """An estimate as the desk shows it. `link` leads to its sentence in the story; of one that was withdrawn, to the
    story that had it. `number` and `sentence` are where the story has them now, or had them last."""

    amount: str = Field(description="the figure alone, in words")
    headline: str | None
    url: str | None
    number: Span | None
    sentence: Span | None
    link: str

    @property
    def said_by(self) -> str:
        """Who says so; a story that names no source is its provider's word."""
        if self.source:
            return self.source.name
        return f"{self.provider}, unsourced" if self.provider else "no source named"

    @property
    def where(self) -> str:
        """Its places, by name."""
        return ", ".join(f"to {place.name}" if place.to else place.name for place in self.figure.places)

    @property
    def state(self) -> str:
        """Withdrawn, or what kind of statement it is."""
        return "withdrawn" if self.withdrawn else self.figure.status

    @property
    def value(self) -> float:
        """What it is sorted by."""
        low, high = self.figure.low, self.figure.high
        if low is None or high is None:
            return (low if low is not None else high) or 0.0
        return (low + high) / 2


async def estimates(store: Store, asked: Asked) -> tuple[Estimate, ...]:
    """The estimates, sorted as asked. Raises `NotFound` on a place that is none, and `Unavailable`."""
    place = code(asked.place) if asked.place else None
    if asked.place and place is None:
        raise NotFound(f"no country is called {asked.place!r}")
    roles: Sequence[Role] = get_args(Role) if asked.role == ALL else [asked.role]
    ledgers = await Ledgers(store).read(key(asked.force, role) for role in roles)
    points = timeline(
        ledgers.values(),
        place=place,
        unplaced=asked.unplaced,
        measure=None if asked.measure == ALL else asked.measure,
        historic=asked.historic,
    )
    said = await _said(store, points)
    return tuple(ordered([_estimate(point, said.get(point.claim, _NOTHING)) for point in points], asked))


def ordered(found: Iterable[Estimate], asked: Asked) -> list[Estimate]:
    """Sorted by what is asked; those that are equal there as they were said, the latest first."""
    latest_first = sorted(found, key=lambda each: (each.said, each.estimate), reverse=True)
    return sorted(latest_first, key=_BY[asked.sort], reverse=asked.falling)


_BY: Final[Mapping[SortBy, Callable[[Estimate], Any]]] = MappingProxyType(
    {
        "said": lambda each: each.said,
        "figure": lambda each: each.value,
        "words": lambda each: each.words.casefold(),
        "source": lambda each: each.said_by.casefold(),
        "place": lambda each: each.where.casefold(),
        "origins": lambda each: each.origins,
        "state": lambda each: each.state,
    }
)


class _Said(NamedTuple):
    headline: str | None = None
    url: str | None = None
    number: Span | None = None
    sentence: Span | None = None
    stands: bool = False


_NOTHING: Final = _Said()


async def _said(store: Store, points: Sequence[Point]) -> dict[str, _Said]:
    """Where each claim is said, by claim. A story that was written anew has its words elsewhere now, and keeps its
    claims with their places; what it took back is only in the claims."""
    claims = await store.read(CLAIMS, [point.claim for point in points])
    found = {claim: _read(document.source) for claim, document in claims.items()}
    for source in await _stories(store, [point.story for point in points if point.withdrawn is None]):
        for claim in source.get("claims", ()):
            found[claim["id"]] = _read(claim)._replace(stands=True)
    return found


def _read(claim: Mapping[str, Any]) -> _Said:
    number, sentence = Span.model_validate(claim["number"]), Span.model_validate(claim["sentence"])
    return _Said(claim.get("headline"), claim.get("url"), number, sentence)


async def _stories(store: Store, uris: Iterable[str]) -> list[Mapping[str, Any]]:
    fields = ["claims.id", "claims.number", "claims.sentence", "claims.headline", "claims.url"]
    return list((await store.parts(STORIES, uris, fields)).values())


def _estimate(point: Point, said: _Said) -> Estimate:
    at = f"#c={said.number.start}-{said.number.end}" if said.stands and said.number else ""
    return Estimate(
        **{name: getattr(point, name) for name in Point.model_fields},
        amount=amount(point.figure),
        headline=said.headline,
        url=said.url,
        number=said.number,
        sentence=said.sentence,
        link=f"/story?uri={quote(point.story, safe='')}{at}",
    )


def title(asked: Asked) -> str:
    """What the picture is of: "Turkish troops in Libya"."""
    iso = code(asked.place) if asked.place else None
    places = [Place(name=called(iso), iso=iso)] if iso else []
    role: Role = "present" if asked.role == ALL else asked.role
    said = subject(figure(asked.force, role, *places))
    said = f"{said}, whatever became of them" if asked.role == ALL else said
    return said[:1].upper() + said[1:]
