"""Places: a name to what it is and where, or to nothing where the name could be several."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from pipeline.gazetteer import countries
from pipeline.gazetteer.countries import country_name
from pipeline.gazetteer.tables import LONGEST, REMEMBERED, find, key, rows

Kind = Literal["country", "region", "city"]

LARGE = 100_000
"""people; a smaller city's name is as often a person's or a thing's"""
LARGE_AT_WAR = 15_000
"""people; in countries that Muster counts troops in, smaller places matter and are what the news means"""
AT_WAR = frozenset({"UA", "RU", "BY", "KP", "KR", "SY", "IQ", "IL", "LB", "YE", "PS", "AF"})
KNOWN_ABROAD = 1_000_000
"""people; a city this large is known by names in other languages ("Moskva", "Bombay")"""
CLEAR = 5
"""a name is the larger city's if it is so many times larger than the next of that name"""
SHORTEST = 4
"""letters; shorter names of cities are words more often than not"""


@dataclass(frozen=True)
class Found:
    """A place by its name. `id` is the ISO code of a country, the GeoNames id of another place, else None."""

    name: str
    iso: str | None
    id: str | None
    kind: Kind


@lru_cache(REMEMBERED)
def place(text: str) -> Found | None:
    """The country, region or large city of that name. Where several share it, `id` is None, and `iso` too if
    they are in different countries; None where no country, region or large city has it."""
    found = find(names(), text)
    if found is None and (match := _REGION.search(text[-LONGEST:])):
        city = find(names(), text[: -len(match.group())])
        if city and city.kind != "country":
            return Found(city.name + match.group().lower(), city.iso, None, "region")
    return found


_REGION = re.compile(r"(?i) (?:region|oblast|province|krai|governorate|prefecture|district)(?:['’]s)?$")


@cache
def names() -> dict[str, Found]:
    """Key of a name to the place it is; later tables stand before earlier ones."""
    found = _cities() | _subdivisions() | _states() | _listed()
    for name, iso in countries.names().items():
        found[name] = Found(country_name(iso), iso, iso, "country")
    return found


def _listed() -> dict[str, Found]:
    found = {}
    for name, kind, iso, geonames, others, *_ in rows("regions.tsv", 5):
        entry = Found(name, iso or None, geonames or None, "city" if kind == "city" else "region")
        for form in (name, *filter(None, others.split("|"))):
            found[key(form)] = entry
    return found


def _states() -> dict[str, Found]:
    from pipeline.gazetteer import geonames

    return {key(s["name"]): Found(s["name"], "US", str(s["geonameid"]), "region") for s in geonames.states()}


_DIVIDED = ("CA", "AU", "DE", "IN", "CN", "PK", "AF")
"""countries whose regions the news calls by name as pycountry spells it; others' are too often words or cities"""


def _subdivisions() -> dict[str, Found]:
    """Provinces, states, Länder. A region named after its city ("Kursk region") needs no table: see `place`."""
    import pycountry

    found = {}
    for iso in _DIVIDED:
        divisions = pycountry.subdivisions.get(country_code=iso)  # type: ignore[no-untyped-call]
        for division in divisions or ():
            name = division.name.split(",")[0].strip()
            if len(name) >= SHORTEST:
                found[key(name)] = Found(name, iso, None, "region")
    return found


_ABROAD = re.compile(r"[A-Z][a-z]{4,}")


def _cities() -> dict[str, Found]:
    """Large cities, and one of several only where it is clearly the one meant."""
    from pipeline.gazetteer import geonames

    by_name: dict[str, list[dict[str, Any]]] = {}
    abroad: dict[str, list[dict[str, Any]]] = {}
    for city in geonames.cities():
        by_name.setdefault(key(city["name"]), []).append(city)
        if city["population"] >= KNOWN_ABROAD:
            for name in city["alternatenames"]:
                if _ABROAD.fullmatch(name):
                    abroad.setdefault(key(name), []).append(city)
    found = {}
    for name, cities in by_name.items():
        entry = _clearest(cities)
        if entry and len(name) >= SHORTEST:
            found[name] = entry
    for name, cities in abroad.items():
        if name not in by_name and len(cities) == 1:
            found[name] = _city(cities[0])
    return found


def _clearest(cities: list[dict[str, Any]]) -> Found | None:
    cities = sorted(cities, key=lambda city: -city["population"])
    first = cities[0]
    if first["population"] < (LARGE_AT_WAR if first["countrycode"] in AT_WAR else LARGE):
        return None
    if len(cities) > 1 and cities[1]["population"] * CLEAR > first["population"]:
        rivals = {city["countrycode"] for city in cities if city["population"] * CLEAR > first["population"]}
        return Found(first["name"], first["countrycode"] if len(rivals) == 1 else None, None, "city")
    return _city(first)


def _city(city: dict[str, Any]) -> Found:
    return Found(city["name"], city["countrycode"], str(city["geonameid"]), "city")
