"""Places that a name is only where the sentence says so: provinces of every country, and towns.

Their names are as often a person's or a word ("Victoria", "Sake"): `place` does not know them, and who asks
here must have seen that the text speaks of a place ("near Sake", "in Ituri").
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.gazetteer import countries
from pipeline.gazetteer.places import CLEAR, SHORTEST, Found
from pipeline.gazetteer.places import names as larger
from pipeline.gazetteer.tables import REMEMBERED, find, fold, rows

_LATIN = re.compile(r"[A-Z][a-z'’]+(?:[ -](?:[A-Z][a-z'’]+|al|el|ad|ar|as|az|de|da|du|la))*")
_SUFFIX = re.compile(r"\s*[\[(].*$|,.*$| (?:oblast|krai|kray|oblys|voblasc)'?$", re.I)
_NORTH_AND_SOUTH = {"Nord-": "North ", "Sud-": "South "}


@lru_cache(REMEMBERED)
def lesser_place(text: str) -> Found | None:
    """The province or town of that name, and None where larger places or several countries have it."""
    found = find(_names(), text)
    return found if found is None or find(larger(), text) is None else None


@cache
def _names() -> dict[str, Found]:
    return _towns() | _provinces()


@cache
def _provinces() -> dict[str, Found]:
    """ISO 3166-2, one country's only: Córdoba is in three."""
    import pycountry

    by_name: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for division in pycountry.subdivisions:
        for name in _forms(division.name):
            by_name[fold(name)].add(division.country_code)
            shown.setdefault(fold(name), name)
    return {
        key: Found(shown[key], next(iter(isos)), None, "region")
        for key, isos in by_name.items()
        if len(isos) == 1 and len(key) >= SHORTEST and not _is_of_words(key)
    }


def _forms(name: str) -> Iterator[str]:
    """ "Ḩaḑramawt", "Nord-Kivu" as a newspaper writes them."""
    bare = _SUFFIX.sub("", name).strip()
    plain = re.sub(r"[’‘ʻʼ'`]", "", bare)
    yield bare
    yield plain
    yield re.sub(r"^A[a-z] (?=[A-ZḨŞĀ])", "", plain)
    for french, english in _NORTH_AND_SOUTH.items():
        if plain.startswith(french):
            yield english + plain.removeprefix(french)


@cache
def _towns() -> dict[str, Found]:
    """Towns of 5,000 people or more; where several share a name, only one far larger than the others."""
    from pipeline.gazetteer import geonames

    by_name: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
    spelt, quiet = _listed("spelt"), _listed("quiet")
    others: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
    for town in geonames.towns():
        if town["countrycode"] in quiet:
            continue
        entry = (town["population"], town["name"], town["countrycode"], str(town["geonameid"]))
        by_name[fold(town["name"])].append(entry)
        if town["countrycode"] in spelt:
            for name in filter(_LATIN.fullmatch, town["alternatenames"]):
                others[fold(name)].append(entry)
    for name, entries in others.items():
        if name not in by_name:
            by_name[name] = list(dict.fromkeys(entries))
    taken = countries.names()
    return {
        name: Found(first[1], first[2], first[3], "city")
        for name, entries in by_name.items()
        if (first := _clearest(entries))
        and len(name) >= SHORTEST
        and name not in taken
        and not _is_of_words(name)
    }


def _is_of_words(key: str) -> bool:
    return set(re.split(r"\W+", key)) <= _listed("word")


def _clearest(entries: list[tuple[int, str, str, str]]) -> tuple[int, str, str, str] | None:
    first, *rest = sorted(entries, reverse=True)
    return None if rest and rest[0][0] * CLEAR > first[0] else first


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(word for row in rows("lesser.tsv", 2) if row[0] == kind for word in row[1].split())
