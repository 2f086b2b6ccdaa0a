"""Names that the tables know: countries, places and listed bodies, wherever they stand, longest first."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import not_places, organisations
from pipeline.gazetteer.countries import seats
from pipeline.gazetteer.places import names as place_names
from pipeline.gazetteer.tables import fold
from pipeline.parse import Parse, Token
from schemas.story import EntityType


@cache
def _names() -> dict[str, EntityType]:
    found: dict[str, EntityType] = {name: "PLACE" for name in place_names() if name not in not_places()}
    found |= dict.fromkeys(seats(), "PLACE")
    return found | dict.fromkeys(organisations(), "ORG")


_WORD = re.compile(r"\w+|[^\w\s]")


@cache
def _longest() -> dict[str, int]:
    """First word of a known name, whole and up to its first mark, to the most tokens that such a name can have."""
    found: dict[str, int] = {}
    for name in _names():
        most = len(_WORD.findall(name))
        for first in {fold(name).split()[0].rstrip(","), fold(_WORD.findall(name)[0])}:
            found[first] = max(found.get(first, 0), most)
    return found


@lru_cache(8192)
def known_type(text: str) -> EntityType | None:
    """What the tables take a name for."""
    names = _names()
    return names.get(text) or names.get(fold(text))


def from_tables(parse: Parse) -> Iterator[Mention]:
    """Every known name in the text, none within another."""
    longest, done = _longest(), 0
    for token in parse.openers:
        if token.i < done:
            continue
        most = longest.get(token.lower if token.text.isascii() else fold(token.text))
        found = _match(parse, token.i, most) if most is not None else None
        if found is not None:
            yield found
            done = found.end


def _match(parse: Parse, i: int, most: int) -> Mention | None:
    tokens = parse.tokens
    for end in range(i + _capitals(tokens[i : i + most]), i, -1):
        last = tokens[end - 1]
        if last.pos == "SPACE" or (not last.text[0].isalnum() and end - i > 1 and last.text != "."):
            continue
        kind = known_type(surface(parse, i, end))
        if kind:
            return Mention(i, end, kind)
    return None


_SMALL = frozenset(
    {
        "of",
        "and",
        "the",
        "in",
        "for",
        "on",
        "al",
        "de",
        "to",
        "&",
        "-",
        "'s",
        "’s",
        "'",
        "’",
        ".",
        "und",
        "al-",
        ",",
    }
)


def _capitals(tokens: list[Token]) -> int:
    """How many words go by until one of weight has no capital: "Central Bank said", "Bank of America and others"."""
    for count, token in enumerate(tokens):
        if not (token.text[0].isupper() or token.text[0].isdigit() or token.lower in _SMALL):
            return count
    return len(tokens)
