"""Ages that say no unit: "Maria, 10,", "the minister, 56,", "two girls, 15 and 16,", "aged 18 to 34", "turned 40"."""

import re

from pipeline.numbers.tables import words
from pipeline.numbers.units import Quantity
from pipeline.parse import Parse, Token

_OLDEST = 120
_AGED = re.compile(
    r"\b(?:aged?|ages)(?: of| between| about| around| over| under| just)? ?(?:\d{1,3} (?:to|and|or) )?$", re.I
)
_THAN = re.compile(
    r"\b(?:(?:younger|older) than|(?:children|kids|people|adults|men|women|those|boys|girls) (?:under|over)) $",
    re.I,
)
_TURNED = re.compile(
    r"\b(?:[Ww]ho|[Hh]e|[Ss]he|[A-Z][a-z]+) (?:is|was|had been|has been|will be|be|turned|turns|would be)(?: just| only| now)? $"
)
_AFTER_TURNED = re.compile(r"[.,;]|$| (?:when|at the|by the|and|this|last|next|in|on)\b")
_APPOSED = re.compile(r"[A-Z][\w’'-]+, $")
_AFTER_APPOSED = re.compile(r",|;| (?:from|of|and|on)\b|\.$|\)")
_OF_ONE = re.compile(r"([a-z]+), $")
_AFTER_ONE = re.compile(r",(?! \d)")
_OF_SOME = re.compile(r"([a-z]+), (?:\d{1,3}(?:,? and |, ))?$")
_AFTER_SOME = re.compile(r"(?:,? and|,) \d{1,3}[,.;)]|(?:, \d{1,3})?,? and \d{1,3}[,.;)]|[,.;)]")
_NEXT = re.compile(r",? (?:and|or) |, ")


def is_age(parse: Parse, quantity: Quantity) -> bool:
    """Whether a bare number is the age of someone, by where it stands."""
    if not (0 < quantity.high < _OLDEST and quantity.value.form in ("figure", "word")) or quantity.high % 1:
        return False
    left = parse.text[max(0, quantity.start - 40) : quantity.start]
    right = parse.text[quantity.end : quantity.end + 20]
    if _AGED.search(left) or (_THAN.search(left) and _stands_alone(parse, quantity)):
        return True
    if quantity.value.surface.isdigit():
        named = _named(parse, quantity) if _APPOSED.search(left) and _AFTER_APPOSED.match(right) else None
        if named is not None:
            return named.pos == "PROPN"
        if _is_apposed(parse, quantity, left, right):
            return True
    return bool(_TURNED.search(left) and _AFTER_TURNED.match(right))


def is_another_age(parse: Parse, before: Quantity, quantity: Quantity) -> bool:
    """ "aged 4, 7 and 9": whether an age without its unit goes on with the next number."""
    bare = before.outer_end == before.end and before.unit == "year" and quantity.unit is None
    if not bare or not quantity.value.surface.isdigit() or not 0 < quantity.high < _OLDEST:
        return False
    if not _NEXT.fullmatch(parse.text, before.end, quantity.start):
        return False
    return _stands_alone(parse, quantity)


def _stands_alone(parse: Parse, quantity: Quantity) -> bool:
    """Whether no noun that it could count follows."""
    following = parse.token_at(quantity.end + 1)
    return following is None or following.pos not in ("NOUN", "PROPN", "ADJ", "NUM")


def _named(parse: Parse, quantity: Quantity) -> Token | None:
    """The word before the comma before the number."""
    return parse.token_at(quantity.start - 3)


def _is_apposed(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """ "the minister, 56, said", "two girls, 15 and 16, were charged": set between commas after a person."""
    one = _OF_ONE.search(left)
    if one and _AFTER_ONE.match(right):
        noun = _named(parse, quantity)
        return noun is not None and noun.tag == "NN" and noun.dep.startswith("nsubj") and quantity.high >= 10
    some = _OF_SOME.search(left)
    return bool(some and some.group(1) in words("context.tsv", "aged") and _AFTER_SOME.match(right))
