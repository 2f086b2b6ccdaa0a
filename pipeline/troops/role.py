"""What is told of the men: killed, captured, trained, or simply there."""

import re
from functools import cache
from itertools import islice

from pipeline.parse import Token
from pipeline.troops.case import Case, has_subject, modifiers
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.tables import words
from schemas.story import Role

_ROLES: tuple[Role, ...] = (
    "killed", "wounded", "casualties", "captured", "missing", "withdrawn", "mobilised", "trained",
    "other",
)  # fmt: skip
"""where more than one is told, the first of them is the role"""
_PARTS = 40
"""words of a phrase looked through"""
_MORE = re.compile(r" (?:more|others)\b")
_DEEMED = frozenset({"fear", "presume", "report", "believe", "declare", "list", "confirm"})
_ASIDE = 4
"""steps from a number to the verb of its clause"""
_OBJECTS = ("dobj", "obj", "attr", "oprd", "pobj", "prep", "dative")
_OWN = ("nsubj", "nsubjpass", "nummod", "dobj")

Roles = set[Role]


def role_of(case: Case) -> Role:
    """The role of a count; present where nothing else is told."""
    found = _told(case)
    if not found and case.model is not None and (case.figure.dep == "conj" or _is_same_again(case)):
        found = _told(case.model)  # "30 soldiers were killed in May and 20 in June"
    if "killed" in found and ("wounded" in found or "casualties" in found):
        return "casualties"  # "killed or wounded"
    if found == {"wounded"} and _died(case):
        return "killed"
    return next((role for role in _ROLES if role in found), "present")


def _died(case: Case) -> bool:
    """ "two of the wounded soldiers died"."""
    verbs = case.verbs()[:1]
    described = any(child.dep == "amod" and child.i < case.head.i for child in case.head.children)
    return described and any(lemma(verb) in _list("killed", "verb") for verb in verbs)


def _is_same_again(case: Case) -> bool:
    """ "32 soldiers died. Bamako acknowledged 10", "called up 60,000, and 20,000 more": nothing else is told of these."""
    if _MORE.match(case.parse.text, case.number.end) or _is_listed(case):
        return True
    verb = next((above for above in islice(case.figure.ancestors(), 2) if above.pos in ("VERB", "AUX")), None)
    return verb is not None and bool(forms(verb) & words("verbs.tsv", "same again"))


def _is_listed(case: Case) -> bool:
    """ "Norway trained 400 recruits, and Denmark another 600": no verb of its own."""
    verb = next((above for above in case.figure.ancestors() if above.pos in ("VERB", "AUX")), None)
    model = case.model
    return model is not None and model.figure.sentence is case.figure.sentence and verb in model.verbs()


def _told(case: Case) -> Roles:
    """What is told nearest to the men: of them, by what describes them, by what governs them."""
    head = case.head
    own = _of_noun(head) | _of_phrases(head)
    if case.via == "strength":  # "the number of casualties passed 700"
        parts = (noun for prep in head.children if prep.lower == "of" for noun in prep.children)
        own |= {role for noun in parts for role in _of_noun(noun)}
    found = own - ({"mobilised"} if lemma(head) == "recruit" else set())  # recruits can be trained, or killed
    for modifier in (*modifiers(head), *(modifiers(case.figure) if case.figure is not head else ())):
        found |= _of_modifier(modifier) - (
            {"trained"} if modifier.i < head.i else set()
        )  # "full-time trained men"
    if not found:
        found |= _of_list(head)
    if found or case.via == "whole" or _is_aside(case):
        return found
    below = head
    for token in case.path()[1:]:
        if token.pos in ("VERB", "AUX"):
            found = _of_verb(token, below) or _of_subject(token, below)
        elif token.pos in ("NOUN", "PROPN", "ADJ"):
            found = _of_noun(token) | _of_phrases(token)
        if found:
            return found
        below = token
    return own


def _is_aside(case: Case) -> bool:
    """ "ELN rebels, who number 6,000, pulled out of the talks": a strength told in a clause of its own."""
    above = islice(case.figure.ancestors(), _ASIDE)
    return case.via == "strength" and any(t.dep == "relcl" and t.head is case.head for t in above)


def _of_noun(noun: Token) -> Roles:
    names = {lemma(noun), noun.lower}
    return {role for role in _ROLES if names & _list(role, "noun")}


def _of_list(noun: Token) -> Roles:
    """ "ten soldiers and a policeman wounded": what the last of a list is, all are."""
    others = [child for child in noun.children if child.dep == "conj"]
    parts = [part for other in others for part in other.children if part.dep == "acl" and part.tag == "VBN"]
    return {role for part in parts for role in _of_modifier(part)}


