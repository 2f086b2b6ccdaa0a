"""What is left out of a network's layers changes nothing: thinc's own say the same."""

import warnings
from typing import Any

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
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


SIZES = (1, 2, 3, 700, window.RUN - 1, window.RUN, window.RUN + 1, 2 * window.RUN + 7)


def made(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows as between two documents: some in the middle are nothing."""
    rows[len(rows) // 2 : len(rows) // 2 + 4] = 0
    return rows


def test_numbers_are_thincs_to_the_last_bit_where_sums_round_nothing(nlp: Language) -> None:
    """Products of halves and eighths are exact in any order: all that is done but the matrix product is compared."""
    known = layers(nlp, window._LAYER)[::3]
    assert len(known) > 1
    chance = np.random.default_rng(5)
    for node in known:
        maxout = next(each for each in node.walk() if each.name == "maxout")
        # Any: thinc says of its arrays what NumPy's take no notice of
        weights: Any = maxout.get_param("W")
        eighths: Any = np.round(weights * 8) / np.float32(8)
        maxout.set_param("W", eighths)
        for words in SIZES:
            rows = made(np.round(chance.standard_normal((words, 96), dtype=np.float32) * 2) / np.float32(2))
            before = rows.copy()
            assert np.array_equal(window._Layer(node).of(rows), node.predict(rows)), words
            assert np.array_equal(rows, before), "what it is given stays as it is"
        maxout.set_param("W", weights)


def rounds_by_place() -> bool:
    """Whether OpenBLAS gives a number another last bit in another column, as it does with AVX2 and not with AVX-512."""
    chance = np.random.default_rng(5)
    rows = chance.standard_normal((700, 288), dtype=np.float32)
    columns = chance.standard_normal((288, 288), dtype=np.float32)
    order = chance.permutation(288)
    # laid out as the layers' weights are
    return not np.array_equal((rows @ columns.T)[:, order], rows @ columns[order].T)


def test_numbers_are_thincs_but_for_how_the_processor_rounds(nlp: Language) -> None:
    """To the last bit where it rounds alike everywhere; where it does not, thinc's own hang on the batch, too."""
    chance = np.random.default_rng(5)
    allowed = 2e-5 if rounds_by_place() else 0.0
    for node in layers(nlp, window._LAYER)[::3]:
        for words in SIZES:
            rows = made(chance.standard_normal((words, 96), dtype=np.float32))
            assert np.allclose(window._Layer(node).of(rows), node.predict(rows), rtol=0, atol=allowed), words


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
