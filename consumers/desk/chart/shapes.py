"""What a bound looks like, without any colour.

| bound | shape |
|---|---|
| exact | a full circle on the figure |
| about | an open circle |
| at least, more than | a triangle that stands on the figure and points up; open for "more than", which leaves the figure itself out |
| at most, less than | the same, hanging from the figure and pointing down |
| range | a bar from the low end to the high one, with a foot and a head |
| vague | a wave, and dots where it may go |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from schemas import Bound


@dataclass(frozen=True)
class Shape:
    """A path around the point (0, 0), where the figure is; `above`, `below` and `aside` are how far it reaches."""

    name: str
    path: str
    full: bool
    above: float
    below: float
    aside: float = 8.0


_CIRCLE: Final = "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0 -13 0z"
_UP: Final = "M-8 0H8L0 -13z"
_DOWN: Final = "M-8 0H8L0 13z"

SHAPES: Final[Mapping[Bound, Shape]] = MappingProxyType(
    {
        "exact": Shape("exactly", _CIRCLE, full=True, above=7.5, below=7.5),
        "about": Shape("about", _CIRCLE, full=False, above=7.5, below=7.5),
        "at_least": Shape("at least", _UP, full=True, above=14, below=2),
        "more_than": Shape("more than", _UP, full=False, above=14, below=2),
        "at_most": Shape("at most", _DOWN, full=True, above=2, below=14),
        "less_than": Shape("fewer than", _DOWN, full=False, above=2, below=14),
        "range": Shape("between", "", full=True, above=4, below=4),
        "vague": Shape(
            "vague: its order only", "M-9 2q4.5 -9 9 0t9 0", full=False, above=22, below=6, aside=10
        ),
    }
)


def bar(top: float, bottom: float) -> str:
    """The path of a range's bar around its middle, from `top` (negative) to `bottom`."""
    return f"M-7 {top:g}H7M-7 {bottom:g}H7M0 {top:g}V{bottom:g}"
