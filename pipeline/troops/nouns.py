"""Which nouns are of military personnel where they stand."""

import re
from itertools import islice

from pipeline.parse import Parse, Token
from pipeline.troops.case import path_of
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.men import are_men_of_war
from pipeline.troops.names import Names
from pipeline.troops.strength import (
    is_military,
    is_of_war,
    is_owned,
    is_strength,
    is_war_story,
    speaks_of_peace,
)
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
_UNDER_ARMS = re.compile(r"(?: and women)? (?:under arms|in uniform)\b")
_AT_FRONT = re.compile(r"\b(?:to|at|on) the front(?: lines?)?\b(?! of| door| page)")
_NEAR = 80
"""code points behind a noun"""
_WINDOW = 8
"""tokens behind a noun in which its force can be told"""
_COMPATRIOTS = 14
"""tokens between soldiers and "180 Japanese" """
_MEN = 4
"""steps from "men" to the army whose they are"""


def counts_soldiers(names: Names, noun: Token, figure: Token) -> bool:
    """Whether the noun that `figure` counts is one of soldiers, or here is."""
    parse = names.parse
    phrase = parse.tokens[figure.i + 1 : noun.i + 1]
    if any(token.lower in _FORMER for token in phrase):
        return False  # "four former soldiers", "6,000 ex-servicemen"
    if (_is_of_rank(noun) and _is_in_court(noun)) or any(token.lower == "police" for token in phrase[:-1]):
        return False
    word = lemma(noun)
    if phrase[-2:-1] and f"{phrase[-2].lower} {word.removesuffix('s')}" in _SOLDIERS:
        return True  # "13 service members", "300 blue helmets"
    if are_compatriots(names, noun, figure) or _are_uniformed(noun, phrase):
        return True
    if word in _SOLDIERS or noun.lower in _SOLDIERS:
        return (
            noun.tag != "NN"
            or figure.lower == "one"
            or noun.lower.endswith(("s", "men", "women", "infantry"))
        )
    if word in _ARMED or noun.lower in _ARMED:
        if _is_armed(names, noun, figure) or _is_under_arms(names, noun) or _is_lost(parse, noun):
            return True
        if noun.lower in ("men", "guards", "members") and are_men_of_war(names, noun, figure):
            return True
        return noun.lower in _PEOPLE and _are_of_a_force(parse, noun)
    if word in _TOLL:  # "Russia has 70,000 losses"
        return is_military(parse, noun) and not is_military(parse, noun, civilian=True)
    return False


def _are_uniformed(noun: Token, phrase: list[Token]) -> bool:
    """ "80 army medics", "14 liaison officers"."""
    inside = {token.lower for token in phrase[:-1]}
    return lemma(noun) in words("context.tsv", "craft") and bool(inside & words("context.tsv", "uniform"))


def are_compatriots(names: Names, noun: Token, figure: Token) -> bool:
    """The Japanese of "1,500 French troops and 180 Japanese", the "300 Rwandans" at a base."""
    name = names.at(noun)
    if (
        name is None
        or name.kind != "people"
        or noun.i + 1 != name.last
        or (noun.tag == "JJ" and noun.dep == "amod")
    ):
        return False
    if noun.dep == "dobj" and lemma(noun.head) in words("roles.tsv", "killed", "verb"):
        return False  # "the invaders killed two million Belarusians"
    before = names.parse.tokens[max(figure.sentence.tokens[0].i, figure.i - _COMPATRIOTS) : figure.i]
    plurals = [lemma(token) for token in before if token.tag in ("NNS", "NNPS")]
    if any(word in words("context.tsv", "civil") for word in plurals):
        return False
    return any(word in _SOLDIERS for word in plurals) or (
        _serve(noun) and not speaks_of_peace(names.parse, noun)
    )


def _serve(noun: Token) -> bool:
    """ "recruited 400 Nepalese", "1,100 Americans at the base": not those who are killed or hurt, who may be anyone."""
    path = path_of(noun)
    told = (child for child in noun.children if child.dep in ("relcl", "acl"))
    words_near = {lemma(token) for token in (*path[1:], *told)}
    if words_near & (words("roles.tsv", "killed", "verb") | words("roles.tsv", "wounded", "verb")):
        return False
    beside = [child for token in path for child in token.children if child.dep in ("prep", "dobj")]
    phrases = {lemma(part) for each in beside for part in (each, *each.children)}
    return bool(words_near & words("context.tsv", "serve") or phrases & words("context.tsv", "serves in"))


