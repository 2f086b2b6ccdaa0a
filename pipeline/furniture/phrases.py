"""Lines that their words give away: "0 Comments", "Read more: …", "© 2024 …", "By John Smith"."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

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


class _Phrases(NamedTuple):
    """Patterns of one kind; a line that has none of the words that they `need` need not be compared with them."""

    kind: PhraseKind
    pattern: re.Pattern[str]
    need: tuple[str, ...]

    def fit(self, line: str, lower: str) -> bool:
        """Whether they fit a line, given in small letters too."""
        return (not self.need or any(map(lower.__contains__, self.need))) and bool(
            self.pattern.fullmatch(line)
        )


@cache
def _table() -> list[_Phrases]:
    text = files("pipeline.furniture").joinpath("phrases.tsv").read_text(encoding="utf-8")
    found: dict[tuple[PhraseKind, str], list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            kind, pattern, *need = line.split("\t")
            found.setdefault((kind, "".join(need)), []).append(pattern.replace("NAMES", _NAMES))  # type: ignore[arg-type]
    return [
        _Phrases(
            kind,
            re.compile(rf"(?i:{'|'.join(f'(?:{p})' for p in patterns)})"),
            tuple(filter(None, need.split("|"))),
        )
        for (kind, need), patterns in found.items()
    ]


def phrase_kind(line: str) -> PhraseKind | None:
    """What kind of furniture a whole line is by its words; None for prose."""
    if len(line) > LONGEST:
        return None
    if _is_byline(line):
        return "byline"
    lower = line.lower()
    return next((phrases.kind for phrases in _table() if phrases.fit(line, lower)), None)


def _is_byline(line: str) -> bool:
    """ "By John Smith and Ann Lee in Oslo, staff writers": whole, and every other word has a capital"""
    match = _BY.match(line)
    if match is None or len(line) > LONGEST // 2:
        return False
    words = re.split(r"[\s,/&;|]+", line[match.end() :].rstrip("."))
    return all(word[:1].isupper() or word.lower() in _DESK for word in words if word)
