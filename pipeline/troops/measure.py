"""Whether a count is a whole, an addition to one, or a part of one."""

import re

from pipeline.troops.case import Case
from pipeline.troops.lemmas import lemma
from pipeline.troops.tables import words
from schemas.story import Measure

_MORE_AFTER = re.compile(r"(?: of)?[ -](?:more|extra|additional|further|new|fresh)\b(?! than)", re.I)
_MORE_BEFORE = re.compile(r"\b(?:another|additional|extra|further|next|more)(?: (?!than)(?:\w+ )?(?:of )?)?$", re.I)
_BY = re.compile(r"\bby (?:another |about |around |some |nearly |up to |at least |more than |over |an additional )?$", re.I)
_GROWS = words("verbs.tsv", "grow")
_PART = re.compile(r"^ (?:of (?:the|them|these|those|its|their|whom|which|about|around|some|more than|nearly)\b|out of\b)", re.I)

_OF_A_WHOLE = re.compile(r"\W*(?:out )?of (?:the|these|those|its|their|all)\b.*,", re.I | re.S)
"""Of the 10,000 soldiers, 3,000 have left"""


def measure_of(case: Case) -> Measure:
    """additional for "1,500 more", part for "3,000 of the 10,000", else total."""
    text, number = case.parse.text, case.number
    left, right = text[max(0, number.start - 40) : number.start], text[number.end : number.end + 24]
    if _MORE_AFTER.match(right) or _MORE_BEFORE.search(left):
        return "additional"
    lemmas = {verb.lemma.lower() for verb in case.verbs()}
    if _BY.search(left) and lemmas & _GROWS:
        return "additional"
    opening = text[case.head.sentence.start : number.start]
    if _PART.match(right) or _OF_A_WHOLE.match(opening) or _is_included(case):
        return "part"
    return "total"


def _is_included(case: Case) -> bool:
    """ "The 3,000 troops include 2,000 from the air force"."""
    for token in case.path():
        if lemma(token) in ("include", "comprise"):
            subject = next((c for c in token.children if c.dep == "nsubj"), None)
            return subject is not None and any(c.dep == "nummod" and c is not case.figure for c in subject.children)
    return False
