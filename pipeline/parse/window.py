"""The layers that look at a word's neighbours, without what only training needs.

Each takes a word with the one before and the one after, makes three rows of them, keeps of each number the largest, and
levels what is kept. thinc also notes which was largest, for training, and goes through memory once for each step. Here
the three rows lie apart, so that the largest are found many at a time, and the words go through in runs that the
processor's cache holds. Every sum is made in the same order: the numbers are thinc's to the last bit, but for what
OpenBLAS rounds by where a row and a column stand (with AVX2 it does, and then thinc's own hang on the batch, too).
"""

from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import Model

from pipeline.parse import networks

Floats = NDArray[np.float32]

RUN: Final = 2_048
"""words; their three rows are 2.4 MB in the models of today"""
PIECES: Final = 3

_LAYER: Final = "residual(expand_window>>maxout>>layernorm>>dropout)"
_TINY: Final = 1e-08
"""what thinc adds to a variance"""


def without_training(nlp: Language) -> None:
    """Have every network of a model do only what reading needs. Layers of another kind stay as they are."""
    networks.replace(nlp, _is_known, _reading)


def _is_known(node: Model[Any, Any]) -> bool:
    if node.name != _LAYER:
        return False
    parts = {each.name: each for each in node.walk()}
    maxout, window = parts["maxout"], parts["expand_window"]
    return (
        window.attrs["window_size"] == 1
        and maxout.get_dim("nP") == PIECES
        and maxout.get_dim("nI") == 3 * maxout.get_dim("nO")
        and isinstance(maxout.get_param("W"), np.ndarray)
    )


class _Layer:
    """One layer's weights, laid out for reading."""

    def __init__(self, node: Model[Any, Any]) -> None:
        parts = {each.name: each for each in node.walk()}
        # Any: thinc says of its arrays what NumPy's take no notice of
        weights: Any = parts["maxout"].get_param("W")
        bias: Any = parts["maxout"].get_param("b")
        self._width: int = parts["maxout"].get_dim("nO")
        # (number, piece, input) as thinc has it; here a piece's numbers stand together
        pieces = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(PIECES * self._width, -1))
        self._weights = pieces.T
        self._bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._scale: Any = parts["layernorm"].get_param("G")
        self._shift: Any = parts["layernorm"].get_param("b")

    def of(self, rows: Floats) -> Floats:
        """(words, width) → (words, width)."""
        found = np.empty_like(rows)
        # runs of about one length: for a few rows a matrix product goes another way, and rounds otherwise
        ends = np.linspace(0, len(rows), 1 + -(-len(rows) // RUN), dtype=int).tolist()
        for first, last in pairwise(ends):
            np.add(rows[first:last], self._seen(rows, first, last), out=found[first:last])
        return found

    def _seen(self, rows: Floats, first: int, last: int) -> Floats:
        width = self._width
        pieces: Floats = _with_neighbours(rows, first, last) @ self._weights
        pieces += self._bias
        best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        np.maximum(best, pieces[:, 2 * width :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = (best * best).sum(axis=1, keepdims=True) / np.float32(width)
        best *= (variance + np.float32(_TINY)) ** (-1.0 / 2.0)
        best *= self._scale
        best += self._shift
        return best


def _with_neighbours(rows: Floats, first: int, last: int) -> Floats:
    """Each of a run of words between the one before and the one after; nothing where there is none."""
    width = rows.shape[1]
    wide = np.empty((last - first, 3 * width), dtype=rows.dtype)
    before = max(first - 1, 0)
    wide[: before + 1 - first, :width] = 0
    wide[before + 1 - first :, :width] = rows[before : last - 1]
    wide[:, width : 2 * width] = rows[first:last]
    after = min(last + 1, len(rows))
    wide[: after - first - 1, 2 * width :] = rows[first + 1 : after]
    wide[after - first - 1 :, 2 * width :] = 0
    return wide


def _reading(node: Model[Any, Any]) -> Model[Any, Any]:
    layer = _Layer(node)

    def forward(model: Model[Any, Any], rows: Any, is_train: bool) -> Any:  # noqa: ARG001  # nobody trains here
        return layer.of(rows), lambda _: []

    return Model(
        f"reading({node.name})",
        forward,
        layers=[node],
        dims={dim: node.maybe_get_dim(dim) for dim in ("nO", "nI")},
    )
