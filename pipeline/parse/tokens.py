"""A parsed text as the later stages read it: words with their place, their grammar and their sentence.

It holds what spaCy found and nothing of spaCy, so that a parse can travel with its story between stages
and no stage but the first needs a model.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec


class Columns(msgspec.Struct, frozen=True, array_like=True):
    """A parse on the wire: one entry a token in each of the first seven; the text is not repeated."""

    starts: list[int]
    """code points from the start of the text"""
    lengths: list[int]
    lemmas: list[str]
    pos: list[str]
    """coarse part of speech (Universal Dependencies)"""
    tags: list[str]
    """fine part of speech (Penn Treebank)"""
    deps: list[str]
    """dependency label (ClearNLP, as spaCy's English models have it)"""
    heads: list[int]
    """index of the token that each depends on; a root is its own head"""
    sentences: list[int]
    """index of each sentence's first token"""
    names: list[tuple[int, int, str]]
    """names as the model sees them: first token, token after the last, label (OntoNotes)"""


class Token:
    """One word, number or mark. Grammar is read by walking: `head`, `children`, `subtree()`."""

    __slots__ = (
        "children",
        "dep",
        "end",
        "head",
        "i",
        "lemma",
        "lower",
        "pos",
        "sentence",
        "start",
        "tag",
        "text",
    )

    i: int
    start: int
    """code point; `end` is exclusive"""
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: "Token"
    children: Sequence["Token"]
    sentence: "Sentence"

    def __repr__(self) -> str:
        return f"{self.i}:{self.text}/{self.tag}/{self.dep}"

    def ancestors(self) -> Iterator["Token"]:
        """The head, its head, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list["Token"]:
        """This token and all that depend on it, in text order."""
        found, queue = [], [self]
        while queue:
            token = queue.pop()
            found.append(token)
            queue.extend(token.children)
        return sorted(found, key=_index)


def _index(token: Token) -> int:
    return token.i


class Sentence:
    """The tokens of one sentence; a paragraph's end always ends one."""

    def __init__(self, i: int, tokens: list[Token]) -> None:
        self.i = i
        self.tokens = tokens

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def is_in_capitals(self) -> bool:
        """Whether nearly all of its words are, so that a capital says nothing there."""
        words = [token.text for token in self.tokens if len(token.text) > 1 and token.text.isalpha()]
        return len(words) > 1 and sum(map(str.isupper, words)) > 0.7 * len(words)

    @property
    def start(self) -> int:
        """Code-point offset of the first token."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Code-point offset after the last token."""
        return self.tokens[-1].end


class Parse:
    """A text with its tokens, its sentences and the names that the model saw.

    `names` are (first token, token after the last, OntoNotes label). Tokens of white space alone, which spaCy
    keeps for line breaks and double spaces, are kept here too: `pos` is SPACE. `heads` are the tokens' heads by index.
    """

    def __init__(self, text: str, columns: Columns) -> None:
        self.text = text
        self.names = columns.names
        self.heads = columns.heads
        self._starts = columns.starts
        self.tokens = _tokens(text, columns)
        ends = [*columns.sentences, len(self.tokens)][1:]
        self.sentences = [
            Sentence(i, self.tokens[first:last])
            for i, (first, last) in enumerate(zip(columns.sentences, ends, strict=True))
        ]
        for sentence in self.sentences:
            for token in sentence.tokens:
                token.sentence = sentence

    def take_apart(self) -> None:
        """Untie the tokens, once nobody asks for them any more. They point at one another, so that else Python's collector
        of garbage has to find them, which costs more than to build them."""
        for i in set(self.heads):
            token = self.tokens[i]
            token.children = ()
            if token.head is token:
                del token.head
        for sentence in self.sentences:
            sentence.tokens = []

    @cached_property
    def openers(self) -> list[Token]:
        """The tokens that a name can begin with: by their capital, or "al"."""
        return [token for token in self.tokens if token.text[:1].isupper() or token.text == "al"]

    def token_at(self, offset: int) -> Token | None:
        """The token that holds the code point at `offset`; None between tokens and outside the text."""
        i = bisect_right(self._starts, offset) - 1
        return self.tokens[i] if i >= 0 and offset < self.tokens[i].end else None

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that share a code point with `text[start:end]`."""
        first = bisect_right(self._starts, start)
        if first and self.tokens[first - 1].end > start:
            first -= 1
        return self.tokens[first : bisect_left(self._starts, end)]


def _tokens(text: str, columns: Columns) -> list[Token]:
    """The tokens without their sentences.

    They are filled in here, and not each by an `__init__`: a story has hundreds, and calling it cost more than what it did.
    """
    tokens = [Token() for _ in columns.starts]
    below: list[list[Token] | None] = [None] * len(tokens)
    for i, head in enumerate(columns.heads):
        if i == head:
            continue
        others = below[head]
        if others is None:
            below[head] = [tokens[i]]
        else:
            others.append(tokens[i])
    for i, (token, start, length, lemma, pos, tag, dep, head, children) in enumerate(
        zip(
            tokens,
            columns.starts,
            columns.lengths,
            columns.lemmas,
            columns.pos,
            columns.tags,
            columns.deps,
            columns.heads,
            below,
            strict=True,
        )
    ):
        token.i = i
        token.start = start
        token.end = start + length
        token.text = word = text[start : start + length]
        lower = word.lower()
        # most are in small letters, and need not be kept twice
        token.lower = word if lower == word else lower
        token.lemma = lemma
        token.pos = pos
        token.tag = tag
        token.dep = dep
        token.head = tokens[head]
        # most have none, and need no list of their own
        token.children = children or ()
    return tokens