def _is_of_rank(noun: Token) -> bool:
    return lemma(noun) in words("context.tsv", "rank")


def _is_in_court(noun: Token) -> bool:
    """ "indicted 17 officers", "nine generals were retired": people in the news, not a strength or a loss."""
    governing = [token for token in path_of(noun)[1:_MEN] if token.pos == "VERB"]
    governing += [child for child in noun.children if child.dep in ("acl", "relcl", "ccomp")]
    return any(lemma(verb) in words("context.tsv", "court") for verb in governing)


def _is_under_arms(names: Names, noun: Token) -> bool:
    """ "40,000 volunteers under arms", "180,000 convicts have been sent to the front", "25 members of the army"."""
    parse = names.parse
    if _UNDER_ARMS.match(parse.text, noun.end):
        return True
    if lemma(noun) in _SENT and _AT_FRONT.search(
        parse.text, noun.end, min(noun.sentence.end, noun.end + _NEAR)
    ):
        return True
    if lemma(noun) != "member":
        return False
    of = [part for prep in noun.children if prep.lower == "of" for part in prep.children]
    named = (name for part in of if (name := names.at(part)) is not None)
    return any(lemma(part) in _ARMIES for part in of) or any(
        name.kind == "army" or (name.kind == "group" and not name.alliance) for name in named
    )


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
    near = {token.lower for token in _before_a_part(phrase, noun) if token.sentence is noun.sentence}
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
    if word not in words("context.tsv", "trade"):
        return False
    if is_military(names.parse, noun) or is_war_story(names.parse, noun):
        return True
    if word not in ("prisoner", "pow") and is_of_war(names.parse, noun):
        return True
    return not speaks_of_peace(names.parse, noun) and (
        _are_foreign(names, noun, figure) or _are_of_a_place(names, noun)
    )


def _before_a_part(phrase: list[Token], noun: Token) -> list[Token]:
    """Up to "including" in "nine people, including two soldiers": the soldiers say nothing of the nine."""
    part = next((t.i for t in phrase if t.i > noun.i and t.lower in ("including", "among")), None)
    return [t for t in phrase if part is None or t.i < part]


def _are_foreign(names: Names, noun: Token, figure: Token) -> bool:
    """ "200 American trainers on Taiwan", "Tehran keeps 700 advisers in Damascus"."""
    if lemma(noun) not in ("trainer", "instructor", "adviser", "advisor"):
        return False
    verb = noun.head if noun.dep == "dobj" else None
    if verb is not None and lemma(verb) in words("context.tsv", "stations"):
        subjects = (names.at(child) for child in verb.children if child.dep == "nsubj")
        if any(name is not None and name.kind in ("country", "seat") for name in subjects):
            return True
    of = (part for prep in noun.children if prep.lower == "from" for part in prep.children)
    owners = (child for child in noun.children if child.dep == "poss")
    named = (names.at(token) for token in (*names.parse.tokens[figure.i + 1 : noun.i], *of, *owners))
    return any(name is not None and name.kind in ("people", "country") for name in named)


def _are_of_a_place(names: Names, noun: Token) -> bool:
    """ "the defenders of Mariupol"."""
    if lemma(noun) != "defender":
        return False
    parts = (part for prep in noun.children if prep.lower == "of" for part in prep.children)
    named = (names.at(part) for part in parts)
    return any(name is not None and name.kind in ("place", "seat", "country") for name in named)


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
                drafted = forms(token) & {"call_up", "conscript", "draft"}
                return is_military(parse, noun) or bool(drafted and not speaks_of_peace(parse, noun))
            subject = next((c for c in token.children if c.dep == "nsubj" and c is not noun), None)
            if subject is not None and subject.tag == "WDT" and token.dep == "relcl":
                subject = token.head  # "the force, which has 150,000 members"
            return subject is not None and _is_force(parse, subject)
        if _is_force(parse, token) or lemma(token) in _SOLDIERS | {"defender", "attacker"}:
            return True
    return False


def _is_force(parse: Parse, noun: Token) -> bool:
    return is_strength(parse, noun) or (lemma(noun) in _TOLL and is_owned(noun) and is_military(parse, noun))


def is_of_soldiers(names: Names, noun: Token) -> bool:
    """Whether a plural is of soldiers where no number counts it: "its instructors", "peacekeepers from Nepal"."""
    word = lemma(noun)
    if word in _SOLDIERS:
        return True
    return word in _ARMED - words("context.tsv", "civil") and _is_armed(names, noun, noun)
