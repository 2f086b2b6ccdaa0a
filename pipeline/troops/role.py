"""What is told of the men: killed, captured, trained, or simply there."""

from functools import cache

from pipeline.parse import Token
from pipeline.troops.case import Case, modifiers
from pipeline.troops.lemmas import forms, lemma
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
    found |= (_of_noun(head) or _of_phrases(head)) - ({"mobilised"} if lemma(head) == "recruit" else set())
    for modifier in [*modifiers(head), *(modifiers(case.figure) if case.figure is not head else ())]:
        found |= _of_modifier(modifier)
    if found or case.via == "whole":
        return found
    below = head
    for token in case.path()[1:]:
        if token.pos in ("VERB", "AUX"):
            found |= _of_verb(token, below) or _of_subject(token, below)
        elif token.pos in ("NOUN", "PROPN", "ADJ"):
            found |= _of_noun(token) or _of_phrases(token)
        if found:
            return found
        below = token
    return _of_noun(head)


def _of_noun(noun: Token) -> set[Role]:
    return {role for role in _ROLES if lemma(noun) in _list(role, "noun") or noun.lower in _list(role, "noun")}


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
    passive = any(child.dep in ("auxpass", "nsubjpass") for child in verb.children) or (
        verb.tag == "VBN"
        and (below is None or below.dep in ("nsubjpass", "nsubj"))
        and not any(child.dep == "aux" and child.lemma == "have" for child in verb.children)
    )
    is_object = passive or below is not None and below.dep in ("dobj", "obj", "attr", "oprd", "pobj", "prep", "dative")
    lemmas = forms(verb)
    is_subject = not passive and below is not None and below.dep in ("nsubj", "aux")
    found: set[Role] = set()
    for role in _ROLES:
        if (
            lemmas & _list(role, "verb")
            or is_object and lemmas & _list(role, "object")
            or is_subject and lemmas & _list(role, "subject")
            or is_subject and verb.lower in _list(role, "word")
            or is_subject and any(c.dep == "acomp" and c.lower in _list(role, "word") for c in verb.children)
        ):
            found.add(role)
    if "return" in lemmas and any(child.dep == "neg" for child in verb.children):
        found.add("killed")  # "soldiers who will never return"
    found |= _of_phrases(verb)
    for other in verb.children:
        if other.dep == "conj" and other.pos == "VERB" and not any(c.dep in ("nsubj", "nsubjpass", "nummod") for c in other.children):
            found |= {role for role in ("killed", "wounded") if lemma(other) in _list(role, "verb")}  # type: ignore[misc]
    if lemma(verb) in ("leave", "find") and any(child.lower in ("dead", "wounded") for child in verb.subtree()):
        found |= {"killed"} if any(child.lower == "dead" for child in verb.subtree()) else {"wounded"}
    return found


def _of_phrases(token: Token) -> set[Role]:
    """ "placed on high alert", "sent home in body bags"."""
    nouns = (noun for child in token.children if child.dep == "prep" and child.lower != "of" for noun in child.children)
    return {role for noun in nouns for role in _of_noun(noun) & {"mobilised", "killed", "captured"}}


def _of_subject(verb: Token, below: Token) -> set[Role]:
    """ "losses are 899 soldiers": the men complete a noun that tells."""
    if below.dep not in ("attr", "dobj", "prep", "acomp") or lemma(verb) not in words("verbs.tsv", "level"):
        return set()
    subject = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass") and c is not below), None)
    return {role for noun in subject.subtree() for role in _of_noun(noun)} if subject is not None else set()


@cache
def _list(role: str, place: str) -> frozenset[str]:
    return words("roles.tsv", role, place)
