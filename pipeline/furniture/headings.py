"""Sub-headings: a short line without an end, alone between two paragraphs."""

import re

from pipeline.furniture.lines import Line

LONGEST = 10
"""words; a longer line tells something, even in capitals: "MINISTRY: TEN SHIPS SAIL FOR THE NORTH AS WINTER NEARS, …" """

_BETWEEN_DASHES = re.compile(r"[-–—]{1,2} ?\S.{1,90}\S ?[-–—]{1,2}")
_LISTED = re.compile(r"[-–—•*·▪■►>+\d(\[@#]")
_TAIL = " -–—"
_OPENS, _CLOSES = "“‘«\"'", "”’»\"'"


def is_heading(all_lines: list[Line], i: int) -> bool:
    """Whether a line is a sub-heading: "International concerns", "‘Helping Putin’ –", "- Chapter 2 -".

    Items of a list are not: they stand beside one another. Neither is a line of a text that was broken in the
    middle of its sentences: the line before it has no end.
    """
    line = all_lines[i]
    if len(line.text) > 160 or i == 0 or i + 1 == len(all_lines):
        return False
    if not (all_lines[i - 1].prose and _begins(all_lines[i + 1])):
        return False
    if _BETWEEN_DASHES.fullmatch(line.text):
        return True
    if line.words > LONGEST or _LISTED.match(line.text):
        return False
    return line.text.lstrip(_OPENS)[:1].isupper() and not _ends(line.text)


def _begins(line: Line) -> bool:
    """A paragraph that starts afresh, with a capital, a mark or a figure."""
    return line.prose and not line.text[0].islower() and not _LISTED.match(line.text.lstrip("0123456789"))


def _ends(text: str) -> bool:
    """Whether a line ends as a sentence, a list or a speaker's turn does, or opens a quotation that goes on."""
    bare = text.rstrip(_TAIL)
    if text[0] in '“«"' and bare[-1:] not in _CLOSES:
        return True
    return bare.rstrip(_CLOSES)[-1:] in ".!?…,;:"
