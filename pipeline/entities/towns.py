"""Towns that the model takes for people or bodies: the sentence tells, and the whole story believes it.

"Shells fell near Krynky", "the village of Ocheretyne", "they took Wad Madani".
"""

import re

from pipeline.entities.known import known_type
from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import first_names, shared_places, words
from pipeline.gazetteer import lesser_place
from pipeline.gazetteer.tables import fold
from pipeline.parse import Parse, Token

_OFF = re.compile(
    r",? (?:(?:about|some|around|just|roughly|nearly) )?(?:(?:\d[\d,.]*|a few) ?(?:km|kilomet(?:re|er)s?|miles?) (?:\([^()]{1,20}\) )?)?"
    r"(?:to the )?(?:(?:north|south)(?:-?(?:east|west))?|east|west) of "
)
"""what stands behind a town: "Hamam al-Alil, south of Mosul" """


def towns(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with such names as places, wherever the story has them."""
    surnames = {
        parse.tokens[i].text
        for m in mentions
        if m.type == "PERSON" and m.end - m.first > 1
        for i in range(m.first, m.end)
    }
    places = {i for m in mentions if m.type == "PLACE" for i in range(m.first, m.end)}
    found: set[str] = set()
    for m in mentions:
        text = surface(parse, m.first, m.end)
        if text in surnames or text in found:
            continue
        if _is_town(parse, m, text) or _among_towns(parse, m, places):
            found.add(text)
    if not found:
        return mentions
    return [
        Mention(m.first, m.end, "PLACE") if surface(parse, m.first, m.end) in found else m for m in mentions
    ]


def countries(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with people who are a country: "Jordan's King", in a story that names Amman and no Michael Jordan"""
    texts = [surface(parse, m.first, m.end) for m in mentions]
    named = {text for text, m in zip(texts, mentions, strict=True) if m.type == "PLACE"}
    parts = {
        word
        for text, m in zip(texts, mentions, strict=True)
        if m.type == "PERSON" and " " in text
        for word in text.split()
    }
    return [
        Mention(m.first, m.end, "PLACE")
        if m.type == "PERSON" and text not in parts and _speaks_for_a_country(text, named)
        else m
        for m, text in zip(mentions, texts, strict=True)
    ]


def _speaks_for_a_country(text: str, named: set[str]) -> bool:
    choices = shared_places().get(fold(text), ())
    return any(identifier and identifier.isalpha() and hints & named for identifier, hints in choices)


def _is_town(parse: Parse, mention: Mention, text: str) -> bool:
    if known_type(text) is not None or not text[:1].isupper() or text.isupper():
        return False
    name = parse.tokens[mention.end - 1]
    governor = name.head
    if _of_a_sort(governor) or _OFF.match(parse.text, name.end):
        return True
    beside = parse.tokens[mention.first - 1] if mention.first else None
    behind = beside is not None and beside.lower in words("town_at")
    preposition = beside if behind and beside is not None else governor
    if parse.tokens[mention.first].text in first_names():
        return False
    if mention.type != "ORG" and behind and _plain(parse, mention):
        return preposition.head.lemma.lower() not in words("town_not")
    if lesser_place(text) is None:
        return False
    return (name.dep == "pobj" and preposition.lower in words("town_towards")) or (
        name.dep == "dobj" and governor.lemma in words("town_taken")
    )


def _among_towns(parse: Parse, mention: Mention, places: set[int]) -> bool:
    """ "in Lyman, Yampil and Torske": what is listed with a place behind "in" is another"""
    token = parse.tokens[mention.first]
    if mention.end - mention.first > 1 or not token.text.istitle() or known_type(token.text) is not None:
        return False
    listed = False
    for _ in range(LONGEST_LIST):
        if token.dep != "conj":
            break
        token, listed = token.head, True
    return listed and token.i in places and token.dep == "pobj" and token.head.lower in words("town_at")


LONGEST_LIST = 12
"""places, each hanging on the one before"""


def _of_a_sort(governor: Token) -> bool:
    """ "the town of Ocheretyne" """
    return governor.lower == "of" and governor.head.lower in words("town_sorts")


def _plain(parse: Parse, mention: Mention) -> bool:
    """Not "in Trump's view", "in John Smith of Leeds" or "in Obama and others": the name alone, of one word or two."""
    after = parse.tokens[mention.end] if mention.end < len(parse.tokens) else None
    possessive = after is not None and after.tag == "POS"
    head = parse.tokens[mention.end - 1]
    # "Near Abu Kamal, two …" is a riddle to the parser
    opens = parse.tokens[mention.first - 1] is head.sentence.tokens[0]
    return mention.end - mention.first <= 2 and not possessive and (head.dep == "pobj" or opens)
