"""Lines that their words give away: "0 Comments", "Read more: …", "© 2024 …", "By John Smith"."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

PhraseKind = Literal["caption", "byline", "credit", "link", "rights"]

LONGEST = 240
"""code points; a longer line is prose, whatever it starts with"""

_SMALL = r"and|for|in|of|by|at|the|de|van|von|der|al|reporting|writing|editing|additional|translation"
_NAMES = (
    rf"(?:(?-i:[A-Z])[\w.’'-]*|(?:{_SMALL})\b)(?:[ ,;&/|]+(?:(?-i:[A-Z])[\w.’'-]*|(?:{_SMALL})\b)){{0,24}}"
)
_BY = re.compile(r"(?:By|BY|by|Written by|Words by|Story by|Analysis by):? +(?=[A-Z])")
_DESK = frozenset(
    [
        "staff",
        "writer",
        "writers",
        "reporter",
        "reporters",
        "correspondent",
        "correspondents",
        "editor",
        "editors",
        "chief",
        "senior",
        "special",
        "to",
        "in",
        "for",
        "of",
        "at",
        "the",
        "with",
        "and",
        "from",
        "de",
        "del",
        "van",
        "von",
        "der",
        "al",
        "bin",
        "la",
        "le",
        "el",
    ]
)
"""the small words of a byline: the work of a newsroom, and parts of names"""


@cache
def _table() -> list[tuple[re.Pattern[str], PhraseKind]]:
    text = files("pipeline.furniture").joinpath("phrases.tsv").read_text(encoding="utf-8")
    by_kind: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            kind, pattern = line.split("\t")
            by_kind.setdefault(kind, []).append(pattern.replace("NAMES", _NAMES))
    return [
        (re.compile(rf"(?i:{'|'.join(f'(?:{p})' for p in patterns)})"), kind)  # type: ignore[misc]
        for kind, patterns in by_kind.items()
    ]


def phrase_kind(line: str) -> PhraseKind | None:
    """What kind of furniture a whole line is by its words; None for prose."""
    if len(line) > LONGEST:
        return None
    if _is_byline(line):
        return "byline"
    return next((kind for pattern, kind in _table() if pattern.fullmatch(line)), None)


def _is_byline(line: str) -> bool:
    """ "By John Smith and Ann Lee in Oslo, staff writers": whole, and every other word has a capital"""
    match = _BY.match(line)
    if match is None or len(line) > LONGEST // 2:
        return False
    words = re.split(r"[\s,/&;|]+", line[match.end() :].rstrip("."))
    return all(word[:1].isupper() or word.lower() in _DESK for word in words if word)
