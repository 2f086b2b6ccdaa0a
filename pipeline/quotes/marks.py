"""Quotation marks: which of them belong together, and what stands between them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = frozenset("“«„‟")
CLOSING = frozenset("”»")
STRAIGHT = frozenset('"″＂')
_DOUBLE = re.compile(r"[“”«»„‟\"″＂'`](?:(?<!['`])|(?<=')'|(?<=`)`)")
# what stands before is looked at behind the mark: by the mark they are found at a glance
_SINGLE = re.compile(r"[‘'](?<![\w.,!?…’'].)(?=[\w\[(¿¡…])")
_SINGLE_END = re.compile(r"['’](?<=[\w.,!?…\])].)(?!\w)")
LONGEST_SINGLE = 600
"""code points; a single mark further away is an apostrophe"""


@dataclass(frozen=True, order=True)
class Region:
    """Quoted text with its marks. `goes_on` where it is left open for the next paragraph to take up."""

    start: int
    end: int
    goes_on: bool = False
    single: bool = False


def quoted(text: str) -> list[Region]:
    """The regions between marks, in order, none within another; an unclosed one ends with its paragraph."""
    regions: list[Region] = []
    for match in re.finditer(r"[^\n]+", text):
        regions.extend(_in_paragraph(text, match.start(), match.end()))
    return regions


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Region]:
    opened: int | None = None
    last = start
    for match in _DOUBLE.finditer(text, start, end):
        at = match.start()
        if opened is None and _opens(text, match, start):
            yield from _singles(text, last, at)
            opened = at
        elif opened is not None and _closes(text, match, end):
            yield Region(opened, match.end())
            opened, last = None, match.end()
    if opened is not None:
        yield Region(opened, end, goes_on=True)
    else:
        yield from _singles(text, last, end)


def _opens(text: str, match: re.Match[str], start: int) -> bool:
    at, mark = match.start(), match.group()
    before = text[at - 1] if at > start else ""
    after = text[match.end() : match.end() + 1]
    if mark in CLOSING:
        # a mark the wrong way round: "”We will go,” he said", and German »so«
        return (not before or before.isspace()) and after.isalnum()
    if mark in OPENING or mark == "``":
        return True
    if mark == "''" and before.isalnum():
        return False
    if before.isdigit() and not after.isalnum():
        # 6'2" is a height
        return False
    return bool(after) and not after.isspace()


def _closes(text: str, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    before = text[match.start() - 1]
    after = text[match.end() : match.end() + 1] if match.end() < end else ""
    if mark in CLOSING:
        return True
    if mark in OPENING or mark == "``":
        # „So“, »so«: what opens in one language closes in another
        return not before.isspace() and not after.isalnum()
    # a straight mark with a space before it and a word after it opens a quote within
    return not (before.isspace() and after.isalnum())


def _singles(text: str, start: int, end: int) -> Iterator[Region]:
    """ "‘We will not go,’ he said": single marks, told from apostrophes by what stands beside them"""
    at = start
    while match := _SINGLE.search(text, at, end):
        limit = min(end, match.start() + LONGEST_SINGLE)
        close = _single_end(text, match.end(), limit)
        if close is None:
            at = match.end()
        else:
            yield Region(match.start(), close, single=True)
            at = close


def _single_end(text: str, start: int, limit: int) -> int | None:
    """The closing mark: the first after a full stop or a comma, else the first that ends a word."""
    first = None
    for match in _SINGLE_END.finditer(text, start, limit):
        before = text[match.start() - 1]
        if before in ".,!?…":
            return match.end()
        if before != "s" and first is None:
            first = match.end()
    return first


class Regions:
    """The regions of a text, to be asked by place."""

    def __init__(self, text: str) -> None:
        self.all = quoted(text)
        self._starts = [region.start for region in self.all]

    def at(self, offset: int) -> Region | None:
        """The region that holds an offset."""
        i = bisect_right(self._starts, offset) - 1
        return self.all[i] if i >= 0 and offset < self.all[i].end else None

    def index_before(self, offset: int) -> int:
        """Index of the last region that starts before or at an offset; -1 for none."""
        return bisect_right(self._starts, offset) - 1

    def between(self, start: int, end: int) -> list[Region]:
        """The regions that share a code point with a span."""
        i = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while i < len(self.all) and self.all[i].start < end:
            if self.all[i].end > start:
                found.append(self.all[i])
            i += 1
        return found
