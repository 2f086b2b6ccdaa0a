"""Military units by their numbers: "the 82nd Airborne Division", "47th Separate Mechanised Brigade", "Seventh Fleet"."""

import re
from collections.abc import Iterator

from pipeline.entities.mentions import Mention, at
from pipeline.parse import Parse
from pipeline.patterns import one_of

_WORD = r"(?:[A-Z][\w’'.-]{1,20} ){0,5}"
_UNIT = r"(?:Divisions?|Brigades?|Regiments?|Battalions?|Corps|Army|Fleet|Squadrons?|Wing|Platoon|Battery|Expeditionary Unit)"
# what stands before is looked at behind the first character: by that one they are found at a glance
_NUMBERED = re.compile(rf"\d(?<![\w.,-].)\d{{0,3}}(?:st|nd|rd|th|d) {_WORD}{_UNIT}\b(?! [A-Z])")
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
_WORDED_UNITS = ("Army", "Fleet", "Corps")
_PART_OF_A_WORD = r"[\w-]"
_WORDED = re.compile(
    rf"(?:{one_of(_ORDINALS, not_after=_PART_OF_A_WORD)}|[IVX](?<!{_PART_OF_A_WORD}.)[IVX]{{0,3}})"
    rf" {_WORD}(?:{'|'.join(_WORDED_UNITS)})\b"
)
"""not "First Division", which is a league"""


def units(parse: Parse) -> Iterator[Mention]:
    """Numbered units, each a body."""
    for match in _NUMBERED.finditer(parse.text):
        yield from at(parse, *match.span(), "ORG")
    # many texts have none of these, and then need not be searched for what stands before
    if any(unit in parse.text for unit in _WORDED_UNITS):
        for match in _WORDED.finditer(parse.text):
            yield from at(parse, *match.span(), "ORG")