def _of_modifier(modifier: Token) -> Roles:
    """ "wounded soldiers", "soldiers killed or wounded", "soldiers who died"."""
    found = {role for role in _ROLES if modifier.lower in _list(role, "word")}
    if modifier.dep in ("acl", "relcl"):
        found |= _of_verb(modifier, None)
    for other in modifier.children:
        if other.dep == "conj":
            found |= _of_modifier(other)
    return found


def _of_verb(verb: Token, below: Token | None) -> Roles:
    """The role that a verb gives to what it governs; `below` is its dependent that leads to the men."""
    found = _of_sense(verb, below) | _of_phrases(verb)
    if any(child.dep == "neg" for child in verb.children):
        found |= {"killed"} if lemma(verb) == "return" else set()  # "soldiers who will never return"
    for other in verb.children:
        if other.dep == "conj" and not any(child.dep in _OWN for child in other.children):
            found |= _of_sense(other, below) & {"killed", "wounded"}  # "killed or wounded"
    if lemma(verb) in _DEEMED:  # "feared dead", "reported missing"
        found |= {r for c in verb.children if c.dep in ("oprd", "acomp", "advmod", "amod") for r in _state(c)}
    if lemma(verb) in ("leave", "find"):  # "left 12 soldiers dead"
        found |= {role for part in _own_parts(verb) for role in _state(part)}
    return found


def _own_parts(verb: Token) -> list[Token]:
    """Its subtree, without the "32 wounded" of "left 17 soldiers dead and 32 wounded"."""
    others = {
        t.i
        for child in verb.children
        if child.dep == "conj" and has_subject(child)
        for t in child.subtree()[:_PARTS]
    }
    return [token for token in verb.subtree()[:_PARTS] if token.i not in others]


def _of_sense(verb: Token, below: Token | None) -> Roles:
    passive = _is_passive(verb, below)
    is_object = passive or (below is not None and below.dep in _OBJECTS)
    is_subject = not passive and below is not None and below.dep in ("nsubj", "aux")
    kinds = ("verb", *(("object",) if is_object else ()), *(("subject",) if is_subject else ()))
    found = _in_lists({form for form in forms(verb) if "_" in form}, kinds) or _in_lists({lemma(verb)}, kinds)
    if is_subject:  # "are missing"
        found |= (
            _state(verb) if lemma(verb) not in words("verbs.tsv", "level") else set()
        )  # not "has fallen to"
        found |= {role for child in verb.children if child.dep == "acomp" for role in _state(child)}
    return found


def _in_lists(verbs: set[str], kinds: tuple[str, ...]) -> Roles:
    return {role for role in _ROLES for kind in kinds if verbs & _list(role, kind)}


def _state(token: Token) -> Roles:
    return {role for role in _ROLES if token.lower in _list(role, "word")}


def _is_passive(verb: Token, below: Token | None) -> bool:
    """ "were killed", "soldiers killed"; not "have killed"."""
    if any(child.dep in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag != "VBN" or (below is not None and below.dep not in ("nsubjpass", "nsubj")):
        return False
    return not any(child.dep == "aux" and child.lemma == "have" for child in verb.children)


def _of_phrases(token: Token) -> Roles:
    """ "placed on high alert", "sent home in body bags"."""
    preps = (child for child in token.children if child.dep == "prep" and child.lower != "of")
    nouns = (noun for prep in preps for noun in prep.children)
    return {
        role for noun in nouns for role in _of_noun(noun) & {"mobilised", "killed", "captured", "wounded"}
    }


def _of_subject(verb: Token, below: Token) -> Roles:
    """ "losses are 899 soldiers": the men complete a noun that tells."""
    if below.dep not in ("attr", "dobj", "prep", "acomp", "nsubj") or lemma(verb) not in words(
        "verbs.tsv", "level"
    ):
        return set()
    told = ("nsubj", "nsubjpass", *(("dobj",) if below.dep == "prep" else ()))  # "put the toll at 60"
    nouns = (
        child for child in verb.children if child.dep in told and child is not below and below.dep != "nsubj"
    )
    found = {role for noun in nouns for part in noun.subtree()[:_PARTS] for role in _of_noun(part)}
    among = (c for c in verb.children if c.dep == "prep" and c.lower == "among")
    for part in (part for prep in among for part in prep.subtree()[:_PARTS]):
        found |= _of_noun(part) | (
            _of_modifier(part) if part.dep == "acl" else set()
        )  # "among those freed were 60"
    return found


@cache
def _list(role: str, place: str) -> frozenset[str]:
    return words("roles.tsv", role, place)
