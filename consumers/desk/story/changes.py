"""What changed between two versions of a text: paragraphs first, then words in those that changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

How = Literal["same", "gone", "new"]

_MOST_LINES: Final = 2_000
"""of a text that are compared one by one; difflib's time grows with the square"""
_MOST_PAIRS: Final = 3_000_000
"""of words that are compared with one another, in all paragraphs together: two seconds at worst"""
_AROUND: Final = 60
"""words kept of what is the same on either side of a change"""


@dataclass(frozen=True)
class Part:
    """A stretch of text that is in both, only in the earlier, or only in the later."""

    how: How
    text: str


@dataclass(frozen=True)
class Change:
    """One place that changed; or how many paragraphs that did not lie between."""

    parts: tuple[Part, ...] = ()
    unchanged: int = 0


def changes(before: str, after: str) -> tuple[Change, ...]:
    """The places that changed, in order; none if nothing did."""
    old, new = before.splitlines(), after.splitlines()
    if len(old) > _MOST_LINES or len(new) > _MOST_LINES:
        old, new = [before], [after]
    found: list[Change] = []
    left = _MOST_PAIRS
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change(unchanged=j - i))
        else:
            gone, came = _words("\n".join(old[i:j])), _words("\n".join(new[k:m]))
            left -= len(gone) * len(came)
            found.append(Change(tuple(_parts(gone, came, whole=left < 0))))
    return tuple(found) if any(change.parts for change in found) else ()


def _parts(old: Sequence[str], new: Sequence[str], *, whole: bool) -> Iterator[Part]:
    """Word by word; or `whole`, all that is gone and all that came."""
    if whole:
        yield from filter(lambda part: part.text, (Part("gone", "".join(old)), Part("new", "".join(new))))
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", _shortened(old[i:j]))
            continue
        if gone := "".join(old[i:j]):
            yield Part("gone", gone)
        if came := "".join(new[k:m]):
            yield Part("new", came)


def _words(text: str) -> list[str]:
    """Words and what is between them, in turn."""
    return re.findall(r"\s+|[^\s]+", text)


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= 4 * _AROUND:
        return "".join(words)
    return "".join(words[: 2 * _AROUND]) + " … " + "".join(words[-2 * _AROUND :])
