"""Military units by their numbers: "the 82nd Airborne Division", "47th Separate Mechanised Brigade", "Seventh Fleet"."""

import re
from collections.abc import Iterator

from pipeline.entities.mentions import Mention, at
from pipeline.parse import Parse

_WORD = r"(?:[A-Z][\w’'.-]{1,20} ){0,5}"
_UNIT = r"(?:Divisions?|Brigades?|Regiments?|Battalions?|Corps|Army|Fleet|Squadrons?|Wing|Platoon|Battery|Expeditionary Unit)"
_NUMBERED = re.compile(rf"(?<![\w.,-])\d{{1,4}}(?:st|nd|rd|th|d) {_WORD}{_UNIT}\b(?! [A-Z])")
_WORDED = re.compile(
    rf"(?<![\w-])(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|[IVX]{{1,4}}) {_WORD}(?:Army|Fleet|Corps)\b"
)
"""not "First Division", which is a league"""


def units(parse: Parse) -> Iterator[Mention]:
    """Numbered units, each a body."""
    for pattern in (_NUMBERED, _WORDED):
        for match in pattern.finditer(parse.text):
            yield from at(parse, *match.span(), "ORG")
