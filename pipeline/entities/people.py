"""A person's name in one place tells what the same name is in another."""

from collections import Counter

from pipeline.entities.known import known_type
from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import body_words, first_names
from pipeline.parse import Parse
from schemas.story import EntityType


def people(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with people retyped and added whose full name stands elsewhere in the story.

    "John Kirby … Kirby": the second is a person whatever the model took it for.
    """
    mentions = [_by_first_name(parse, m) for m in mentions]
    surnames = _surnames(parse, mentions)
    if not surnames:
        return mentions
    mentions = [_as_person(parse, m, surnames) for m in mentions]
    taken = {i for m in mentions for i in range(m.first, m.end)}
    for token in parse.openers:
        i = token.i
        if (
            token.text in surnames
            and i not in taken
            and token.pos in {"PROPN", "NOUN"}
            and not _beside_a_capital(parse, i)
        ):
            mentions.append(Mention(i, i + 1, "PERSON"))
    return sorted(mentions)


def _by_first_name(parse: Parse, mention: Mention) -> Mention:
    """ "Boris Johnson" is a person: a first name and one or two words with capitals"""
    words = parse.tokens[mention.first : mention.end]
    if mention.type == "PERSON" or not 2 <= len(words) <= 3 or words[0].text not in first_names():
        return mention
    if any(not word.text[0].isupper() for word in words) or known_type(
        surface(parse, mention.first, mention.end)
    ):
        return mention
    if words[-1].text in body_words():
        return mention
    return Mention(mention.first, mention.end, "PERSON")


def _surnames(parse: Parse, mentions: list[Mention]) -> frozenset[str]:
    """Last names of people whose full name is in the story, unless the story has the word as a country too."""
    found = set()
    for m in mentions:
        last = parse.tokens[m.end - 1].text
        if (
            m.type == "PERSON"
            and m.end - m.first > 1
            and last[0].isupper()
            and len(last) > 2
            and last.isalpha()
        ):
            found.add(last)
    return frozenset(name for name in found if known_type(name) is None)


def _as_person(parse: Parse, mention: Mention, surnames: frozenset[str]) -> Mention:
    text = surface(parse, mention.first, mention.end)
    return Mention(mention.first, mention.end, "PERSON") if text in surnames else mention


def _beside_a_capital(parse: Parse, i: int) -> bool:
    """ "the Kirby Foundation" is not the man"""
    after = parse.tokens[i + 1] if i + 1 < len(parse.tokens) else None
    return after is not None and after.pos == "PROPN" and after.text[:1].isupper()


def majority(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with each name typed as most of its mentions in the story are."""
    texts = [surface(parse, m.first, m.end) for m in mentions]
    types: dict[str, list[EntityType]] = {}
    for text, m in zip(texts, mentions, strict=True):
        types.setdefault(text, []).append(m.type)
    settled = {text: kind for text, kinds in types.items() if (kind := _most(kinds)) is not None}
    return [
        m._replace(type=settled[text]) if text in settled else m
        for text, m in zip(texts, mentions, strict=True)
    ]


def _most(types: list[EntityType]) -> EntityType | None:
    """The type that most have; None where all have one, or as many have another."""
    if len(set(types)) == 1:
        return None
    (first, most), (_, next_most) = Counter(types).most_common(2)
    return first if most > next_most else None
