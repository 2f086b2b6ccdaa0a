"""Several who speak as one: "Paris and Berlin said", "they said jointly"."""

from bisect import bisect_left

from pipeline.parse import Token
from schemas.story import EntityMention

_BEFORE = frozenset({"det", "compound", "amod", "nmod", "nummod", "poss", "quantmod", "advmod"})


class Mentions:
    """The names of a story, to be asked by place."""

    def __init__(self, entities: tuple[EntityMention, ...]) -> None:
        self.all = entities
        self._starts = [entity.start for entity in entities]

    def at(self, token: Token) -> EntityMention | None:
        """The mention that a token is a word of."""
        i = bisect_left(self._starts, token.end) - 1
        return self.all[i] if i >= 0 and self.all[i].end > token.start else None

    def before(self, offset: int) -> EntityMention | None:
        """The last mention that starts before an offset."""
        i = bisect_left(self._starts, offset) - 1
        return self.all[i] if i >= 0 else None


def partners(head: Token, mentions: Mentions) -> list[Token]:
    """Who speaks with `head`: "Berlin" and "the Vatican" for Paris in "Paris, Berlin and the Vatican".

    None where the words behind "and" are of the same name ("Marks and Spencer") or of the same person ("the
    president and commander", who has one article).
    """
    found: list[Token] = []
    last, joined = head, False
    while (after := next((c for c in last.children if c.dep == "conj" and c.i > last.i), None)) is not None:
        joined = joined or any(c.dep == "cc" and c.lower in {"and", "&"} for c in last.children)
        if any(c.dep == "cc" and c.lower not in {"and", "&"} for c in last.children):
            return []
        found.append(after)
        last = after
    own = mentions.at(head)
    if not joined or not all(_is_another(token, own, mentions) for token in found):
        return []
    return found


def _is_another(token: Token, own: EntityMention | None, mentions: Mentions) -> bool:
    if token.pos == "PROPN":
        return own is None or mentions.at(token) is not own
    if token.pos != "NOUN":
        return False
    return token.tag == "NNS" or any(child.dep in {"det", "poss"} for child in token.children)


def own_words(token: Token) -> tuple[int, int]:
    """The words that name one of several, without those of the others: index of the first and after the last."""
    first, end = token.i, token.i + 1
    for child in token.children:
        if child.i < token.i and child.dep in _BEFORE:
            first = min([first, *(t.i for t in child.subtree())])
        if child.i == end and child.dep == "prep":
            end = max(t.i for t in child.subtree()) + 1
    return first, end
