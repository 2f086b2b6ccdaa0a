"""Whether a count is a whole, an addition to one, or a part of one."""

import re

from pipeline.troops.case import Case
from pipeline.troops.lemmas import lemma
from pipeline.troops.role import role_of
from pipeline.troops.tables import words
from schemas.story import Measure

_MORE_AFTER = re.compile(r"(?: of)?[ -](?:more|extra|additional|further|new|fresh)\b(?! than)", re.I)
_MORE_BEFORE = re.compile(
    r"\b(?:another|additional|extra|further|next|more)(?: (?!than)(?:\w+ )?(?:of )?)?$", re.I
)
_BY = re.compile(
    r"\bby (?:another |about |around |some |nearly |up to |at least |more than |over |an additional )?$", re.I
)
_PART_AFTER = re.compile(
    r" (?:of (?:the|them|these|those|its|their|whom|which|about|around|some|more than|nearly)\b|out of\b)",
    re.I,
)
_OF_A_WHOLE = re.compile(r"\W*(?:out )?of (?:the|these|those|its|their|all)\b.*,", re.I | re.S)
"""Of the 10,000 soldiers, 3,000 have left"""
_PART_BEFORE = re.compile(r"\b(?:including|among them|among whom|of whom|of them)\s(?:[a-z]+ ){0,3}$", re.I)
_OF_ITS = re.compile(r" of (?:its|their|his|her|our|my)\b", re.I)
_OPENING = 200
"""code points of a sentence that opens so"""
_LOST = frozenset({"killed", "wounded", "casualties", "captured", "missing", "trained"})


def measure_of(case: Case) -> Measure:
    """additional for "1,500 more", part for "3,000 of the 10,000", else total."""
    text, number = case.parse.text, case.number
    before = max(0, number.start - 40), number.start
    if _MORE_AFTER.match(text, number.end) or _MORE_BEFORE.search(text, *before):
        return "additional"
    verbs = [lemma(verb) for verb in case.verbs()]
    if _BY.search(text, *before) and words("verbs.tsv", "grow") & set(verbs):  # "raised it by 200 soldiers"
        return "additional"
    if verbs[:1] == ["add"] and case.head.dep == "dobj":
        return "additional"
    opens = case.head.sentence.start
    opening = number.start - opens < _OPENING and _OF_A_WHOLE.match(text, opens, number.start)
    if _OF_ITS.match(text, number.end) and role_of(case) in _LOST:
        return "total"  # "11 of its soldiers were killed"
    if _PART_BEFORE.search(text, *before) or _is_from_list(case):
        return "part"
    if _PART_AFTER.match(text, number.end) or opening or _is_included(case):
        return "part"
    return "total"


def _is_from_list(case: Case) -> bool:
    """The 5,000 of "14,000 troops, including 9,000 from the US and 5,000 from Japan"."""
    first = case.figure.head if case.figure.dep == "conj" else None
    return first is not None and first.dep == "pobj" and first.head.lower == "including"


def _is_included(case: Case) -> bool:
    """ "The 3,000 troops include 2,000 from the air force"."""
    for token in case.path():
        if lemma(token) in ("include", "comprise"):
            subject = next((child for child in token.children if child.dep == "nsubj"), None)
            counts = (child for child in subject.children if child.dep == "nummod") if subject else ()
            return any(count is not case.figure for count in counts)
    return False
