"""blis looks at no arguments once a parser is loaded, and computes the same."""

import ctypes
from types import SimpleNamespace

import blis.cy
import numpy as np
import pytest
from blis.py import gemm

from pipeline.parse import Parser
from pipeline.parse.unchecked import without_checks

SIZES = ((1, 64, 130), (1, 1, 1), (7, 64, 130), (64, 64, 130), (33, 100, 9))
"""rows, what is summed, columns: those of spaCy's parsers, and some beside"""


def library() -> ctypes.CDLL:
    return ctypes.CDLL(blis.cy.__file__)


def test_whoever_has_a_parser_has_blis_look_at_nothing(parser: Parser) -> None:
    assert parser.name
    assert library().bli_error_checking_level() == 0


def test_what_blis_computes_is_the_same_to_the_last_bit() -> None:
    chance = np.random.default_rng(7)
    products = [
        (
            chance.standard_normal((rows, summed), dtype=np.float32),
            chance.standard_normal((summed, columns), dtype=np.float32),
        )
        for rows, summed, columns in SIZES
    ]
    library().bli_error_checking_level_set(1)
    checked = [gemm(one, other) for one, other in products]
    assert without_checks()
    for (one, other), product in zip(products, checked, strict=True):
        assert gemm(one, other).tobytes() == product.tobytes()


@pytest.mark.parametrize("found", [OSError("no such library"), SimpleNamespace()])
def test_a_blis_that_does_not_let_itself_be_told_is_left_as_it_is(
    found: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(_: str) -> object:
        if isinstance(found, OSError):
            raise found
        return found

    monkeypatch.setattr(ctypes, "CDLL", loaded)
    assert not without_checks()
