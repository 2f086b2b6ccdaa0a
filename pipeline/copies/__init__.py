"""Copies: which stories were made from one another, and which of them came first."""

from pipeline.copies.clusters import Member, placed, superseded
from pipeline.copies.pairs import Pair, pairs
from pipeline.copies.signature import Sketches, bands, is_copy, signature, similarity

__all__ = [
    "Member",
    "Pair",
    "Sketches",
    "bands",
    "is_copy",
    "pairs",
    "placed",
    "signature",
    "similarity",
    "superseded",
]
