"""Men named beside their number, not after it: "its instructors, some 1,100 of them", "five battalions, 4,000 in all"."""

import re
from itertools import islice

from pipeline.parse import Token
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Names
from pipeline.troops.nouns import is_of_soldiers
from pipeline.troops.strength import is_war_story, speaks_of_peace
from pipeline.troops.tables import words
from schemas import Number

_SET_OFF = re.compile(
    r"(?:,|\(| [-–—])\s*(?:(?:now|then|all|about|around|some|roughly|nearly|almost|only|just|at|least|most|more|fewer|less|over"
    r"|than|up|to|no|between|an|estimated|perhaps|barely) ){0,4}$"
)
_ENDS = re.compile(
    r"(?: of them)?(?: in (?:all|total|number)| altogether| strong| at the (?:end|time|start)| according| by (?:then|now)| at most| so far)?"
    r"\s*(?:[,;.)]|$| [-–—] | according| by )"
)
_OWN_TOLL = re.compile(r" of (?:its|their|our) (?:own )?(dead|wounded|injured|captured|missing|fallen)\b")
_BEFORE = 8
"""tokens between the men and their number"""
_CLIMB = 2
"""steps up the tree from "12 dead" to the verb that left them"""
_SENTENCE = 80
"""words of a sentence looked through"""


def men_beside(names: Names, number: Number, figure: Token) -> Token | None:
    """The men whose number stands set off behind them, None where it does not."""
    text, parse = names.parse.text, names.parse
    mark = _SET_OFF.search(text, max(0, number.start - 30), number.start)
    if mark is None or not _ENDS.match(text, number.end):
        return None
    first = figure.sentence.tokens[0].i
    opens = parse.tokens_in(mark.start(), number.end)[0].i
    for token in reversed(parse.tokens[max(first, opens - _BEFORE) : opens]):
        if token.pos in ("VERB", "AUX") or token.text in (",", ";", ":"):
            return None
        if token.tag in ("NNS", "NNPS") or token.lower in ("troops", "men"):
            if parse.tokens[token.i - 1].text == "-" and parse.tokens[token.i - 2].lower in words(
                "context.tsv", "former"
            ):
                return None  # "the ex-rebels, 2,300 in all"
            formation = lemma(token) in words("soldiers.tsv", "unit") & words("soldiers.tsv", "strength")
            return token if formation or is_of_soldiers(names, token) else None
    return None


def owned_toll(names: Names, number: Number, figure: Token) -> Token | None:
    """ "The army evacuated 250 of its wounded": the wounded, where the story is of war."""
    own = _OWN_TOLL.match(names.parse.text, number.end)
    token = names.parse.token_at(own.start(1)) if own else None
    return token if token is not None and is_war_story(names.parse, figure) else None


def toll_beside(names: Names, figure: Token) -> Token | None:
    """ "Troops clashed with rebels, leaving 12 dead and 30 wounded": the word for what befell them, in a sentence of soldiers."""
    tokens = figure.sentence.tokens
    i = figure.i + 1 - tokens[0].i
    following = tokens[i] if i < len(tokens) else None
    if following is None or following.lower not in words("context.tsv", "state"):
        return None
    verb = next(
        (t for t in (following, *islice(figure.ancestors(), _CLIMB)) if t.pos in ("VERB", "AUX")), None
    )
    leaves = verb is not None and (lemma(verb) in words("context.tsv", "leaves") or verb is following)
    if not leaves or speaks_of_peace(names.parse, figure) or _names_others(tokens):
        return None
    return following if any(_fights(names, token) for token in tokens[:_SENTENCE]) else None


def _names_others(tokens: list[Token]) -> bool:
    others = words("context.tsv", "civil") | {"people", "person", "resident", "villager", "passenger"}
    return any(lemma(token) in others for token in tokens[:_SENTENCE])


def _fights(names: Names, token: Token) -> bool:
    """Whether the sentence's dead can be soldiers: they, an army or rebels are in it."""
    word = lemma(token)
    return token.pos in ("NOUN", "PROPN") and (
        word in words("soldiers.tsv", "soldier")
        or word in words("context.tsv", "irregular")
        or word in ("army", "military", "rank")
        or _is_army(names, token)
    )


def _is_army(names: Names, token: Token) -> bool:
    name = names.at(token)
    return name is not None and name.kind in ("army", "group")
