"""Bodies and regions named by a place: "the Syrian government", "Russian armed forces", "Kursk region"."""

from collections.abc import Iterator

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import government_words
from pipeline.gazetteer import demonym
from pipeline.parse import Parse


def of_states(parse: Parse) -> Iterator[Mention]:
    """The word for a country's people and what the state acts through, as one name."""
    words = government_words()
    for first, end, label in parse.names:
        if label not in {"NORP", "GPE"} or demonym(surface(parse, first, end)) is None:
            continue
        for length in (2, 1):
            last = end + length
            if last <= len(parse.tokens) and surface(parse, end, last).lower() in words:
                yield Mention(first, last, "ORG")
                break


_REGIONS = frozenset({"region", "oblast", "province", "district", "governorate", "prefecture", "peninsula"})


def with_their_kind(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with "region", "oblast" or "province" taken into a place's name: "Kursk region" is not Kursk."""
    taken = {m.first for m in mentions}
    found = []
    for m in mentions:
        after = parse.tokens[m.end] if m.end < len(parse.tokens) else None
        kind = after is not None and after.lower in _REGIONS and m.end not in taken
        found.append(m._replace(end=m.end + 1) if kind and m.type == "PLACE" else m)
    return found
