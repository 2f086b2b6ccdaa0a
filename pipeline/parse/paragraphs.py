"""Where a sentence has to start, and where none may: said before the parser, which finds the others."""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from spacy.attrs import LENGTH, SPACY
from spacy.tokens import Doc, Token

from pipeline.furniture.datelines import datelines

_BREAK = re.compile(r"\n")
TEXT = "muster_text"
"""under which a document's user data may have its text"""


def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after every line break: a parser alone runs on across a headline or a signature.

    And one behind a dateline: "KYIV, Oct 24 (Reuters) - | Ukraine said". And none right after a paragraph's first
    word: "Four | civilians were hurt" under a sub-heading.
    """
    if not len(doc):
        return doc
    starts = starts_of(doc)
    text = doc.user_data.get(TEXT) or doc.text
    ends = [start + opening.end for start, opening in datelines(text)]
    broken = False
    for i in _concerned(doc, text, starts, ends):
        token = doc[i]
        if ends and starts[i] >= ends[0]:
            ends.pop(0)
            if not token.is_space:
                token.is_sent_start = True
                continue
        if not broken and i and not token.is_space and _is_first_word(doc[i - 1]):
            token.is_sent_start = False
        if broken and not token.is_space:
            token.is_sent_start = True
            broken = False
        if token.is_space and "\n" in token.text:
            broken = True
    return doc


def starts_of(doc: Doc) -> list[int]:
    """Where each token starts, in code points from the start of the document."""
    length, space = doc.to_array([LENGTH, SPACY]).astype("int64").T
    return list(accumulate((length + space).tolist(), initial=0))[:-1]


def _concerned(doc: Doc, text: str, starts: list[int], ends: list[int]) -> list[int]:
    """The tokens at which something may have to be said: most stories have a hundred words for each of these."""
    concerned = {1}
    for found in _BREAK.finditer(text):
        at = bisect_right(starts, found.start()) - 1
        concerned.add(at)
        after = at + 1
        while after < len(doc) and doc[after].is_space:
            concerned.add(after)
            after += 1
        concerned |= {after, after + 1}
    for end in ends:
        after = bisect_left(starts, end)
        concerned |= {after, after + 1}
    return sorted(i for i in concerned if i < len(doc))


def _is_first_word(token: Token) -> bool:
    return bool(token.is_sent_start) and token.is_alpha
