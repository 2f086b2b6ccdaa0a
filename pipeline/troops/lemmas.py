"""Lemmas that hold in headlines too, where the parser takes capitals for names."""

from functools import cache

from pipeline.parse import Token
from pipeline.troops.tables import rows

_IRREGULAR = {"servicemen": "serviceman", "servicewomen": "servicewoman", "men": "man", "women": "woman"}


@cache
def _hyphenated() -> frozenset[str]:
    names = ("soldiers.tsv", "roles.tsv", "status.tsv")
    return frozenset(
        word for name in names for row in rows(name) for word in row[-1].split(", ") if "-" in word
    )


def lemma(token: Token) -> str:
    """The token's lemma in lower case: "RESERVISTS" and "Soldiers" too; "call-up" for each of its parts."""
    whole = _whole(token)
    if whole:
        return whole
    if token.lower in _IRREGULAR:
        return _IRREGULAR[token.lower]
    found = token.lemma.lower()
    if token.pos == "PROPN" and found == token.lower and found.endswith("s") and len(found) > 3:
        return found[:-1]
    return found


def forms(verb: Token) -> set[str]:
    """The verb, and the verb with each word that can change its sense: "call", "call_up", "call_for"."""
    word = lemma(verb)
    turns = (c.lower for c in verb.children if c.dep in ("prt", "advmod", "dobj", "oprd", "acomp", "prep"))
    return {word, *(f"{word}_{turn}" for turn in turns)}


def _whole(token: Token) -> str | None:
    """The hyphenated word of the tables that the token is part of."""
    tokens, i = token.sentence.tokens, token.i - token.sentence.tokens[0].i
    for first in (i, i - 2):
        if first >= 0 and first + 2 < len(tokens) and tokens[first + 1].text == "-":
            word = f"{tokens[first].lower}-{tokens[first + 2].lower}"
            for form in (word, word.removesuffix("s")):
                if form in _hyphenated():
                    return form
    return None
