"""What looks like a number and is none: dates, names, scores, "one" as a pronoun, "the second half"."""

import re

from pipeline.numbers.dates import is_date_or_time
from pipeline.numbers.labels import in_address, is_code, is_name
from pipeline.numbers.tables import words
from pipeline.numbers.units import Quantity
from pipeline.parse import Parse

_HALF_AFTER = re.compile(
    r"(?: (?:of|the|its|his|her|their|our|my|that|those|as|an?|all|people|came|were|are|have|was|is)\b"
    r"| [a-z]+s\b|[.,;:)]|$)",
    re.I,
)
_SHARE_AFTER = re.compile(
    r" (?:of|the|as|more|less|that|or|in|to|by|from|and|have|are|were|is|was)\b|[.,;:)]|$", re.I
)
_SCORE_AFTER = re.compile(r"[-–‑](?:to[-–‑])?\d{1,3}(?![\w,.%]*\d|%|[-–])")
_SCORE_BEFORE = re.compile(r"(?<![\w.,])\d{1,3}[-–‑](?:to[-–‑])?$")
_SCORE_UNIT = re.compile(
    r"[ -]?(?:%|per cent|percent|million|billion|thousand|hundred|m\b|bn\b|k\b|(?!(?:in|to|at|on|by|and|for|the)\b)[a-zµμ°]{1,3}\b)"
)
_LIST_BEFORE = re.compile(r"(?:^|\n)[ \t(]*$")
_LIST_AFTER = re.compile(r"(?: ?\.|\)|\.\))\s+\S|\)")
_HEADS = re.compile(r"[\w)] per $", re.I)
_ONE_OF = re.compile(
    r" (?:of|in (?:every )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a hundred)|out of)\b"
)


def is_quantity(parse: Parse, quantity: Quantity) -> bool:
    """Whether the quantity says how many or how much, as no date, name or label does."""
    text, value = parse.text, quantity.value
    left, right = text[max(0, value.start - 40) : value.start], text[value.end : value.end + 40]
    if value.form == "part":
        return _is_share(quantity, left, right)
    if value.surface.lower() == "one":
        return _counts_one(parse, quantity, left, right)
    if _describes(quantity, right) or _is_list_number(quantity, left, right):
        return False
    if (
        value.form == "figure"
        and _HEADS.search(left)
        and value.surface in ("100", "1,000", "1000", "10,000", "100,000")
    ):
        return False  # "5.5 per 100,000 people" is one rate
    if quantity.money and in_address(text, value.start):
        return False
    if value.form == "figure" and not quantity.money:
        if is_code(parse, quantity, left, right) or is_date_or_time(parse, quantity, left, right):
            return False
        if _is_score(parse, quantity, left, right):
            return False
    return not is_name(parse, quantity, left, right)


def _describes(quantity: Quantity, right: str) -> bool:
    """ "six-speed", "four-door", "two-way" say what kind, "7,000-strong" and "12-member" how many."""
    word = re.match(r"[-‑]([a-z]+)", right)
    if word is None or quantity.outer_end > quantity.end:
        return False
    return word.group(1) not in words("context.tsv", "hyphened") | words("context.tsv", "hyphen counts")


def _is_list_number(quantity: Quantity, left: str, right: str) -> bool:
    """ "1. Introduction", "2) Results" at the start of a line; not a text that starts with a number."""
    surface = quantity.value.surface
    if not (surface.isdigit() and len(surface) <= 2 and quantity.start > 0):
        return False
    return _LIST_BEFORE.search(left) is not None and _LIST_AFTER.match(right) is not None


def _is_score(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """ "won 3-1", "a 5-2 vote", "16-18 Industrial Avenue"; not "7-10 years" or "20-25 soldiers"."""
    if quantity.unit is not None or not quantity.value.surface.isdigit() or quantity.low >= 1000:
        return False
    after = _SCORE_AFTER.match(right)
    if after is None and not _SCORE_BEFORE.search(left):
        return False
    end = quantity.end + (after.end() if after else 0)
    if _SCORE_UNIT.match(parse.text, end):
        return False
    noun = parse.token_at(end + 1)
    while noun is not None and noun.pos == "ADJ" and noun.i + 1 < len(parse.tokens):
        noun = parse.tokens[noun.i + 1]
    return noun is None or noun.tag != "NNS"


def _is_share(quantity: Quantity, left: str, right: str) -> bool:
    """ "half of them", "a third of"; not "the second half", "a third man", "half-time"."""
    word = quantity.value.surface.lower()
    before = re.findall(r"[^\W\d_]+", left.lower())[-1:]
    if right.startswith("-") and not re.match(r"-(?:a-)?(?:million|dozen|percent|point|mile|hour)", right):
        return False
    if quantity.unit is not None and word == "half" and re.match(r" (?:an?|the) ", right):
        return True  # "raised by half a point"
    if word in ("half", "a half", "one half"):
        if word == "half" and before and before[0] in words("context.tsv", "half before"):
            return False
        return _HALF_AFTER.match(right) is not None
    if word == "a quarter":
        return re.match(r" (?:century|final|past|to\b)", right) is None
    if re.match(r"an? ", word):
        return _SHARE_AFTER.match(right) is not None
    return " " in word or "-" in word  # "third" and "fifth" alone are ordinals


def _counts_one(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """ "one soldier", "one of the brigades", "one in five"; not "the one", "no one", "one must"."""
    token = parse.token_at(quantity.start)
    before = re.findall(r"[\w’']+", left.lower())[-1:]
    after = re.match(r" ([\w’']+)", right)
    if token is None or token.lower != "one":
        return quantity.unit is not None
    measured = quantity.unit is not None and quantity.unit not in words("context.tsv", "time")
    if before and before[0] in words("context.tsv", "one before") and not measured:
        return False
    if _ONE_OF.match(right):
        return token.text == "one" or token.i == token.sentence.tokens[0].i
    if quantity.unit is not None:
        return not re.match(r"[ -](?:day|time|second|minute)\b(?! (?:of|later|earlier|after|before))", right)
    if right[:1] in ("-", "‑") or (re.search(r"\bon (?:the )?$", left) and right.startswith(" hand")):
        return False
    if after and after.group(1).lower() in words("context.tsv", "one after"):
        return False
    return token.dep == "nummod" and token.head.i > token.i and token.head.pos in ("NOUN", "PROPN")
