"""Dates, years and clock times, which are no quantities: "24 February", "in 1943", "10:45", "5 p.m."."""

import re

from pipeline.numbers.tables import words
from pipeline.numbers.units import Quantity
from pipeline.parse import Parse, Token

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(
    rf"\b{_MONTH}\.?,? ?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,| ?[-–—/&] ?| and | to |, and | or ) ?)*$",
    re.I,
)
_MONTH_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?,?(?: ?[-–—/] ?\d{{1,2}}| (?:and|to|or|through) \d{{1,2}})?(?: of)?[ -]{_MONTH}\b"
    r"(?! \d*(?:%|percent))",
    re.I,
)
_TIME_AFTER = re.compile(
    r"(?::\d\d| ?(?:[-–] ?\d{1,2}(?::\d\d)? ?)?(?:[ap]\.?m\b|o[’']clock|(?:hrs|GMT|UTC|BST|CET|EST|EDT)\b)|h\d\d\b)",
    re.I,
)
_TIME_BEFORE = re.compile(r"\d[:.]$|(?<!\d)\d{1,2}h$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|s\b", re.I)
_APPROXIMATE = re.compile(
    r"(?:about|around|some|roughly|nearly|almost|than|least|to|over|estimated|approximately) $", re.I
)
_YEAR_WORD = re.compile(r"\b(?:in|since|during|until|till|early|late|mid|year|end of) $", re.I)
_YEAR_WORD_ABOUT = re.compile(r"\b(?:in|since|from|early|late|mid|until) (?:about|around|to)? ?$", re.I)
_PARTNER = re.compile(r" ?(?:[-–—]|to|and) ?(\d+(?:[.,]\d+)*)")
_CALENDAR = re.compile(r"(?:^|\n)[ \t(]*$")


def is_date_or_time(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """Whether the figure is part of a date, a year or a time of day; `left` and `right` are the text beside it."""
    if _ORDINAL.match(right) or _TIME_AFTER.match(right) or _TIME_BEFORE.search(left):
        return True
    return _is_date(quantity, left, right) or _is_year(parse, quantity, left, right)


def _is_date(quantity: Quantity, left: str, right: str) -> bool:
    value = quantity.value
    if "/" in value.surface and (re.search(r"\d/$", left) or re.match(r"/\d", right)):
        return True  # "case 760/1252/23"
    if not value.surface.isdigit():
        return bool(re.fullmatch(r"\d{1,2}/\d{1,2}", value.surface) and re.match(r"/\d", right))
    if re.search(r"\d[/.]$", left) or re.match(r"[/.]\d", right):
        return True
    if value.value <= 31 and quantity.unit is None:
        return bool(_MONTH_BEFORE.search(left) or _MONTH_AFTER.match(right))
    return len(value.surface) == 4 and _MONTH_BEFORE.search(left) is not None


def _is_year(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """Four bare figures: "in 1943", "2022's", "the 2014 protests"; not "about 2000 soldiers"."""
    surface = quantity.value.surface
    if quantity.unit is not None or not surface.isdigit():
        return False
    if re.search(r"\b[12]\d{3}[-–/]$", left) and (len(surface) == 2 or 1500 <= quantity.low <= 2100):
        return True  # "2022-23"
    if len(surface) != 4 or not 1000 <= quantity.low <= 2100:
        return False
    if 1900 <= quantity.low <= 2050:
        return _is_modern_year(parse, quantity, left, right)
    word = _word_before(left)
    if _APPROXIMATE.search(left) or word in words("context.tsv", "not in"):
        return False
    return word in words("labels.tsv", "year") and _counted(parse, quantity) is None


def _is_modern_year(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    if _YEAR_WORD.search(left) or (_CALENDAR.search(left) and re.match(r" ?[-–—:] ", right)):
        return True  # "1989 - The wall falls"
    partner = _PARTNER.match(right)
    if partner and not _could_be_year(partner.group(1)):
        return False  # "2000 - 2500 calories"
    if _APPROXIMATE.search(left) and _counted(parse, quantity):
        return _YEAR_WORD_ABOUT.search(left) is not None
    noun = _counted(parse, quantity)
    return noun is None or noun.lemma.lower() not in words("context.tsv", "people")


def _could_be_year(figures: str) -> bool:
    return figures.isdigit() and (len(figures) == 2 or (len(figures) == 4 and 1000 <= int(figures) <= 2100))


def _word_before(left: str) -> str:
    found = re.findall(r"[^\W\d_]+|[,;:.(]", left.lower())
    return found[-1] if found else ""


def _counted(parse: Parse, quantity: Quantity) -> Token | None:
    """The plural noun right after a figure."""
    for token in parse.tokens_in(quantity.end, quantity.end + 40)[:5]:
        if token.start < quantity.end or token.pos in ("ADJ", "PROPN") or token.tag == "VBN":
            continue
        plural = token.tag == "NNS" or token.lower in ("people", "personnel", "troops", "police", "staff")
        return token if plural else None
    return None
