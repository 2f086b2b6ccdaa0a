"""Signatures: small enough to keep with a story, and enough to tell whether one text was made from another.

A signature is a MinHash of a text's three-word shingles and their number. Two signatures tell the Jaccard
index of the two sets, and with the numbers how much of the shorter text is in the longer: a cut, a copy with
a new head and an agency's text inside a longer story are all found. Words only count: case, punctuation,
quotation marks and line breaks don't.
"""

import re
import struct
from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

SHINGLE = 3
"""words; longer shingles miss a short text in which every sentence was touched"""
LEAST_WORDS = 8
"""of a text that has a signature: "Breaking news: more soon" is no one's copy"""
THRESHOLD = 0.65
"""Least similarity of a copy. On helsinki_dev, all 22,366 pairs, pairs labelled grey left out: recall 0.973,
precision 1.000 (with every grey pair counted as false: 0.900); the same within 0.03 for other seeds."""
SURE = 0.2
"""The least Jaccard index from which the share of the shorter text can be told: 128 hashes have a standard error
of 0.035 there, and below it of half the index itself. What it costs: a cut in a story five times as long."""

_HASHES = 128
_SEED = 42
_BAND = 2
"""hashes; two signatures with a Jaccard index of 0.2 share one of 64 such bands in 93 of 100 cases, of 0.4 always"""
_KIND = 1 + (RMinHash.ALGORITHM_VERSION << 4)
"""Of signatures that can be compared: how the text is taken apart (1), and which algorithm rensa has."""
_LAYOUT = struct.Struct(f"<BI{_HASHES}H")
"""kind, number of shingles, the low half of each hash: 16 bits take two different ones for equal in 1 of 65,536"""
_COLUMNS = np.dtype([("kind", "u1"), ("size", "<u4"), ("hashes", "<u2", (_HASHES,))])
"""the same, as NumPy has it"""
_WORD = re.compile(r"[^\W_]+")


class _Sketch(NamedTuple):
    kind: int
    size: int
    hashes: tuple[int, ...]


_NONE = _LAYOUT.pack(0, 1, *(0,) * _HASHES)
"""of a text without a signature: of a kind of its own"""


def signature(text: str) -> str | None:
    """The signature of a text, 348 characters of base64; the same on every machine and version of Python.

    None for a text of fewer than eight words: too little to tell a copy by.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < LEAST_WORDS:
        return None
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    minhash = RMinHash(num_perm=_HASHES, seed=_SEED)
    minhash.update(sorted(shingles))
    halves = (value & 0xFFFF for value in minhash.digest())
    return b64encode(_LAYOUT.pack(_KIND, len(shingles), *halves)).decode("ascii")


def similarity(a: str, b: str) -> float:
    """How much of the shorter text is in the longer, from 0 to 1, by their signatures.

    Where they have too little in common to tell (see `SURE`), it is the Jaccard index instead, which is less.
    Signatures of different kinds can't be compared: 0. Raises `ValueError` on what is no signature.
    """
    one, other = _read(a), _read(b)
    if one.kind != other.kind:
        return 0.0
    same = sum(x == y for x, y in zip(one.hashes, other.hashes, strict=True))
    jaccard = same / _HASHES
    if jaccard < SURE:
        return jaccard
    shared = jaccard * (one.size + other.size) / (1 + jaccard)
    return min(1.0, shared / min(one.size, other.size))


class Sketches:
    """Many signatures, to compare one with all of them at once: what takes Python 4 microseconds each, 40 times as fast."""

    def __init__(self, signatures: Sequence[str | None]) -> None:
        read = np.frombuffer(b"".join(map(_packed, signatures)), dtype=_COLUMNS)
        self._kinds = read["kind"]
        self._sizes = read["size"].astype(np.int64)
        self._hashes = read["hashes"]

    def similarities(self, one: str | None) -> npt.NDArray[np.float64]:
        """`similarity` with each, in their order; 0 where there is no signature."""
        if one is None:
            return np.zeros(len(self._kinds))
        sketch = _read(one)
        jaccard = (self._hashes == np.array(sketch.hashes, dtype=np.uint16)).sum(axis=1) / _HASHES
        shared = jaccard * (sketch.size + self._sizes) / (1 + jaccard)
        part = np.minimum(1.0, shared / np.maximum(1, np.minimum(sketch.size, self._sizes)))
        found: npt.NDArray[np.float64] = np.where(jaccard < SURE, jaccard, part)
        found[self._kinds != sketch.kind] = 0.0
        return found

    def copies(self, one: str | None) -> list[int]:
        """Where those stand that `is_copy` takes for copies."""
        return [int(at) for at in np.flatnonzero(self.similarities(one) >= THRESHOLD)]


def is_copy(a: str | None, b: str | None) -> bool:
    """Whether one of two texts was made from the other, by their signatures; a text without one is no copy."""
    return a is not None and b is not None and similarity(a, b) >= THRESHOLD


@lru_cache(maxsize=1024)
def bands(signature: str) -> tuple[str, ...]:
    """64 short terms; texts that share none are no copies, texts that share one may be: ask `is_copy`."""
    sketch = _read(signature)
    # four letters a hash
    letters = struct.pack(f">{_HASHES}H", *sketch.hashes).hex()
    wide = 4 * _BAND
    return tuple(
        f"{sketch.kind:02x}{band:02x}{letters[wide * band : wide * (band + 1)]}"
        for band in range(_HASHES // _BAND)
    )


@lru_cache(maxsize=4096)
def _read(signature: str) -> _Sketch:
    kind, size, *hashes = _LAYOUT.unpack(_packed(signature))
    return _Sketch(kind, size, tuple(hashes))


def _packed(signature: str | None) -> bytes:
    if signature is None:
        return _NONE
    packed = b64decode(signature, validate=True)
    if len(packed) != _LAYOUT.size:
        raise ValueError(f"not a signature: {signature[:20]!r}")
    return packed
