"""Cutting a long text into pieces that a model can take one at a time.

spaCy's memory grows with the length of a document, and its tokenizer's time with the square of a word's: a body
of one endless word, or of brackets alone, would hold a worker up for minutes. Pieces keep both in proportion.
"""

import re

PIECE = 10_000
"""code points; news stories are shorter and stay whole"""
WORD = 400
"""code points; longer than any word of any language, shorter than what slows the tokenizer down"""

_LONG_WORD = re.compile(rf"\S{{{WORD}}}")
_BREAKS = (re.compile(r"\n+"), re.compile(r"(?<=[.!?])\s+"), re.compile(r"\s+"))


def pieces(text: str) -> list[tuple[int, int]]:
    """Consecutive (start, end) that cover `text`: cut after a paragraph if it can be, a sentence, a word."""
    found = []
    start = 0
    while start < len(text):
        end = _cut(text, start)
        found.append((start, end))
        start = end
    return found


def _cut(text: str, start: int) -> int:
    limit = start + PIECE
    long_word = _LONG_WORD.search(text, start, limit)
    if long_word and long_word.start() == start:
        return long_word.end()
    if long_word:
        return long_word.start()
    if len(text) <= limit:
        return len(text)
    for pattern in _BREAKS:
        ends = [found.end() for found in pattern.finditer(text, start + PIECE // 2, limit)]
        if ends:
            return ends[-1]
    return limit
