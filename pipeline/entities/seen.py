"""A name seen once is the same name wherever it stands again in the story."""

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import not_places
from pipeline.parse import Parse
from schemas.story import EntityType

COMPASS = frozenset({"north", "south", "east", "west"})


def seen_again(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with those added that the model saw in one sentence and missed in another."""
    known: dict[str, list[tuple[int, str, EntityType]]] = {}
    for m in mentions:
        text = surface(parse, m.first, m.end)
        if _telling(text):
            entry = (m.end - m.first, text, m.type)
            entries = known.setdefault(parse.tokens[m.first].text, [])
            if entry not in entries:
                entries.append(entry)
    for entries in known.values():
        entries.sort(reverse=True)
    taken = {i for m in mentions for i in range(m.first, m.end)}
    found = list(mentions)
    for token in parse.openers:
        for length, text, kind in known.get(token.text, ()):
            end = token.i + length
            if end > len(parse.tokens) or not taken.isdisjoint(range(token.i, end)):
                continue
            if surface(parse, token.i, end) == text and not _beside(parse, token.i, end):
                found.append(Mention(token.i, end, kind))
                taken.update(range(token.i, end))
                break
    return sorted(found)


def _telling(text: str) -> bool:
    """Whether a name is more than a word with a capital: "SRTF", "Free Syrian Army", "Zelensky"; not "May"."""
    lower = text.lower()
    return len(text) >= 4 and text[0].isupper() and lower not in not_places() and lower not in COMPASS


def _beside(parse: Parse, first: int, end: int) -> bool:
    """ "Kirby Street" is not Kirby"""
    after = parse.tokens[end] if end < len(parse.tokens) else None
    if after is not None and after.pos == "PROPN" and after.text[:1].isupper():
        return True
    before = parse.tokens[first - 1] if first else None
    return (
        before is not None
        and before.pos == "PROPN"
        and before.text[:1].isupper()
        and not before.text.endswith(".")
    )
