"""A figure in words: "at least 3,000 North Korean troops in Russia"."""

from functools import cache
from typing import Final, NamedTuple

from pipeline.claims.compare import place_key
from pipeline.gazetteer import country_name
from pipeline.gazetteer.tables import rows
from schemas import Bound, Figure, Place, Role, Status


class _Phrase(NamedTuple):
    one: str
    many: str
    done: str
    where: str = "in"


_ROLES: Final[dict[Role, _Phrase]] = {
    "present": _Phrase("soldier", "troops", ""),
    "killed": _Phrase("soldier", "soldiers", "killed"),
    "wounded": _Phrase("soldier", "soldiers", "wounded"),
    "casualties": _Phrase("soldier", "soldiers", "killed or wounded"),
    "captured": _Phrase("soldier", "soldiers", "captured"),
    "missing": _Phrase("soldier", "soldiers", "missing"),
    "mobilised": _Phrase("soldier", "soldiers", "mobilised"),
    "trained": _Phrase("soldier", "soldiers", "trained"),
    "withdrawn": _Phrase("soldier", "troops", "withdrawn", "from"),
    "other": _Phrase("soldier", "troops", ""),
}
_BOUNDS: Final[dict[Bound, str]] = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "fewer than ",
}
_STATUSES: Final[dict[Status, str]] = {
    "actual": "",
    "planned": "planned: ",
    "hypothetical": "hypothetical: ",
    "denied": "denied: ",
}
_ORDERS: Final = {10: "dozens", 100: "hundreds", 1_000: "thousands", 10_000: "tens of thousands"} | {
    100_000: "hundreds of thousands",
    1_000_000: "millions",
}
_WITH_ARTICLE: Final = frozenset(
    {"AE", "BS", "CD", "CF", "CG", "DO", "GB", "GM", "KM", "MH", "MV", "NL", "PH", "SB", "SC", "US"}
)
"""countries that are "the" something"""
_SHORT: Final = {"US": "US", "GB": "British"}
"""as newspapers write where the table of peoples has a noun's adjective: "US troops", not "American troops" """


def words(figure: Figure) -> str:
    """The figure as one would say it, with its status and whether it is of the past."""
    phrase = _ROLES[figure.role]
    is_one = figure.low == figure.high == 1
    head = f"{_STATUSES[figure.status]}{_number(figure)}"
    noun = phrase.one if is_one else phrase.many
    parts = [head, _whose(figure, noun), phrase.done, _where(figure.places, phrase.where)]
    return " ".join(filter(None, parts)) + (" (historic)" if figure.historic else "")


def revision(later: Figure, standing: Figure, direction: str) -> str:
    """The later figure in words, and what it was: "10,000 North Korean troops in Russia, up from 3,000"."""
    return f"{words(later)}, {direction} from {_plain(standing)}"


def subject(figure: Figure) -> str:
    """What it counts, without the number: "North Korean soldiers killed in Russia"."""
    phrase = _ROLES[figure.role]
    whose = _whose(figure, phrase.many)
    return " ".join(filter(None, [whose, phrase.done, _where(figure.places, phrase.where)]))


def amount(figure: Figure) -> str:
    """The number alone: "at least 3,000", "between 3,000 and 5,000", "tens of thousands"."""
    return _plain(figure)


def _number(figure: Figure) -> str:
    more = {"total": "", "additional": " more", "part": " of the"}[figure.measure]
    if figure.bound == "vague":
        order = _ORDERS.get(int(figure.low or 0))
        if order:
            return order + (more or " of")
    return _plain(figure) + more


def _plain(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        return f"between {_digits(low)} and {_digits(high)}"
    value = low if low is not None else high
    if value is None:
        return "some"
    if figure.bound == "vague":
        return _ORDERS.get(int(value), f"some {_digits(value)}")
    return _BOUNDS.get(figure.bound, "") + _digits(value)


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _whose(figure: Figure, noun: str) -> str:
    if figure.force is None:
        return noun
    if figure.force.iso is None:
        return f"{figure.force.name} {noun}"
    adjective = _adjectives().get(figure.force.iso)
    return f"{adjective} {noun}" if adjective else f"{noun} of {_the(figure.force.iso, figure.force.name)}"


def _where(places: tuple[Place, ...], preposition: str) -> str:
    """ "in Romania, Poland and Germany"; where they go stands apart: "in Belarus, to Ukraine"."""
    still = [_named(place) for place in places if not place.to]
    bound = [_named(place) for place in places if place.to]
    parts = [f"{word} {_listed(names)}" for word, names in ((preposition, still), ("to", bound)) if names]
    return ", ".join(parts)


def _named(place: Place) -> str:
    is_country = place.iso is not None and place_key(place) == place.iso
    return _the(place.iso, country_name(place.iso)) if is_country and place.iso else place.name


def _the(iso: str, name: str) -> str:
    return f"the {name}" if iso in _WITH_ARTICLE else name


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


@cache
def _adjectives() -> dict[str, str]:
    """By country, the first of the words for its people: "North Korean"."""
    return {iso: forms.split("|")[0] for iso, forms, *_ in rows("demonyms.tsv", 2)} | _SHORT
