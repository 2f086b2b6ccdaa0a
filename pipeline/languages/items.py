"""What a number counts: the noun behind it."""

from functools import cache, lru_cache

from pipeline.languages.language import Language
from pipeline.languages.words import Sentence, Word

_REMEMBERED = 8192
"""words whose stems are kept"""
_BETWEEN = 3
"""adjectives between a number and what it counts"""


def item_of(sentence: Sentence, at: int, language: Language) -> int | None:
    """The index of the noun counted by a number that ends before word `at`: across adjectives, and "of" or "his".

    A noun is told by its capital, or, in languages that write nouns small, by standing there.
    """
    i = at
    passed = 0
    while i < len(sentence) and sentence[i].kind == "word" and passed <= _BETWEEN:
        word = sentence[i]
        if _is_noun(word, language):
            return i
        if not (word.lower in language.words("items.tsv", "passed") or _is_adjective(word, language)):
            return None
        i, passed = i + 1, passed + 1
    return None


def _is_noun(word: Word, language: Language) -> bool:
    if language.words("items.tsv", "nouns") == {"capital"}:
        return word.is_capital
    return word.lower not in language.words("items.tsv", "passed") | language.words("items.tsv", "no noun")


def _is_adjective(word: Word, language: Language) -> bool:
    """By its ending; where nouns have no capital, an ending tells nothing apart, and adjectives stand behind."""
    told_apart = language.words("items.tsv", "nouns") == {"capital"} and word.lower.endswith(
        _endings(language)
    )
    return told_apart and word.lower not in language.words("items.tsv", "no adjective")


@lru_cache(_REMEMBERED)
def stem(word: str, language: Language) -> str:
    """An adjective in lower case without its ending: "ehemalig" of "ehemaligen"."""
    for ending in _endings(language):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


@cache
def _endings(language: Language) -> tuple[str, ...]:
    return tuple(sorted(language.words("items.tsv", "adjective ending"), key=len, reverse=True))
