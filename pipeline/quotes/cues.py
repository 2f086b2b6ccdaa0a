"""Cues: the words of a text that report what someone says, outside what is quoted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.parse import Parse, Token
from pipeline.quotes.marks import Regions
from pipeline.quotes.table import Reporting, reporting


@dataclass(frozen=True)
class Cue:
    """A reporting word and its entry in the table; `according` for the preposition."""

    token: Token
    word: Reporting


ACCORDING = Reporting("say", frozenset({"according"}))


def cues(parse: Parse, regions: Regions) -> Iterator[Cue]:
    """Every cue, in text order."""
    table, according = _by_pos(), "according" in parse.text.lower()
    for token in parse.tokens:
        words = table.get(token.pos)
        word = words.get(token.lemma.lower()) if words is not None else None
        if according and token.lower == "according" and _next_is(parse, token, "to"):
            word = ACCORDING
        if word is None or token.dep == "amod" or not _of_a_document(token):
            continue
        region = regions.at(token.start)
        if region is None or region.single:
            yield Cue(token, word)


@cache
def _by_pos() -> dict[str, dict[str, Reporting]]:
    """The table by the parser's parts of speech, each by lemma: most words are no cue, and are seen to be none soonest so."""
    tables: dict[str, dict[str, Reporting]] = {"v": {}, "n": {}, "a": {}}
    for (lemma, pos), word in reporting().items():
        tables[pos][lemma] = word
    return {pos: tables[short] for pos, short in _POS.items()}


_POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


def _next_is(parse: Parse, token: Token, word: str) -> bool:
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    return after is not None and after.lower == word


_DOCUMENTS = frozenset(
    {
        "statement",
        "letter",
        "message",
        "tweet",
        "post",
        "note",
        "sign",
        "banner",
        "text",
        "caption",
        "headline",
    }
)


def _of_a_document(token: Token) -> bool:
    """ "the sign read “Closed”", but not "she read “The Times”"; "the statement said" has its cue in the verb"""
    if token.pos == "NOUN" and token.dep in {"nsubj", "nsubjpass"}:
        return not any(child.dep == "punct" and child.text == ":" for child in token.head.children)
    if token.lemma != "read":
        return True
    return any(child.lemma in _DOCUMENTS and child.dep in {"nsubj", "dobj"} for child in token.children)
