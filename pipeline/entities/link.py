"""From mentions to entities: the fullest name each has in the story, what it is, and an identifier where one is known."""

from pipeline.entities import fullest
from pipeline.entities.acts import acts_for
from pipeline.entities.identify import HALVES, identifiers
from pipeline.entities.mentions import Mention, surface
from pipeline.entities.roles import role
from pipeline.gazetteer import country_name
from pipeline.parse import Parse
from schemas.story import EntityMention


def link(parse: Parse, mentions: list[Mention]) -> tuple[EntityMention, ...]:
    """Each mention with its offsets, its fullest name and its identifier."""
    texts = [surface(parse, m.first, m.end) for m in mentions]
    ids = identifiers(parse, mentions)
    names = _names(parse, mentions, texts, ids)
    roles = _roles(parse, mentions, names)
    return tuple(
        EntityMention(
            start=parse.tokens[m.first].start,
            end=parse.tokens[m.end - 1].end,
            text=text,
            type=m.type,
            name=name,
            id=identifier,
            role=roles.get(name) if m.type == "PERSON" else None,
            acts_for=acts_for(parse, m, text, identifier),
        )
        for m, text, identifier, name in zip(mentions, texts, ids, names, strict=True)
    )


def _names(parse: Parse, mentions: list[Mention], texts: list[str], ids: list[str | None]) -> list[str]:
    people = fullest.people(text for m, text in zip(mentions, texts, strict=True) if m.type == "PERSON")
    bodies = fullest.bodies(parse, mentions)
    places: dict[str, str] = {}
    for text, identifier in zip(texts, ids, strict=True):
        if identifier and len(text) > len(places.get(identifier, "")):
            places[identifier] = text
    found = []
    for m, text, identifier in zip(mentions, texts, ids, strict=True):
        if identifier:
            name = country_name(identifier) if places[identifier] in HALVES else places[identifier]
        else:
            name = (people if m.type == "PERSON" else bodies if m.type == "ORG" else {}).get(text, text)
        found.append(" ".join(name.split()))
    return found


def _roles(parse: Parse, mentions: list[Mention], names: list[str]) -> dict[str, str]:
    """The first role that the story gives each person, by name."""
    found: dict[str, str] = {}
    for mention, name in zip(mentions, names, strict=True):
        if mention.type == "PERSON" and name not in found and (given := role(parse, mention)):
            found[name] = given
    return found
