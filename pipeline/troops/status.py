"""How sure a count is: actual, planned, hypothetical or denied."""

import re
from functools import cache
from itertools import islice, pairwise

from pipeline.parse import Token
from pipeline.troops.case import Case, modifiers
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.tables import words
from schemas.story import Status

_FROM_TO = re.compile(r"from [^.;]{1,60}? to (?:[\w-]+ ){0,3}\d", re.I)
_COMPARED = re.compile(r"\b(?:up|down) from (?:the )?(?:[a-z]+ ){0,3}$", re.I)
_NOW = re.compile(r"\W+(?:now|today|currently|at present|this (?:year|month|week))\b", re.I)
_NOW_BEFORE = re.compile(r", (?:now|currently|today) (?:about |some |around |nearly |just |more than )?$")
"""Poland's army, now 190,000 strong, is to grow"""
_NEAR = 40
"""code points before a number"""
_VERBS = 2
_WHOLE = re.compile(r" (?:out )?of (?:the|its|their|his|her|our)\b", re.I)
_FAR = 20
"""steps up the tree to a denial"""
_DENIED = ("ccomp", "dobj", "acl", "prep", "xcomp", "relcl", "pobj", "nsubjpass")
_NEGATED = ("dobj", "nsubjpass", "nsubj", "xcomp", "ccomp", "attr")
_PLANNED = ("acl", "prep", "xcomp", "pobj", "relcl", "pcomp", "nummod", "compound", "amod")


def status_of(case: Case) -> Status:
    """The status of a count; actual where nothing is said against it."""
    if case.model is not None and case.figure.dep == "conj":  # "two killed and three wounded"
        return status_of(case.model)
    verbs = [verb for verb in case.verbs() if not _is_lost(verb)]
    if is_left_behind(case) or _NOW_BEFORE.search(
        case.parse.text, max(0, case.number.start - _NEAR), case.number.start
    ):
        return "actual"
    if _is_denied(case):
        return "denied"
    if _is_hypothetical(verbs) or _is_under("hypothetical", case):
        return "hypothetical"
    aux = _words_of(verbs, "aux")
    if aux & _list("planned", "aux") or any(_is_headline_future(verb) for verb in verbs):
        return "planned"
    if "would" in aux:
        return "planned" if _is_reported(verbs[-1]) else "hypothetical"
    return "planned" if _is_under("planned", case) or _is_due(verbs) else "actual"


def _is_due(verbs: list[Token]) -> bool:
    """ "is to grow to 300,000", "3,000 more are due to go"."""
    if any(v.dep == "xcomp" and v.head.lemma == "be" and "to" in _words_of([v], "aux") for v in verbs):
        return True
    told = (child for verb in verbs if verb.lemma == "be" for child in verb.children if child.dep == "acomp")
    return any(
        lemma(word) in ("due", "set", "ready", "scheduled", "expected") and word.children for word in told
    )


def is_left_behind(case: Case) -> bool:
    """The 2,000 of "will cut its forces from 2,000 to 900": what they are now, where the change is to come."""
    first = case.figure.head
    if first.lower != "from":
        return False
    if _is_compared(case):
        return True
    if not _FROM_TO.match(case.parse.text, first.start):
        return False
    return _is_to_come(first)


def is_outdated(case: Case) -> bool:
    """The 8,350 of "there are 4,500, down from 8,350"; not that of "will keep 900, down from 2,000 now"."""
    if not _is_compared(case) or _NOW.match(case.parse.text, case.number.end):
        return False
    return not _is_to_come(case.figure)


def _is_compared(case: Case) -> bool:
    start = case.number.start
    return _COMPARED.search(case.parse.text, max(0, start - _NEAR), start) is not None


def _is_to_come(token: Token) -> bool:
    """Whether a verb over it has "will", "could" or "to"."""
    verbs = [above for above in token.ancestors() if above.pos in ("VERB", "AUX")][:_VERBS]
    future = _list("planned", "aux") | _list("hypothetical", "aux") | {"to", "would"}
    return bool(
        _words_of(verbs, "aux") & future or {lemma(verb) for verb in verbs} & _list("planned", "head")
    )


def _words_of(verbs: list[Token], dep: str) -> set[str]:
    return {
        form for verb in verbs for c in verb.children if c.dep == dep for form in (c.lower, c.lemma.lower())
    }


def _is_denied(case: Case) -> bool:
    """ "denied that 300 had deserted", "did not send 300"."""
    path = case.path()
    below = case.head
    for token in islice(case.head.ancestors(), _FAR):
        if lemma(token) in _list("denied", "head") and below.dep in _DENIED:
            return True
        if token.pos in ("VERB", "AUX") and token in path and _is_negated(token) and not _is_lost(token):
            return below.dep in _NEGATED and not _is_definition(token, below)
        if _is_none(token) and lemma(token) in _list("planned", "head") and below.dep in _PLANNED:
            return True  # "there are no plans to send 300"
        below = token
    return False


def _is_none(noun: Token) -> bool:
    return any(child.dep == "det" and child.lower == "no" for child in noun.children)


def _is_definition(verb: Token, below: Token) -> bool:
    """ "The 28,500 troops are not a bargaining chip" says nothing of how many there are."""
    told = any(child.dep in ("attr", "acomp") for child in verb.children)
    return verb.lemma == "be" and below.dep == "nsubj" and told


def _is_hypothetical(verbs: list[Token]) -> bool:
    """ "could send 300", "if they attack, there will be 300"."""
    if _words_of(verbs, "aux") & _list("hypothetical", "aux"):
        return True
    clauses = (child for verb in verbs for child in verb.children if child.dep == "advcl")
    marks = _words_of(verbs, "mark") | (_words_of(list(clauses), "mark") & {"if", "unless"})
    return bool(marks & _list("hypothetical", "mark"))


def _is_under(status: str, case: Case) -> bool:
    """Whether a word over the men, or one that describes them, gives them the status: "a plan for 300 troops"."""
    of_whole = _WHOLE.match(case.parse.text, case.number.end)  # 200 of "the promised 1,500" have come
    if not of_whole and {modifier.lower for modifier in modifiers(case.head)} & _list(status, "word"):
        return True
    above = pairwise(case.path())
    return any(forms(token) & _list(status, "head") and _is_ahead(token, below) for below, token in above)


def _is_ahead(token: Token, below: Token) -> bool:
    """ "plans to send 300" is not yet, "sent as ordered" is; a noun counts with its "of" or "to"."""
    if token.pos in ("NOUN", "ADJ"):
        return below.dep in _PLANNED
    asked = below.dep == "prep" and below.lower == "for"  # "calls for 300 troops"
    return (asked or below.dep in ("xcomp", "ccomp", "dobj", "nsubjpass")) and not _is_negated(token)


def _is_headline_future(verb: Token) -> bool:
    """ "Russia to mobilize 60,000"."""
    return verb.dep in ("ROOT", "ccomp") and any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def _is_reported(verb: Token) -> bool:
    """ "announced it would send": a past "will"."""
    return verb.dep in ("ccomp", "relcl") or any(child.dep == "ccomp" for child in verb.children)


def _is_negated(verb: Token) -> bool:
    return any(child.dep == "neg" for child in verb.children)


def _is_lost(verb: Token) -> bool:
    """ "soldiers who will never return" are dead, not denied and not to come."""
    return lemma(verb) == "return" and _is_negated(verb)


@cache
def _list(status: str, kind: str) -> frozenset[str]:
    return words("status.tsv", status, kind)
