"""From mentions to entities: the fullest name each has in the story, and an identifier where one is known."""

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.roles import role
from pipeline.entities.tables import shared_places
from pipeline.gazetteer import country, country_name, place
from pipeline.gazetteer.tables import fold
from pipeline.parse import Parse
from schemas.story import EntityMention


def link(parse: Parse, mentions: list[Mention]) -> tuple[EntityMention, ...]:
    """Each mention with its offsets, its fullest name and its identifier."""
    texts = [surface(parse, m.first, m.end) for m in mentions]
    named = frozenset(texts)
    ids = [_identifier(m, text, named) for m, text in zip(mentions, texts, strict=True)]
    ids = _halves(texts, ids)
    people = _full_names([text for m, text in zip(mentions, texts, strict=True) if m.type == "PERSON"])
    places: dict[str, str] = {}
    for text, identifier in zip(texts, ids, strict=True):
        if identifier and len(text) > len(places.get(identifier, "")):
            places[identifier] = text
    bodies = _full_bodies([text for m, text in zip(mentions, texts, strict=True) if m.type == "ORG"])
    names = [
        _full_place(places, identifier)
        if identifier
        else (people if m.type == "PERSON" else bodies).get(text, text)
        for m, text, identifier in zip(mentions, texts, ids, strict=True)
    ]
    roles = _roles(parse, mentions, names)
    found = []
    for m, text, identifier, name in zip(mentions, texts, ids, names, strict=True):
        start, end = parse.tokens[m.first].start, parse.tokens[m.end - 1].end
        found.append(
            EntityMention(
                start=start,
                end=end,
                text=text,
                type=m.type,
                name=" ".join(name.split()),
                id=identifier,
                role=roles.get(name) if m.type == "PERSON" else None,
            )
        )
    return tuple(found)


def _roles(parse: Parse, mentions: list[Mention], names: list[str]) -> dict[str, str]:
    """The first role that the story gives each person, by name."""
    found: dict[str, str] = {}
    for mention, name in zip(mentions, names, strict=True):
        if mention.type == "PERSON" and name not in found and (given := role(parse, mention)):
            found[name] = given
    return found


def _full_place(places: dict[str, str], identifier: str) -> str:
    name = places[identifier]
    return country_name(identifier) if name in _HALVES else name


def _identifier(mention: Mention, text: str, named: frozenset[str]) -> str | None:
    if mention.type != "PLACE":
        return None
    key = fold(text)
    if key in shared_places():
        return _meant(shared_places()[key], named)
    found = place(text)
    return country(text) or (found.id if found else None)


def _meant(choices: list[tuple[str | None, frozenset[str]]], named: frozenset[str]) -> str | None:
    """ "Georgia" beside "Atlanta" or "Tbilisi"; None where nothing speaks for one, or something for each"""
    spoken_for = [identifier for identifier, hints in choices if hints & named]
    if spoken_for:
        return spoken_for[0] if len(spoken_for) == 1 else None
    return next((identifier for identifier, hints in choices if not hints), None)


_HALVES = {
    "North": ("KP", "KR"),
    "South": ("KR", "KP"),
}
"""what "the North" is in a story that names one of the two states"""


def _halves(texts: list[str], ids: list[str | None]) -> list[str | None]:
    """ "the North" is North Korea where the story names it or its neighbour"""
    named = set(ids)
    return [
        _HALVES[text][0] if text in _HALVES and not named.isdisjoint(_HALVES[text]) else identifier
        for text, identifier in zip(texts, ids, strict=True)
    ]


def _full_names(texts: list[str]) -> dict[str, str]:
    """ "Kirby" to "John Kirby", where the story has one John Kirby and no other Kirby"""
    full = sorted({text for text in texts if " " in text}, key=len)
    by_part: dict[str, set[str]] = {}
    for text in full:
        words = text.split()
        for part in {words[-1], " ".join(words[1:]), words[0]}:
            by_part.setdefault(part, set()).add(text)
    found = {}
    for text in set(texts):
        wholes = {whole for whole in by_part.get(text, ()) if whole != text}
        if wholes and _one(wholes):
            found[text] = max(wholes, key=len)
    return found


def _one(names: set[str]) -> bool:
    """Whether all are forms of one name: "Kim Jong Un" and "Leader Kim Jong Un", not "Bill" and "Hillary Clinton"."""
    longest = max(names, key=len)
    return all(set(name.split()) <= set(longest.split()) for name in names)


def _full_bodies(texts: list[str]) -> dict[str, str]:
    """ "NIS" to "National Intelligence Service" where the story has both"""
    whole = {text for text in texts if " " in text}
    by_initials = {"".join(w[0] for w in text.split() if w[0].isupper()): text for text in sorted(whole)}
    return {
        text: by_initials[text.replace(".", "")]
        for text in set(texts)
        if text.replace(".", "").isupper() and text.replace(".", "") in by_initials
    }
