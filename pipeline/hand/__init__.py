"""An analyst's hand: what they mark in a story, where it is in a later version, and as a labelled example."""

from pipeline.hand.labels import count_label, example, number_label
from pipeline.hand.mark import Given, mark, taken_back
from pipeline.hand.place import Placed, placed, standing

__all__ = [
    "Given",
    "Placed",
    "count_label",
    "example",
    "mark",
    "number_label",
    "placed",
    "standing",
    "taken_back",
]
