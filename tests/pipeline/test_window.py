"""What is left out of a network's layers changes nothing: thinc's own say the same, to the last bit."""

import warnings
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from thinc.api import Model, NumpyOps, set_current_ops

from pipeline.parse import DEFAULT_MODEL, window


@pytest.fixture(scope="module")
def nlp() -> Language:
    """spaCy as it comes."""
    set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(DEFAULT_MODEL)


def layers(nlp: Language, name: str) -> list[Model[Any, Any]]:
    networks = [getattr(pipe, "model", None) for _, pipe in nlp.pipeline]
    return [
        node
        for network in networks
        if isinstance(network, Model)
        for node in network.walk()
        if node.name == name
    ]


def test_numbers_are_thincs_to_the_last_bit(nlp: Language) -> None:
    known = layers(nlp, window._LAYER)[::3]
    assert len(known) > 1
    chance = np.random.default_rng(5)
    run = window.RUN
    for node in known:
        for words in (1, 2, 3, 700, run - 1, run, run + 1, 2 * run + 7):
            rows = chance.standard_normal((words, 96), dtype=np.float32)
            # between two documents the rows are nothing
            rows[words // 2 : words // 2 + 4] = 0
            before = rows.copy()
            assert np.array_equal(window._Layer(node).of(rows), node.predict(rows)), words
            assert np.array_equal(rows, before), "what it is given stays as it is"


def test_every_such_layer_of_every_network_is_changed(nlp: Language) -> None:
    there = len(layers(nlp, window._LAYER))
    window.without_training(nlp)
    changed = layers(nlp, f"reading({window._LAYER})")
    assert there == len(changed) > 0
    # each has thinc's own within it, which nobody calls
    assert len(layers(nlp, window._LAYER)) == there


def test_a_layer_of_another_kind_stays_as_it_is(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(window._is_known(node) for node in layers(nlp, "maxout"))
    for node in layers(nlp, f"reading({window._LAYER})"):
        (thincs,) = node.layers
        assert window._is_known(thincs)
        wide = next(each for each in thincs.walk() if each.name == "expand_window")
        monkeypatch.setitem(wide.attrs, "window_size", 2)
        assert not window._is_known(thincs)
