"""Names as the model sees them, with their edges cleaned: from words of a text to spans with a type."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.entities.tables import titles, words
from pipeline.parse import Parse, Token
from schemas.story import EntityType

TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
}
"""the model's labels (OntoNotes) that are names of ours; others may be retyped where a table knows better"""


class Mention(NamedTuple):
    """A name: from the token `first` up to and without the token `end`."""

    first: int
    end: int
    type: EntityType

    def holds(self, other: "Mention") -> bool:
        """Whether the other lies within this one."""
        return self.first <= other.first and other.end <= self.end


def surface(parse: Parse, first: int, end: int) -> str:
    """The text from one token up to another."""
    return parse.text[parse.tokens[first].start : parse.tokens[end - 1].end]


def at(parse: Parse, start: int, end: int, kind: EntityType) -> Iterator[Mention]:
    """The mention on a stretch of text, if words begin and end where it does."""
    tokens = parse.tokens_in(start, end)
    if tokens and tokens[0].start == start and tokens[-1].end == end:
        yield Mention(tokens[0].i, tokens[-1].i + 1, kind)


def from_model(parse: Parse) -> Iterator[Mention]:
    """The model's people, bodies and places, each cut into its parts and cleaned."""
    for first, end, label in parse.names:
        kind = TYPES.get(label)
        if kind:
            for part in _parts(parse.tokens, first, end):
                start, stop = clean(parse.tokens, *part, kind)
                if start < stop and _is_name(parse.tokens[start:stop]):
                    yield Mention(start, stop, kind)


_BREAK = re.compile(r"\n|^[-–—|/•*]+$|^\d[\d,.:-]*$")
"""a token that no name of a person or a place runs over: "Romania - Cosmin Contra", "Durham 114" """


def _parts(tokens: list[Token], first: int, end: int) -> Iterator[tuple[int, int]]:
    """A span of tokens cut at line breaks, dashes set off by spaces, and figures at its end."""
    start = first
    for i in range(first, end):
        token = tokens[i]
        if token.text[0].isalpha() and "\n" not in token.text:
            continue
        dash = _BREAK.match(token.text) and not (i > 0 and tokens[i - 1].end == token.start)
        figure = token.text[0].isdigit() and i == end - 1 and i > start
        if "\n" in token.text or (dash and not token.text[0].isdigit()) or figure:
            if start < i:
                yield start, i
            start = i + 1
    if start < end:
        yield start, end


_EDGE = frozenset("\"'“”‘’«».,;:!?()[]{}-–—/|*•…`´") | {"''", "``", "--", "..."}


def clean(tokens: list[Token], first: int, end: int, kind: EntityType) -> tuple[int, int]:
    """The span without articles, marks and possessives at its edges, and a person without titles."""
    while first < end and (_is_edge(tokens[first]) or _article(tokens, first, end)):
        first += 1
    while first < end and (tokens[end - 1].pos == "SPACE" or _trailing(tokens, first, end)):
        end -= 1
    if end - first > 2 and tokens[end - 2].text == "-" and tokens[end - 1].lower in words("joined"):
        first, end = without_spaces(tokens, first, end - 2)
    if kind == "PERSON":
        while first + 1 < end and _title(tokens[first]) and not _initial(tokens[first + 1]):
            first += 1
            while first < end and _is_edge(tokens[first]):
                first += 1
    return first, end


def without_spaces(tokens: list[Token], first: int, end: int) -> tuple[int, int]:
    """The span without spaces that are tokens at its edges; empty if it has nothing else."""
    while first < end and tokens[first].pos == "SPACE":
        first += 1
    while first < end and tokens[end - 1].pos == "SPACE":
        end -= 1
    return first, end


def _is_edge(token: Token) -> bool:
    return token.text in _EDGE or token.pos == "SPACE"


def _article(tokens: list[Token], first: int, end: int) -> bool:
    """ "the Kremlin", but "The Hague" """
    return tokens[first].lower in {"the", "a", "an"} and not (
        first + 1 < end and tokens[first + 1].text == "Hague"
    )


def _trailing(tokens: list[Token], first: int, end: int) -> bool:
    last = tokens[end - 1]
    if last.text in {"'s", "’s", "'", "’", "'S", "’S"}:
        return True
    if last.text == ")":
        return not any(token.text == "(" for token in tokens[first:end])
    return last.text in _EDGE or last.text in {"of", "and", "for", "in", "at", "the"}


def _title(token: Token) -> bool:
    return token.lower.rstrip(".") in titles()


def _initial(token: Token) -> bool:
    """ "Lord's" and "Major's" are not titles before a name"""
    return token.text in {"'s", "’s"}


_LAST_LATIN = "\u024f"
"""the model reads English; in a paragraph in Ukrainian it takes every other word for a person"""


def _is_name(tokens: list[Token]) -> bool:
    """A name has a capital somewhere, and is not a pronoun, a number or a mark alone."""
    if not any(token.text[0].isupper() for token in tokens):
        return False
    text = "".join(token.text for token in tokens)
    if not text.isascii() and any(
        c > _LAST_LATIN and c.isalpha() and not "\u1e00" <= c <= "\u1eff" for c in text
    ):
        return False
    return (text.isalpha() and len(text) > 1) or sum(map(str.isalpha, text)) > 1
