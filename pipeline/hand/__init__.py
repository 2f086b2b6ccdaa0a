"""An analyst's hand: what they mark in a story, where it is in a later version, and as a labelled example."""

from pipeline.hand.labels import count_label, example
from pipeline.hand.mark import Given, mark
from pipeline.hand.place import Placed, placed

__all__ = ["Given", "Placed", "count_label", "example", "mark", "placed"]
