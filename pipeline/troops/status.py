"""How sure a count is: actual, planned, hypothetical or denied."""

from functools import cache

from pipeline.parse import Token
from pipeline.troops.case import Case, modifiers
from pipeline.troops.tables import words
from schemas.story import Status


def status_of(case: Case) -> Status:
    """The status of a count; actual where nothing is said against it."""
    if _denied(case):
        return "denied"
    verbs = case.verbs()
    words_ = {child.lemma.lower() for verb in verbs for child in verb.children if child.dep == "aux"}
    marks = {child.lower for verb in verbs for child in verb.children if child.dep == "mark"}
    if words_ & _list("hypothetical", "aux") or marks & _list("hypothetical", "mark"):
        return "hypothetical"
    if words_ & _list("planned", "aux"):
        return "planned"
    if "would" in words_:
        return "planned" if _reported(verbs) else "hypothetical"
    for status in ("hypothetical", "planned"):
        if {m.lower for m in modifiers(case.head)} & _list(status, "word"):
            return status
    heads = [token for token in case.path()[1:]]
    for below, token in zip(case.path(), heads, strict=False):
        if token.pos == "VERB" and below.dep not in ("xcomp", "dobj", "ccomp", "nsubjpass", "prep", "pobj") and token.dep != "ROOT":
            continue
        for status in ("hypothetical", "planned"):
            if token.lemma.lower() in _list(status, "head") and _unfulfilled(token, below):
                return status
    return "actual"


def _unfulfilled(token: Token, below: Token) -> bool:
    """ "plans to send 300" is not yet, "ordered by Kyiv" says nothing of the men; a noun counts with its "of" or "to"."""
    if token.pos in ("NOUN", "ADJ"):
        return below.dep in ("acl", "prep", "xcomp", "pobj", "relcl", "pcomp", "nummod", "compound", "amod")
    return below.dep in ("xcomp", "ccomp", "dobj", "nsubjpass") and not any(c.dep == "neg" for c in token.children)


def _reported(verbs: list[Token]) -> bool:
    """ "announced it would send": a past "will"."""
    last = verbs[-1]
    return last.dep in ("ccomp", "relcl") or any(c.dep == "ccomp" for c in last.children)


def _denied(case: Case) -> bool:
    below = case.head
    for token in case.over():
        lemma = token.lemma.lower()
        if lemma in _list("denied", "head") and below.dep in ("ccomp", "dobj", "acl", "prep", "xcomp", "relcl", "pobj", "nsubjpass"):
            return True
        if token.pos in ("VERB", "AUX") and token in case.path() and any(c.dep == "neg" for c in token.children):
            return below.dep in ("dobj", "nsubjpass", "nsubj", "xcomp", "ccomp", "attr")
        below = token
    return False


@cache
def _list(status: str, kind: str) -> frozenset[str]:
    return words("status.tsv", status, kind)
