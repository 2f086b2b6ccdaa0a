"""Copies: which stories were made from one another, and which of them came first."""

from pipeline.copies.clusters import Member, joined, superseded
from pipeline.copies.pairs import Pair, pairs
from pipeline.copies.signature import bands, is_copy, signature, similarity

__all__ = ["Member", "Pair", "bands", "is_copy", "joined", "pairs", "signature", "similarity", "superseded"]
