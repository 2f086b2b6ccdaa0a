"""A text as words in a row: sentences by rule, no grammar."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.languages.language import Language

LONGEST = 100
"""words and marks of a sentence; what is longer is cut, so that time grows with the text and no faster"""

_WORD = re.compile(
    r"(?P<figure>[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9.,:/])|[0-9]+(?:[.,:/][0-9]+)*)"
    r"|(?P<word>[^\W\d_]+(?:[-‑'’][^\W\d_]+)*)"
    r"|(?P<mark>[^\s])"
)
OPENING = frozenset('„“"»«:(–—')
"""marks behind which a sentence may begin"""

_STOPS = frozenset(".!?…")
_CLOSING = frozenset("”“\"'’‘»«)]")
_LAST, _FIRST = re.compile(r"\w+$"), re.compile(r"\W*\w+")
_MARKS = 4
"""marks behind a stop that belong to its sentence: ".“)" has two"""
_ORDINAL = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, figure or mark: `text[start:end]` of the story."""

    start: int
    end: int
    text: str
    lower: str
    kind: Literal["figure", "word", "mark"]

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, as names do everywhere, and in German every noun."""
        return self.text[0].isupper()


Sentence = tuple[Word, ...]


def sentences(text: str, language: Language) -> Iterator[Sentence]:
    """The sentences of a text. A line break ends one, and so does a full stop that ends no ordinal or abbreviation."""
    found: list[Word] = []
    for line_start, line in _lines(text):
        words = [_word(match, line_start) for match in _WORD.finditer(line)]
        for i, word in enumerate(words):
            found.append(word)
            if len(found) == LONGEST or _ends(words, i, language):
                yield tuple(found)
                found = []
        if found:
            yield tuple(found)
            found = []


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line
        start += len(line)


def _word(match: re.Match[str], offset: int) -> Word:
    text = match.group()
    kind: Literal["figure", "word", "mark"] = match.lastgroup  # type: ignore[assignment]  # one of the pattern's three
    return Word(offset + match.start(), offset + match.end(), text, text.lower(), kind)


def _ends(words: Sequence[Word], i: int, language: Language) -> bool:
    """Whether the sentence ends with word `i`: a stop, or what closes a quotation behind one."""
    at = i
    while i - _MARKS < at > 0 and words[at].text in _CLOSING and words[at - 1].end == words[at].start:
        at -= 1
    if words[at].text not in _STOPS or i + 1 == len(words):
        return False
    following = words[i + 1]
    if following.start == words[i].end or following.text in _STOPS or following.text in ",;:":
        return False
    if following.kind == "word" and not following.is_capital:
        return False
    if words[at].text != "." or at == 0 or words[at - 1].end != words[at].start:
        return True
    return not stop_ends_nothing(words[at - 1].text, following.text, language)


def stop_ends_nothing(before: str, after: str, language: Language) -> bool:
    """Whether the full stop between two pieces of text belongs to an ordinal or an abbreviation.

    "am 24. Oktober", "die 3. Brigade", "ca. 300"; not "es waren 12. Das Ministerium".
    """
    word, following = _LAST.search(before), _FIRST.match(after)
    if word is None or following is None:
        return False
    if _ORDINAL.fullmatch(word.group()):
        return following.group().lower() not in language.words("sentences.tsv", "starts")
    return len(word.group()) == 1 or word.group().lower() in language.words("sentences.tsv", "abbreviation")


def clause(sentence: Sentence, at: int) -> tuple[int, int]:
    """The words between two commas or the like around word `at`: (first, after the last)."""
    first = next((i + 1 for i in range(at - 1, -1, -1) if parts(sentence, i)), 0)
    last = next((i for i in range(at + 1, len(sentence)) if parts(sentence, i)), len(sentence))
    return first, last


def parts(sentence: Sentence, i: int) -> bool:
    """Whether a mark parts two clauses; a dash does with spaces around it."""
    text = sentence[i].text
    if text in ("-", "–", "—"):
        return (
            0 < i < len(sentence) - 1 and sentence[i - 1].end < sentence[i].start < sentence[i + 1].start - 1
        )
    return text in (",", ";", ":", "(", ")")
