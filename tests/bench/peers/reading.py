"""What the peers have in common: spaCy one way or the other, and Muster's own `pipeline/` before and after it.

The stock way is spaCy as its documentation loads it (https://spacy.io/api/top-level#spacy.load): its own operations and
its own batches. Ours is what `pipeline.parse` does: OpenBLAS, one thread, batches of 16. Both have our rule for where
a sentence begins, without which the stories would not be the same.
"""

import os
import warnings
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from consumers.stages.index import document
from pipeline.claims import succession
from pipeline.draft import Draft
from pipeline.enrich import STAGES
from pipeline.intake import read
from pipeline.parse import DEFAULT_MODEL, Columns
from pipeline.parse.model import BATCH, _paragraphs
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
    if not Language.has_factory("muster_paragraphs"):
        Language.component("muster_paragraphs", func=_paragraphs)
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
    """What spaCy has found, as Muster's stages read it."""
    return Columns(
        starts=[token.idx for token in doc],
        lengths=[len(token) for token in doc],
        lemmas=[token.lemma_ for token in doc],
        pos=[token.pos_ for token in doc],
        tags=[token.tag_ for token in doc],
        deps=[token.dep_ for token in doc],
        heads=[token.head.i for token in doc],
        sentences=[sentence.start for sentence in doc.sents],
        names=[(name.start, name.end, name.label_) for name in doc.ents],
    )
