"""Text for a terminal: what newsrooms, file names and servers say can't drive it.

A headline with an escape sequence in it would otherwise retitle the window, hide lines, or answer for the user; one with
an override of direction would show another file name than it has. Such characters are shown as Python writes them.
"""

import re
from typing import Final

_DRIVING: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""control characters of both sets, but for tabs and ends of lines, and those that turn text round"""


def plain(text: str) -> str:
    """The text without characters that drive a terminal: `\\x1b` in the place of an escape."""
    return _DRIVING.sub(_written, text)


def one_line(text: str) -> str:
    """The same, and no end of a line in it: nothing in it looks like a line of our own."""
    return plain(text).replace("\n", "\\n")


def _written(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
