"""What the peers have in common: spaCy one way or the other, and Muster's own `pipeline/` before and after it.

The stock way is spaCy as its documentation loads it (https://spacy.io/api/top-level#spacy.load): its own operations and
its own batches. Ours has what DESIGN sets: OpenBLAS, one thread, batches as large as Muster's; what `pipeline.parse`
does beyond that (what is known of a word is not asked again) is not in it. Both have our rule for where a sentence
begins, without which the stories would not be the same.
"""

import os
import warnings
from functools import cache
from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD, LEMMA, LENGTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops

from consumers.stages.index import document
from pipeline.claims import succession
from pipeline.draft import Draft
from pipeline.enrich import STAGES
from pipeline.intake import read
from pipeline.parse import DEFAULT_MODEL, Columns
from pipeline.parse.model import BATCH
from pipeline.parse.paragraphs import paragraphs, starts_of
from pipeline.story import begin, is_enriched
from schemas import Story
from tests.bench.peers.given import Way


def load(way: Way) -> Language:
    """The model; in this process nothing of spaCy may have run before in the other way."""
    if way == "ours":
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        # the model was packed for spaCy 3.7; its figures under 3.8 are the same
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(DEFAULT_MODEL)
    if way == "ours":
        nlp.batch_size = BATCH
    Language.component("muster_paragraphs", func=paragraphs)
    nlp.add_pipe("muster_paragraphs", before="parser")
    return nlp


def begun(value: bytes, *, received: int, nlp: Language) -> Story:
    """The story that a message begins; `received` is the message's timestamp in epoch milliseconds."""
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    return begin(read(value), received=received, model=name)


def enriched(story: Story, doc: Doc) -> Story:
    """A story whose text spaCy has read, with names, quotes, numbers and troop counts."""
    draft = Draft(story, columns(doc) if is_enriched(story) else None)
    for stage in STAGES:
        draft = stage(draft)
    return draft.story


def action(story: Story, index: str) -> dict[str, Any]:
    """The story as Muster stores it, as the bulk helper takes it."""
    return {"_index": index, "_id": story.uri, "_source": document(succession(None, story).stored)}


def columns(doc: Doc) -> Columns:
    """What spaCy has found, as Muster's stages read it; the quick way, for it is no work of the peer's."""
    if not len(doc):
        return Columns([], [], [], [], [], [], [], [], [])
    lengths, heads, begins = doc.to_array([LENGTH, HEAD, SENT_START]).astype("int64").T
    begins[0] = 1
    said = _said(doc.vocab)
    lemmas, pos, tags, deps = (
        [said[number] for number in column] for column in doc.to_array([LEMMA, POS, TAG, DEP]).T.tolist()
    )
    return Columns(
        starts=starts_of(doc),
        lengths=lengths.tolist(),
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        deps=deps,
        # a head is told by how far away it is
        heads=(heads + np.arange(len(doc))).tolist(),
        sentences=np.flatnonzero(begins == 1).tolist(),
        names=[(name.start, name.end, name.label_) for name in doc.ents],
    )


class _Said(dict[int, str]):
    """spaCy's numbers as the words that they stand for, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings

    def __missing__(self, number: int) -> str:
        self[number] = self._strings[number]
        return self[number]


@cache
def _said(vocab: Vocab) -> _Said:
    return _Said(vocab.strings)
