"""A text's lines: furniture is told by the line it fills and the lines beside it."""

import re
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"[^\n\r]+")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$|[.,!?…][\"”’»]$")
PROSE = 8
"""words; a shorter line may be a heading or an item of a list, even with a full stop"""


@dataclass(frozen=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Code-point offset after the line."""
        return self.start + len(self.text)

    @cached_property
    def words(self) -> int:
        """How many words there are between spaces; those of a very long line are not counted to the end."""
        return len(self.text[:400].split())

    @cached_property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _ENDED.search(self.text[-6:]) is not None

    @property
    def prose(self) -> bool:
        """Whether it is a paragraph: words enough, and an end."""
        return self.words >= PROSE and self.ended


def lines(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.lstrip()
        if bare:
            found.append(Line(match.start() + len(line) - len(bare), bare.rstrip()))
    return found
