"""What is told of the men: killed, captured, trained, or simply there."""

from functools import cache

from pipeline.parse import Token
from pipeline.troops.case import Case, modifiers
from pipeline.troops.tables import words
from schemas.story import Role

_ROLES: tuple[Role, ...] = ("killed", "wounded", "casualties", "captured", "missing", "withdrawn", "mobilised", "trained")


def role_of(case: Case) -> Role:
    """The role of a count; present where nothing else is told."""
    found = _told(case)
    if case.model is not None and not found:
        found = _told(case.model) if case.figure.dep == "conj" else set()
    if "killed" in found and ("wounded" in found or "casualties" in found):
        return "casualties"  # "killed or wounded"
    return next((role for role in _ROLES if role in found), "present")


def _told(case: Case) -> set[Role]:
    found: set[Role] = set()
    head = case.head
    found |= _of_noun(head)
    for modifier in modifiers(head):
        found |= _of_modifier(modifier)
    if found:
        return found
    below = head
    for token in case.path()[1:]:
        if token.pos in ("VERB", "AUX"):
            found |= _of_verb(token, below)
        elif token.pos in ("NOUN", "PROPN", "ADJ"):
            found |= _of_noun(token)
        if found:
            return found
        below = token
    return found


def _of_noun(noun: Token) -> set[Role]:
    return {role for role in _ROLES if noun.lemma.lower() in _list(role, "noun") or noun.lower in _list(role, "noun")}


def _of_modifier(modifier: Token) -> set[Role]:
    found = {role for role in _ROLES if modifier.lower in _list(role, "word")}
    if modifier.dep in ("acl", "relcl"):
        found |= _of_verb(modifier, None)
    for other in modifier.children:
        if other.dep == "conj":  # "killed or wounded"
            found |= _of_modifier(other)
    return found


def _of_verb(verb: Token, below: Token | None) -> set[Role]:
    """The role a verb gives to what it governs; `below` is the dependent that leads to the men."""
    passive = verb.tag == "VBN" and (below is None or below.dep in ("nsubjpass", "nsubj")) or any(
        child.dep in ("auxpass", "nsubjpass") for child in verb.children
    )
    is_object = passive or below is not None and below.dep in ("dobj", "obj", "attr", "oprd", "pobj", "prep", "dative")
    lemmas = {verb.lemma.lower()} | {
        f"{verb.lemma.lower()}_{child.lower}" for child in verb.children if child.dep in ("prt", "advmod", "dobj", "oprd", "acomp")
    }
    found: set[Role] = set()
    for role in _ROLES:
        if lemmas & _list(role, "verb") or is_object and lemmas & _list(role, "object"):
            found.add(role)
    for other in verb.children:
        if other.dep == "conj" and other.pos == "VERB":
            found |= {role for role in ("killed", "wounded") if other.lemma.lower() in _list(role, "verb")}  # type: ignore[misc]
    if verb.lemma.lower() in ("leave", "find") and any(child.lower in ("dead", "wounded") for child in verb.subtree()):
        found |= {"killed"} if any(child.lower == "dead" for child in verb.subtree()) else {"wounded"}
    return found


@cache
def _list(role: str, place: str) -> frozenset[str]:
    return words("roles.tsv", role, place)
