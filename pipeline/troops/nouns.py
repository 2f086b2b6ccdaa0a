"""Which nouns are of military personnel where they stand."""

import re
from itertools import islice

from pipeline.parse import Parse, Token
from pipeline.troops.case import path_of
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.names import Names
from pipeline.troops.strength import is_military, is_owned, is_strength
from pipeline.troops.tables import words

_SOLDIERS = words("soldiers.tsv", "soldier")
_ARMED = words("soldiers.tsv", "armed")
_CALLED = words("roles.tsv", "mobilised", "object")
_TOLL = words("soldiers.tsv", "toll")
_FORMER = words("context.tsv", "former")
_PEOPLE = frozenset({"men", "people", "members", "citizens", "volunteers"})
_SENT = frozenset({"convict", "inmate", "prisoner", "volunteer", "recruit", "man", "citizen"})
_ARMIES = frozenset(
    {"army", "navy", "military", "guard", "corps", "militia", "brigade", "regiment", "battalion"}
)
_UNDER_ARMS = re.compile(r" (?:under arms|in uniform)\b")
_AT_FRONT = re.compile(r"\b(?:to|at|on) the front(?: lines?)?\b(?! of| door| page)")
_NEAR = 80
"""code points behind a noun"""
_WINDOW = 8
"""tokens behind a noun in which its force can be told"""
_MEN = 4
"""steps from "men" to the army whose they are"""


def counts_soldiers(names: Names, noun: Token, figure: Token) -> bool:
    """Whether the noun that `figure` counts is one of soldiers, or here is."""
    parse = names.parse
    phrase = parse.tokens[figure.i + 1 : noun.i + 1]
    if any(token.lower in _FORMER for token in phrase):
        return False  # "four former soldiers", "6,000 ex-servicemen"
    word = lemma(noun)
    if phrase[-2:-1] and f"{phrase[-2].lower} {word.removesuffix('s')}" in _SOLDIERS:
        return True  # "13 service members", "300 blue helmets"
    if word in _SOLDIERS or noun.lower in _SOLDIERS:
        return (
            noun.tag != "NN"
            or figure.lower == "one"
            or noun.lower.endswith(("s", "men", "women", "infantry"))
        )
    if word in _ARMED or noun.lower in _ARMED:
        if _is_armed(names, noun, figure) or _is_under_arms(parse, noun) or _is_lost(parse, noun):
            return True
        return noun.lower in _PEOPLE and _are_of_a_force(parse, noun)
    if word in _TOLL:  # "Russia has 70,000 losses"
        return is_military(parse, noun) and not is_military(parse, noun, civilian=True)
    return False


def _is_under_arms(parse: Parse, noun: Token) -> bool:
    """ "40,000 volunteers under arms", "180,000 convicts have been sent to the front", "25 members of the army"."""
    if _UNDER_ARMS.match(parse.text, noun.end):
        return True
    if lemma(noun) in _SENT and _AT_FRONT.search(
        parse.text, noun.end, min(noun.sentence.end, noun.end + _NEAR)
    ):
        return True
    of = (part for prep in noun.children if prep.lower == "of" for part in prep.children)
    return lemma(noun) == "member" and any(lemma(part) in _ARMIES for part in of)


def _is_lost(parse: Parse, noun: Token) -> bool:
    """ "the army lost 1,100 dead and 3,000 wounded"."""
    if lemma(noun) not in _TOLL or not is_military(parse, noun):
        return False
    return any(lemma(token) in ("lose", "suffer") for token in path_of(noun)[1:_MEN])


def is_armed_noun(noun: Token) -> bool:
    """Whether it can be one of soldiers: "600 soldiers, including 55 officers"."""
    return lemma(noun) in _ARMED - words("context.tsv", "civil")


def _is_armed(names: Names, noun: Token, figure: Token) -> bool:
    """ "3,000 Wagner fighters", "300 special-forces men": a force is named, or soldiers are what it is about."""
    phrase = names.parse.tokens[max(0, figure.i - 3) : noun.i + _WINDOW]
    near = {token.lower for token in phrase if token.sentence is noun.sentence}
    inside = {lemma(token) for token in names.parse.tokens[figure.i : noun.i + 1]}
    if inside & words("context.tsv", "civil"):
        return False
    word = lemma(noun)
    if word == "fighter":
        return not near & words("context.tsv", "aircraft")
    if word in words("context.tsv", "serving"):
        return not inside & words("context.tsv", "services")
    if inside & words("context.tsv", "not serving"):
        return False  # "12 military intelligence officers were indicted"
    if near & words("context.tsv", "military") or _is_of_group(names, noun, figure):
        return True
    return word in words("context.tsv", "trade") and is_military(names.parse, noun)


def _is_of_group(names: Names, noun: Token, figure: Token) -> bool:
    """ "8,000 Hamas terrorists"."""
    if lemma(noun) not in words("context.tsv", "irregular") | {"member", "operative", "man"}:
        return False
    named = (names.at(token) for token in names.parse.tokens[figure.i + 1 : noun.i])
    return any(name is not None and name.kind == "group" for name in named)


def _are_of_a_force(parse: Parse, noun: Token) -> bool:
    """ "an army of 18,000 men", "losses have passed one million men", "called up 160,000 men"."""
    for token in islice(path_of(noun)[1:], _MEN):
        if token.pos in ("VERB", "AUX"):
            if forms(token) & _CALLED:
                return is_military(parse, noun)
            subject = next((c for c in token.children if c.dep == "nsubj" and c is not noun), None)
            if subject is not None and subject.tag == "WDT" and token.dep == "relcl":
                subject = token.head  # "the force, which has 150,000 members"
            return subject is not None and _is_force(parse, subject)
        if _is_force(parse, token) or lemma(token) in _SOLDIERS | {"defender", "attacker"}:
            return True
    return False


def _is_force(parse: Parse, noun: Token) -> bool:
    return is_strength(parse, noun) or (lemma(noun) in _TOLL and is_owned(noun) and is_military(parse, noun))
