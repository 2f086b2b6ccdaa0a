"""Embeddings of words, made once and remembered.

Before a model looks at a word's neighbours it makes of the word alone a row of numbers (hashed prefix, suffix, shape
and norm, and its vector, mixed by a layer): the same row whenever the word comes, and a third of what its network
costs. Here each model keeps the rows of the words that have come.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

from pipeline.parse import networks

MOST: Final = 40_000
"""words of which a model keeps the rows: 15 MB; then it begins anew"""


def remember(nlp: Language) -> None:
    """Have every network of a model remember its words. What is no network of spaCy's own kind stays as it is."""
    networks.replace(nlp, _embeds, _remembering)


def _embeds(node: Model[Any, Any]) -> bool:
    """Whether a part of a network is `spacy.MultiHashEmbed`: documents to rows, each word by itself."""
    names = [layer.name for layer in node.layers]
    return bool(names) and names[-1] == "ragged2list" and len(_columns(node)) == 1


def _columns(node: Model[Any, Any]) -> list[list[str]]:
    return [each.attrs["columns"] for each in node.walk() if each.name == "extract_features"]


class _Rows:
    """The rows of the words that have come, by all that they are made from: the word, its norm, a space behind it."""

    def __init__(self, embed: Model[Any, Any]) -> None:
        self._embed = embed
        (self._columns,) = _columns(embed)
        self._begin()

    def _begin(self) -> None:
        self._places: dict[int, int] = {}
        self._rows: Any = None

    def of(self, docs: Sequence[Doc]) -> list[Any]:
        """A row for each token of each document."""
        keys = [_keys(doc) for doc in docs]
        if len(self._places) > MOST:
            self._begin()
        self._learn(docs, keys)
        return [self._rows[[self._places[key] for key in some]] for some in keys]

    def _learn(self, docs: Sequence[Doc], keys: Sequence[list[int]]) -> None:
        new = _New(docs[0].vocab)
        places: dict[int, int] = {}
        for doc, some in zip(docs, keys, strict=True):
            at = []
            for i, key in enumerate(some):
                if key not in self._places and key not in places:
                    places[key] = len(self._places) + len(places)
                    at.append(i)
            if at:
                new.add(doc, at, self._columns)
        if not places:
            return
        (rows,) = self._embed.predict([new])
        before = len(self._places)
        if self._rows is None or before + len(rows) > len(self._rows):
            wider = np.empty((2 * (before + len(rows)), rows.shape[1]), dtype=rows.dtype)
            wider[:before] = self._rows[:before] if before else 0
            self._rows = wider
        self._rows[before : before + len(rows)] = rows
        self._places |= places


class _New:
    """Words that have not come yet, as what a network takes for a document."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._features: list[Any] = []
        self._words: list[Any] = []

    def add(self, doc: Doc, at: Sequence[int], columns: Sequence[str]) -> None:
        self._features.append(doc.to_array(list(columns))[at])
        self._words.append(doc.to_array(ORTH)[at])

    def __len__(self) -> int:
        return sum(map(len, self._words))

    def to_array(self, attributes: object) -> Any:
        return np.concatenate(self._features if isinstance(attributes, list) else self._words)


def _keys(doc: Doc) -> list[int]:
    word, norm, space = doc.to_array([ORTH, NORM, SPACY]).T
    # two 64-bit hashes as one: that two words of a day's news meet is less likely than a broken memory
    keys: list[int] = (word * np.uint64(0x9E3779B97F4A7C15) ^ norm + space).tolist()
    return keys


def _remembering(embed: Model[Any, Any]) -> Model[Any, Any]:
    rows = _Rows(embed)

    def forward(model: Model[Any, Any], docs: Any, is_train: bool) -> Any:  # noqa: ARG001  # nobody trains here
        return rows.of(docs), lambda _: []

    return Model(f"remembered({embed.name})", forward, layers=[embed])
