"""A person's name whole: drawn together or cut where the model broke it in the middle or ran on."""

from collections.abc import Iterator

from pipeline.entities.known import known_type
from pipeline.entities.mentions import Mention, surface, without_spaces
from pipeline.entities.tables import (
    first_names,
    geography,
    geography_first,
    offices,
    particles,
    person_titles,
    titles,
)
from pipeline.parse import Parse, Token


def whole(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with people's names whole, and what a title stands before a person."""
    cut = [part for m in mentions for part in _cut(parse, _retyped(parse, m))]
    found: list[Mention] = []
    for m in cut:
        last = found[-1] if found else None
        if last is not None and m.first < last.end:
            continue
        if last is not None and _one_name(parse, last, m):
            found[-1] = Mention(last.first, m.end, "PERSON")
            continue
        found.append(_after_title(parse, m, last.end if last else 0))
    return found


def _retyped(parse: Parse, m: Mention) -> Mention:
    """ "Thomas Shoal" is a place; "King Menelik", whom the model takes for a place, a person"""
    if known_type(surface(parse, m.first, m.end)) is not None:
        return m
    if m.end - m.first > 1 and _geographic(parse, m):
        return Mention(m.first, m.end, "PLACE")
    if m.type == "PERSON":
        return m
    if _apposed(parse, m):
        return Mention(m.first, m.end, "PERSON")
    if m.end - m.first == 1 and _first_of_two(parse, m.first):
        return Mention(m.first, m.end + 1, "PERSON")
    first = m.first
    if m.end - m.first == 3 and m.first > 1 and _department(parse, m.first):
        return Mention(m.first + 1, m.end, "PERSON")
    while first < m.end - 1 and _title(parse.tokens[first]):
        first += 1
    titled = first > m.first or (first > 0 and _title(parse.tokens[first - 1]))
    short = m.end - first <= 3 and all(
        t.text[:1].isupper() and t.text.isalpha() for t in parse.tokens[first : m.end]
    )
    return Mention(first, m.end, "PERSON") if titled and short and parse.tokens[first].text.istitle() else m


def _first_of_two(parse: Parse, i: int) -> bool:
    """ "Qasem | Soleimani": a first name, taken for a place, and a word that hangs together with it"""
    tokens = parse.tokens
    if tokens[i].text not in first_names() or i + 1 == len(tokens):
        return False
    after = tokens[i + 1]
    return after.pos == "PROPN" and after.text.istitle() and after.text.isalpha() and tokens[i].head is after


def _department(parse: Parse, first: int) -> bool:
    """ "Secretary of | Defense Ash Carter": the department is of the title, not of the name"""
    return parse.tokens[first - 1].lower == "of" and parse.tokens[first - 2].lower in {
        "secretary",
        "minister",
    }


def _geographic(parse: Parse, m: Mention) -> bool:
    """ "Camp Lillehaug", and "Thomas Shoal" of the Thomases"""
    words = parse.tokens[m.first : m.end]
    if m.type == "PERSON" and words[-1].text in geography():
        return True
    return len(words) == 2 and words[0].text in geography_first() and words[1].text[:1].isupper()


def _apposed(parse: Parse, m: Mention) -> bool:
    """ "Ann Lee, the special adviser": what has an office in apposition is a person"""
    words = parse.tokens[m.first : m.end]
    if not 2 <= len(words) <= 3 or not all(w.text.istitle() and w.text.isalpha() for w in words):
        return False
    head = next((w for w in words if not m.first <= w.head.i < m.end), words[-1])
    return any(c.dep == "appos" and c.i > head.i and c.lower in offices() for c in head.children)


def _title(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower.rstrip(".") in person_titles()


def _cut(parse: Parse, m: Mention) -> Iterator[Mention]:
    """ "Ann Lee beat Strand", "Molde 1 Bodo": a person's name has no small words but particles, and no figures"""
    if m.type != "PERSON":
        yield m
        return
    start = m.first
    for token in parse.tokens[m.first : m.end]:
        if _foreign(token) and _apart(parse, token):
            yield from _part(parse, start, token.i)
            start = token.i + 1
    yield from _part(parse, start, m.end)


def _part(parse: Parse, first: int, end: int) -> Iterator[Mention]:
    """ "Ann Lee  beat  Strand": two spaces are a token too, and no part of a name at its edges, nor one by themselves"""
    first, end = without_spaces(parse.tokens, first, end)
    if first < end:
        yield Mention(first, end, "PERSON")


def _foreign(token: Token) -> bool:
    small = token.text.isalpha() and token.text.islower() and token.text not in particles()
    return small or token.text.isdigit()


def _apart(parse: Parse, token: Token) -> bool:
    """Whether a word has spaces around it: "Park Sun-won" is of a piece."""
    before, after = parse.text[token.start - 1 : token.start], parse.text[token.end : token.end + 1]
    return (not before or before.isspace()) and (not after or after.isspace())


def _one_name(parse: Parse, last: Mention, m: Mention) -> bool:
    """ "Ursula von | der Leyen": the second half starts right behind a particle or with one"""
    if last.type != "PERSON" or m.type == "ORG" or m.first != last.end:
        return False
    return parse.tokens[m.first - 1].text in particles() or parse.tokens[m.first].text in particles()


def _after_title(parse: Parse, m: Mention, free: int) -> Mention:
    """ "Colonel Assimi | Goita": what stands with a capital between a title and a name is of the name"""
    if m.type != "PERSON":
        return m
    m = _with_the_rest(parse, m)
    first = m.first
    while first > free and first > m.first - 3 and _name_word(parse.tokens[first - 1], parse.tokens[m.first]):
        first -= 1
    titled = first < m.first and first > 0 and _title(parse.tokens[first - 1])
    if not titled and first < m.first and parse.tokens[m.first - 1].text in first_names():
        return Mention(m.first - 1, m.end, "PERSON")
    return Mention(first, m.end, "PERSON") if titled else m


def _with_the_rest(parse: Parse, m: Mention) -> Mention:
    """ "Ursula von" is "Ursula von der Leyen" """
    end = m.end
    while end > m.first + 1 and parse.tokens[end - 1].text in particles():
        end -= 1
    last = end
    while (
        last < len(parse.tokens)
        and parse.tokens[last].text in particles()
        and parse.tokens[last].pos != "ADP"
    ):
        last += 1
    more = m.end > end and last < len(parse.tokens) and parse.tokens[last].pos == "PROPN"
    return Mention(m.first, last + 1 if more else end, "PERSON")


def _name_word(token: Token, name: Token) -> bool:
    return (
        token.pos == "PROPN"
        and token.text.istitle()
        and token.text.isalpha()
        and not (_title(token) or token.lower in titles())
        and token.sentence is name.sentence
    )
