"""Which place a name means in its story: a country's ISO code, a GeoNames id, or nothing rather than a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import shared_places
from pipeline.gazetteer import Found, country, demonym, lesser_place, place, seat
from pipeline.gazetteer.tables import fold
from pipeline.parse import Parse

HALVES = {"North": ("KP", "KR"), "South": ("KR", "KP")}
"""what "the North" is in a story that names one of the two states"""

_DIVIDED = frozenset({"US", "CA", "AU", "IN", "GB"})
"""countries whose parts stand behind a town's name in the news"""


@dataclass(frozen=True)
class _Named:
    """What else a story names."""

    parse: Parse
    places: frozenset[str]
    countries: frozenset[str]
    """ISO codes"""


def identifiers(parse: Parse, mentions: Sequence[Mention]) -> list[str | None]:
    """The identifier of each mention, in their order; None for what is no place and for a place not told apart."""
    texts = [surface(parse, m.first, m.end) for m in mentions]
    named = frozenset(text for text, m in zip(texts, mentions, strict=True) if m.type == "PLACE")
    holders = [_holder(parse, mentions, texts, i) for i in range(len(mentions))]
    held: dict[str, str | None] = {}
    for text, holder in zip(texts, holders, strict=True):
        if holder is not None:
            # "Paris, Texas" once is that Paris for the rest of the story, unless it has another too
            held[text] = holder if held.get(text, holder) == holder else None
    known = _Named(parse, named, _countries(parse, mentions, texts))
    return [
        _identifier(known, m, text, holder or held.get(text))
        for m, text, holder in zip(mentions, texts, holders, strict=True)
    ]


def _holder(parse: Parse, mentions: Sequence[Mention], texts: list[str], i: int) -> str | None:
    """ "Paris, Texas", "Tripoli, Lebanon": the country or region right behind a place and a comma"""
    if i + 1 == len(mentions) or not mentions[i].type == mentions[i + 1].type == "PLACE":
        return None
    m, after = mentions[i], mentions[i + 1]
    if after.first != m.end + 1 or parse.tokens[m.end].text != ",":
        return None
    found = place(texts[i + 1])
    if (
        found is None
        or not (found.kind == "country" or _is_state(found))
        or _in_a_list(parse, mentions, i + 1)
    ):
        return None
    return texts[i + 1] if country(texts[i]) is None or _is_state(found) else None


def _is_state(found: Found) -> bool:
    """ "Texas", "Ontario", "Scotland", but not Berlin, which is a Land as well"""
    return found.kind == "region" and found.iso in _DIVIDED and seat(found.name) is None


def _in_a_list(parse: Parse, mentions: Sequence[Mention], i: int) -> bool:
    """ "Minsk, Poland and Berlin", "Agadez, France's": what stands behind the comma goes on by itself"""
    end = mentions[i].end
    if end >= len(parse.tokens):
        return False
    if parse.tokens[end].lower in {"and", "or", "'s", "’s", "-"}:
        return True
    follows = i + 1 < len(mentions) and mentions[i + 1].first == end + 1 and mentions[i + 1].type == "PLACE"
    return parse.tokens[end].text == "," and follows


def _countries(parse: Parse, mentions: Sequence[Mention], texts: list[str]) -> frozenset[str]:
    """ISO codes of the countries that the story names, themselves, by their people or by their cities."""
    found = {
        country(text) or _iso(place(text))
        for m, text in zip(mentions, texts, strict=True)
        if m.type == "PLACE"
    }
    found |= {demonym(surface(parse, first, end)) for first, end, label in parse.names if label == "NORP"}
    return frozenset(iso for iso in found if iso)


def _iso(found: Found | None) -> str | None:
    return found.iso if found is not None else None


def _identifier(known: _Named, mention: Mention, text: str, holder: str | None) -> str | None:
    if mention.type != "PLACE":
        return None
    if holder is not None:
        return _held(text, holder)
    if text in HALVES:
        return _half(known.parse, mention, text, known.countries)
    if fold(text) in shared_places():
        return _meant(shared_places()[fold(text)], known.places)
    if (iso := country(text)) is not None:
        return iso
    found = place(text)
    if found is None:
        found = lesser_place(text)
        if found is None or found.iso not in known.countries:
            return None
    return None if found.kind == "city" and _has_article(known.parse, mention) else found.id


def _held(text: str, holder: str) -> str | None:
    """The identifier of a place within a country or a state; None where the tables' one lies elsewhere."""
    region = place(holder)
    for choice, hints in shared_places().get(fold(text), ()):
        if holder in hints:
            return choice
    if region is not None and region.kind == "region" and region.iso == "US":
        return _american_cities().get((fold(text), region.name))
    found = place(text) or lesser_place(text)
    return found.id if found and region and found.iso == region.iso else None


@cache
def _american_cities() -> dict[tuple[str, str], str]:
    """Folded name of a city and the name of its state to the GeoNames id of the largest such."""
    from pipeline.gazetteer import geonames

    states = {state["code"]: state["name"] for state in geonames.states()}
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for city in geonames.cities():
        if city["countrycode"] == "US" and city["admin1code"] in states:
            where = fold(city["name"]), states[city["admin1code"]]
            found[where] = max(found.get(where, (0, "")), (city["population"], str(city["geonameid"])))
    return {where: identifier for where, (_, identifier) in found.items()}


def _has_article(parse: Parse, mention: Mention) -> bool:
    """ "the Dnipro" is the river; but "the Kyiv government", and "The Hague" has its article in its name"""
    tokens = parse.tokens
    if not mention.first or tokens[mention.first - 1].lower != "the":
        return False
    after = tokens[mention.end] if mention.end < len(tokens) else None
    if after is not None and (after.text == "-" or after.pos == "CCONJ" or after.tag == "POS"):
        return False
    last = tokens[mention.end - 1]
    return last.text != "Hague" and last.dep not in {"compound", "nmod", "amod", "poss"}


def _half(parse: Parse, mention: Mention, text: str, countries: frozenset[str]) -> str | None:
    """ "the North" is North Korea where the story names it or its neighbour; "the north of Mali" is not"""
    after = parse.tokens[mention.end] if mention.end < len(parse.tokens) else None
    if after is not None and (after.lower == "of" or after.pos == "PROPN"):
        return None
    return HALVES[text][0] if countries & set(HALVES[text]) else None


def _meant(choices: list[tuple[str | None, frozenset[str]]], named: frozenset[str]) -> str | None:
    """ "Georgia" beside "Atlanta" or "Tbilisi"; None where nothing speaks for one, or something for each"""
    spoken_for = [identifier for identifier, hints in choices if hints & named]
    if spoken_for:
        return spoken_for[0] if len(spoken_for) == 1 else None
    return next((identifier for identifier, hints in choices if not hints), None)
