"""Counts of an earlier war or a past state."""

import re
from functools import cache

from pipeline.troops.case import Case
from pipeline.troops.status import is_left_behind, is_outdated
from pipeline.troops.tables import rows

_AROUND = 400
"""code points on each side of a count in which its sentence can name the war"""
_OLD_YEAR = re.compile(
    r"\b(?:in|of|by|until|from|during|summer|winter|spring|autumn|January|February|March|April|May|June|July|August"
    r"|September|October|November|December),? (1[5-9]\d\d|20[01]\d)\b",
    re.I,
)
_WAR_OF = re.compile(
    r"\b(?:in|during|of) the (?:[\w-]+ ){0,2}(?:war|conflict|fighting|invasion|offensive) (?:of|in) (?:19|20)\d\d\b"
    r"|\bin the (?:19|20)\d\d (?:war|conflict|invasion|offensive)\b"
    r"",
    re.I,
)
_BEFORE_WAR = re.compile(
    r"[^\d.;]{0,40}\bbefore (?:the|its|this|that) (?:current |full-scale )?(?:war|invasion|conflict|truce|coup|ceasefire|offensive)\b",
    re.I,
)
_ONCE = re.compile(
    r"\bonce (?=had|has|kept|held|fielded|numbered|counted|boasted|commanded|a |an |\d)|\b(?:years|decades?) (?:ago|earlier)\b"
    r"|\bused to (?:have|keep|number|be)\b|,? once \d",
    re.I,
)
_FROM = re.compile(r"\bfrom (?:about |around |some |just |roughly |nearly |over |more than )?$", re.I)
_TO = re.compile(r"[^.;]{0,40}\bto (?:about |around |some |nearly |over |more than |at least )?\d", re.I)


def is_historic(case: Case) -> bool:
    """Whether the count is of a past war, or is the past figure of a change ("from 300 to 900")."""
    text, number, sentence = case.parse.text, case.number, case.head.sentence
    if _FROM.search(text, max(0, number.start - 24), number.start) and _TO.match(text, number.end):
        return not is_left_behind(case)
    if is_outdated(case):
        return True
    start, end = max(sentence.start, number.start - _AROUND), min(sentence.end, number.end + _AROUND)
    year = _OLD_YEAR.search(text, start, end)
    if year and _in_clause(case, year.start(1)):
        return True
    if (once := _ONCE.search(text, start, end)) and _in_clause(case, once.end() - 1):
        return True
    if (war := _WAR_OF.search(text, start, end)) and _in_clause(case, war.end() - 1):
        return True
    if _BEFORE_WAR.match(text, number.end):
        return True
    return any(not _is_since(text, match.start()) for match in _wars().finditer(text, start, end))


def _is_since(text: str, start: int) -> bool:
    """ "the largest since the Cold War" is news."""
    return text[max(0, start - 12) : start].rstrip().lower().endswith(("since", "since the"))


def _in_clause(case: Case, offset: int) -> bool:
    """Whether the year dates the men's own clause, not another of the sentence."""
    token = case.parse.token_at(offset)
    verb = next((t for t in token.ancestors() if t.pos in ("VERB", "AUX")), None) if token else None
    return verb is None or verb in case.clause()


@cache
def _wars() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(row[0])}\b" for row in rows("historic.tsv")))
