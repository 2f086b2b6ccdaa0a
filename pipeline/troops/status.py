"""How sure a count is: actual, planned, hypothetical or denied."""

from functools import cache

from pipeline.parse import Token
from pipeline.troops.case import Case, modifiers
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.tables import words
from schemas.story import Status


def status_of(case: Case) -> Status:
    """The status of a count; actual where nothing is said against it."""
    if case.model is not None and case.figure.dep == "conj":  # "two killed and three wounded"
        return status_of(case.model)
    if _denied(case):
        return "denied"
    verbs = [verb for verb in case.verbs() if not _is_lost(verb)]
    words_ = {child.lemma.lower() for verb in verbs for child in verb.children if child.dep == "aux"}
    marks = {child.lower for verb in verbs for child in verb.children if child.dep == "mark"}
    if words_ & _list("hypothetical", "aux") or marks & _list("hypothetical", "mark"):
        return "hypothetical"
    if any(_is_conditional(verb) for verb in verbs):
        return "hypothetical"
    if words_ & _list("planned", "aux") or any(_is_headline_future(verb) for verb in verbs):
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
            if forms(token) & _list(status, "head") and _unfulfilled(token, below):
                return status
    return "actual"


def _is_negated(verb: Token) -> bool:
    return any(c.dep == "neg" for c in verb.children) and not _is_lost(verb)


def _is_lost(verb: Token) -> bool:
    """ "soldiers who will never return" are dead, not denied and not to come."""
    return lemma(verb) == "return" and any(c.dep == "neg" for c in verb.children)


def _is_conditional(verb: Token) -> bool:
    """ "if they attack, there will be 300 men"."""
    return any(
        child.dep == "advcl" and any(c.dep == "mark" and c.lower in ("if", "unless") for c in child.children)
        for child in verb.children
    )


def _is_headline_future(verb: Token) -> bool:
    """ "Russia to mobilize 60,000"."""
    return verb.dep in ("ROOT", "ccomp") and any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def _unfulfilled(token: Token, below: Token) -> bool:
    """ "plans to send 300" is not yet, "ordered by Kyiv" says nothing of the men; a noun counts with its "of" or "to"."""
    if token.pos in ("NOUN", "ADJ"):
        return below.dep in ("acl", "prep", "xcomp", "pobj", "relcl", "pcomp", "nummod", "compound", "amod")
    asked = below.dep == "prep" and below.lower == "for"  # "calls for 300 troops"
    return (asked or below.dep in ("xcomp", "ccomp", "dobj", "nsubjpass")) and not any(c.dep == "neg" for c in token.children)


def _reported(verbs: list[Token]) -> bool:
    """ "announced it would send": a past "will"."""
    last = verbs[-1]
    return last.dep in ("ccomp", "relcl") or any(c.dep == "ccomp" for c in last.children)


def _denied(case: Case) -> bool:
    below = case.head
    for token in case.head.ancestors():
        word = lemma(token)
        if word in _list("denied", "head") and below.dep in ("ccomp", "dobj", "acl", "prep", "xcomp", "relcl", "pobj", "nsubjpass"):
            return True
        if token.pos in ("VERB", "AUX") and token in case.path() and _is_negated(token):
            return below.dep in ("dobj", "nsubjpass", "nsubj", "xcomp", "ccomp", "attr")
        below = token
    return False


@cache
def _list(status: str, kind: str) -> frozenset[str]:
    return words("status.tsv", status, kind)
