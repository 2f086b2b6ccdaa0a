"""The lines of a text, and how much of its neighbours the parse of each is made from.

A sentence starts after every line break, with nothing left over of what came before; a word's row of numbers is made
from the four tokens on each side of it; the parser looks at two tokens that it has not read yet, and a name ends with
its sentence. So a line's parse is made from the line itself, four tokens before it and six behind it. One thing can
come over a line break: see `repeated`.
"""

import re
from bisect import bisect_left
from hashlib import blake2b
from typing import Final

BEFORE: Final = 5
"""words, between spaces, in front of a line: a token at least each, and the break before the line is one more"""
AFTER: Final = 8
"""words behind it"""

_BREAK = re.compile(r"\n\s*")
_WORD = re.compile(r"\S+")


class Lines:
    """The lines of a text that is one piece (`pieces`), each with the white space behind it: together they are the
    text. If they can't be told `apart`, all of it is one line."""

    def __init__(self, text: str, *, apart: bool = True) -> None:
        self.text = text
        ends = [found.end() for found in _BREAK.finditer(text)] if apart else []
        self.starts = [0, *(at for at in ends if at < len(text)), len(text)]
        """where each starts, in code points, and where the last one ends"""
        self._words = [found.start() for found in _WORD.finditer(text)]
        self._keys: dict[tuple[int, int], bytes] = {}

    def __len__(self) -> int:
        return len(self.starts) - 1

    def size(self, first: int, last: int) -> int:
        """Code points of the lines from `first` to before `last`."""
        return self.starts[last] - self.starts[first]

    def margins(self, first: int, last: int) -> tuple[int, int]:
        """The (start, end) of what the parse of the lines from `first` to before `last` is made from."""
        before = bisect_left(self._words, self.starts[first]) - BEFORE
        after = bisect_left(self._words, self.starts[last]) + AFTER
        return (
            self._words[before] if before > 0 else 0,
            self._words[after] if after < len(self._words) else len(self.text),
        )

    def key(self, first: int, last: int) -> bytes:
        """16 bytes for what the parse of the lines from `first` to before `last` is made from."""
        if (first, last) not in self._keys:
            start, end = self.margins(first, last)
            # where the lines are in it, and whether the text begins and ends with it
            place = (self.starts[first] - start, self.starts[last] - start, start == 0, end == len(self.text))
            seen = f"{place}{self.text[start:end]}".encode("utf-8", "surrogatepass")
            self._keys[first, last] = blake2b(seen, digest_size=16).digest()
        return self._keys[first, last]
