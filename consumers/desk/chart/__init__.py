"""The chart of estimates: where each mark of a timeline stands, with which shape, colour and label.

Pure: entries in, geometry out (`layout`); a template draws it as SVG. It is drawn on the server and by our own code:
a content policy without inline styles, a page without scripts, paper and screen readers all get the same picture, and
no charting library knows a mark for "at least", "fewer than" or "withdrawn".

The line: `scale` (a number's height), `moments` (a time's place), `sources` (who has which colour and letter),
`shapes` (what a bound looks like), `room` (marks and labels that don't cover one another), `layout` (all of it).
"""

from consumers.desk.chart.layout import NARROW, WIDE, Chart, Entry, Mark, Size, layout, sizes
from consumers.desk.chart.shapes import SHAPES, Shape, bar
from consumers.desk.chart.sources import COLOURS, Key, keys

__all__ = [
    "COLOURS",
    "NARROW",
    "SHAPES",
    "WIDE",
    "Chart",
    "Entry",
    "Key",
    "Mark",
    "Shape",
    "Size",
    "bar",
    "keys",
    "layout",
    "sizes",
]
