"""Whether a count is a whole, an addition to one, or a part of one."""

import re

from pipeline.troops.case import Case
from schemas.story import Measure

_MORE_AFTER = re.compile(r"[ -](?:more|extra|additional|further|new|fresh)\b(?! than)", re.I)
_MORE_BEFORE = re.compile(r"\b(?:another|additional|extra|further|next|more)(?: (?:\w+ )?(?:of )?)?$", re.I)
_BY = re.compile(r"\bby (?:another |about |around |some |nearly |up to |at least |more than |over |an additional )?$", re.I)
_GROWS = frozenset("increase raise boost expand grow rise swell reinforce strengthen bolster augment add supplement join".split())
_PART = re.compile(r"^ (?:of (?:the|them|these|those|its|their|whom|which|about|around|some|more than|nearly)\b|out of\b)", re.I)


def measure_of(case: Case) -> Measure:
    """additional for "1,500 more", part for "3,000 of the 10,000", else total."""
    text, number = case.parse.text, case.number
    left, right = text[max(0, number.start - 40) : number.start], text[number.end : number.end + 24]
    if _MORE_AFTER.match(right) or _MORE_BEFORE.search(left):
        return "additional"
    lemmas = {verb.lemma.lower() for verb in case.verbs()}
    if _BY.search(left) and lemmas & _GROWS:
        return "additional"
    if _PART.match(right):
        return "part"
    return "total"
