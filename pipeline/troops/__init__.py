"""Troop counts: how many, whose, where, doing what, according to whom (DESIGN 3, *troop count*)."""

from pipeline.troops.find import find_troop_counts

__all__ = ["find_troop_counts"]
