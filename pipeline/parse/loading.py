"""A spaCy model, loaded and made quick. Importing this imports spaCy, which takes a second: only a parser does."""

import warnings
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, LENGTH, SENT_START
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from pipeline.parse.embedding import remember
from pipeline.parse.paragraphs import TEXT, paragraphs, starts_of
from pipeline.parse.reach import is_near_sighted
from pipeline.parse.tokens import Columns
from pipeline.parse.unchecked import without_checks
from pipeline.parse.window import without_training
from pipeline.parse.words import Word, Words

Language.component("muster_paragraphs", func=paragraphs)


class _Strings(dict[int, str]):
    """spaCy's numbers as the words that they stand for, each looked up once; for labels, of which there are few."""

    def __init__(self, strings: StringStore) -> None:
        self._store = strings

    def __missing__(self, number: int) -> str:
        self[number] = self._store[number]
        return self[number]


class Model:
    """A loaded model: documents, and what is read off them."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._labels = _Strings(nlp.vocab.strings)
        self._words = Words(nlp) if Words.can_ask(nlp) else None
        self.is_near_sighted = self._words is not None and is_near_sighted(nlp)
        self.name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"

    def docs(self, texts: Iterable[str], *, batch_size: int) -> Iterator[Doc]:
        """Parsed documents, in the order of the texts."""
        return self._nlp.pipe(map(self._made, texts), batch_size=batch_size)

    def _made(self, text: str) -> Doc:
        doc = self._nlp.make_doc(text)
        # a document joins its text together anew each time that it is asked
        doc.user_data[TEXT] = text
        return doc

    def columns(self, parts: Iterable[tuple[int, Doc]]) -> Columns:
        """The pieces of one text, each with where it starts, as one parse."""
        columns = Columns([], [], [], [], [], [], [], [], [])
        for start, doc in parts:
            if not len(doc):
                continue
            offset = len(columns.starts)
            lengths, heads, begins = doc.to_array([LENGTH, HEAD, SENT_START]).astype("int64").T
            begins[0] = 1
            columns.starts.extend(start + at for at in starts_of(doc))
            columns.lengths.extend(lengths.tolist())
            # a head is told by how far away it is
            columns.heads.extend((heads + np.arange(offset, offset + len(doc))).tolist())
            columns.sentences.extend((np.flatnonzero(begins == 1) + offset).tolist())
            deps = doc.to_array(DEP).tolist()
            for word, dep in zip(self._said(doc), deps, strict=True):
                columns.lemmas.append(word.lemma)
                columns.pos.append(word.pos)
                columns.tags.append(word.tag)
                columns.deps.append(self._labels[dep] if word.dep is None else word.dep)
            columns.names.extend((offset + name.start, offset + name.end, name.label_) for name in doc.ents)
        return columns

    def _said(self, doc: Doc) -> Sequence[Word]:
        if self._words is not None:
            return self._words.of(doc)
        return [Word(token.lemma_, token.pos_, token.tag_) for token in doc]


def load(model: str) -> Model:
    """Raises `OSError` if no such model is installed."""
    # NumPy's OpenBLAS beats the blis that pip brings by half, and must be set before the model loads
    set_current_ops(NumpyOps(use_blis=False))
    without_checks()
    with warnings.catch_warnings():
        # W095: the model was packed for spaCy 3.7; its figures under 3.8 are the same (DESIGN 5)
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        # the words that the model has vectors for, a million strings, are found by their hashes; what a text's words
        # are called, and labels, is added as they come
        nlp = spacy.load(model, exclude=["strings"])
    nlp.add_pipe("muster_paragraphs", before="parser")
    remember(nlp)
    without_training(nlp)
    return Model(nlp)
