"""The sentence around a number, found in the text alone: a stored story has no parse."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.languages import Language, language_of_tag
from pipeline.languages.words import stop_ends_nothing
from schemas import Span

_STOP = r"""[.!?…]+["'”’»)\]]*"""
_OPENS = r"""["'“‘«(\[]*[A-Z0-9À-ÞЀ-Я]"""
# "near Ukraine.Experts say": feeds lose the line break between two paragraphs
_BREAK = re.compile(rf"(?P<stop>{_STOP})\s+(?={_OPENS})|(?<=\w\w)(?P<glued>[.!?]”?)(?=[A-Z][a-z])")
# … and where others stand at the bottom: „So“, »so«
_BREAK_BELOW = re.compile(_BREAK.pattern.replace("[\"'“", "[\"'„‚»“"))
_LONGEST = 500
"""code points kept on either side of the number, of a text without full stops"""
_WINDOW = 20
"""code points; longer than any abbreviation"""
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[\"'“‘])(?:(?:[A-Z]\.)*[A-Z]|(?i:[ap]\.m|e\.g|i\.e"
    r"|adm|brig|capt|cmdr|col|cpl|dr|etc|gen|gov|jr|lt|maj|messrs|mr|mrs|ms|mt|nos?|pres|prof|pvt|reps?|rev"
    r"|sens?|sgt|sr|st|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|approx|cf|dept|inc))\Z"
)
"""words that a full stop after them doesn't end a sentence: "Gen. Mark A. Milley" """


def sentence_at(text: str, start: int, end: int, *, language: str = "en") -> Span:
    """The sentence that `text[start:end]` stands in, or the sentences if it spans several.

    A sentence ends with its paragraph, or at a full stop, question or exclamation mark before a capital or a
    digit, save after an initial or an abbreviation; in German, nor in "am 24. Oktober".
    """
    tables = language_of_tag(language)
    last = text.find("\n", end)
    first = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
    paragraph = text[first : min(last if last != -1 else len(text), end + _LONGEST)]
    starts = [first, *(first + at for at in _starts(paragraph, tables)), first + len(paragraph)]
    opens = starts[bisect_right(starts, start, hi=len(starts) - 1) - 1]
    closes = next((at for at in starts if at >= end), starts[-1])
    surface = text[opens:closes]
    opens += len(surface) - len(surface.lstrip())
    closes = opens + len(surface.strip())
    return Span(start=opens, end=closes, text=text[opens:closes])


def _starts(paragraph: str, tables: Language | None) -> Iterator[int]:
    for match in (_BREAK if tables is None else _BREAK_BELOW).finditer(paragraph):
        before = paragraph[max(0, match.start() - _WINDOW) : match.start()]
        if match["stop"] == "." and _ABBREVIATED.search(before):
            continue
        after = paragraph[match.end() : match.end() + _WINDOW]
        if match["stop"] != "." or tables is None or not stop_ends_nothing(before, after, tables):
            yield match.end()
