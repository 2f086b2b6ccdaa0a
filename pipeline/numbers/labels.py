"""Numbers that name: "F-16", "Article 5", "Boeing 737", "the Five Eyes", phone numbers and addresses."""

import re

from pipeline.gazetteer import country
from pipeline.numbers.tables import words
from pipeline.numbers.units import Quantity
from pipeline.parse import Parse, Token

_LONGEST_ADDRESS = 200
_LEFT = re.compile(r"(?<![^\s\"“”‘’(\[])[^\s\"“”‘’(\[]*$")
"""looked for where a word begins: from each of its letters it would be read to its end again"""
_RIGHT = re.compile(r"[^\s\"“”‘’)\],;]*")
_WEB = re.compile(r"://|www\.|@|\.(?:com|org|net|html?|php)\b|^#|[_=?]")
_PHONE = re.compile(r"\+?\d[\d()]*(?:[-./ ]\(?\d{2,}\)?){2,}")
_ADDRESS = re.compile(r"\d+(?:\.\d+){2,}")
_FIXED = re.compile(r"9[-/]11|24[-/]7|7/7|50[-/]50|20[-/]20|4x4|1\+1|360-degree")
_PREFIX = re.compile(r"(?<!\w)([^\W\d_][\w&.]*)[-‐‑–]$")
_COUNTING_PREFIX = re.compile(
    r"(?:minus|sub|mid|pre|post|under|over|some|to|and|non|per|about|between|from|nearly|up)", re.I
)
_STANDARD = re.compile(r"\b[A-Z]{2,} \d+[-–]$")
_LETTERED = re.compile(r"\d{1,2}[kmbKMB]")
_EMERGENCY = re.compile(r"911|999|112|111|000|100|101|110|119")
_CALLED = re.compile(r"\b(?:call(?:s|ed|ing)?|dial(?:s|led|ed|ling|ing)?|rang|ring|phon(?:e|ed|ing)) $", re.I)
_STREET = re.compile(
    r" block of |(?: [A-Z][\w’'.-]*){1,3} (?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane|Ct|Terrace|Way)\b"
)
_COVID = re.compile(r"covid(?: | -|-)$", re.I)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w&’'-]*)(\.?) $")


def is_code(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """Whether the figure is a piece of something written as one: "T-72", "G20", "3D", an address, a phone number."""
    if re.search(r"[^\W\d_]$", left) and not quantity.prefixed:
        return True
    word = _PREFIX.search(left)
    if word and not _COUNTING_PREFIX.fullmatch(word.group(1)):
        return True
    if _STANDARD.search(left) or _COVID.search(left):  # "ISO 3888-2"
        return True
    if quantity.outer_end == quantity.end and re.match(r"[^\W\d_]|[-‑][A-Z]\w*", right):
        return True
    return _is_address(parse, quantity)


def in_address(text: str, at: int) -> bool:
    """Whether it stands in a web address: "https://example.org/?q=10%20USD"."""
    before = _LEFT.search(text[max(0, at - _LONGEST_ADDRESS) : at])
    return before is not None and "://" in before.group()


def _is_address(parse: Parse, quantity: Quantity) -> bool:
    start, end = quantity.start, quantity.end
    before = _LEFT.search(parse.text[max(0, start - _LONGEST_ADDRESS) : start])
    after = _RIGHT.match(parse.text[end : end + _LONGEST_ADDRESS])
    whole = (before.group() if before else "") + quantity.value.surface + (after.group() if after else "")
    bare = whole.strip(".,:()'’")
    if _WEB.search(whole) or _FIXED.fullmatch(bare) or _ADDRESS.fullmatch(bare):
        return True
    return " " not in quantity.value.surface and _PHONE.match(whole.rstrip(".,:")) is not None


def is_name(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """ "Article 5", "Boeing 737", "Group of Seven", "Five Eyes", "World War Two", "82 Airborne Division", "10 Lawn St"."""
    value = quantity.value
    if quantity.money or quantity.unit == "percent" or value.form in ("vague", "about"):
        return False
    if _EMERGENCY.fullmatch(value.surface) and _CALLED.search(left):
        return True
    if value.surface == "3M" and re.match(r"[,.;:’')]| (?:and|has|said|says|is|was|will|to|for|in)\b", right):
        return True  # the company
    if value.surface.isdigit() and quantity.unit is None and _STREET.match(right):
        return True
    arm = re.match(r" ([A-Z]\w+) (?:[A-Z]|soldiers|troops)", right)
    if arm and arm.group(1).lower() in words("labels.tsv", "arm"):
        return True
    word = _WORD_BEFORE.search(left)
    plain = (
        value.surface.isdigit()
        or (value.form == "word" and value.value <= 20)
        or _LETTERED.fullmatch(value.surface) is not None
    )
    if word and plain and _follows_a_label(parse, quantity, word.group(1), dot=bool(word.group(2))):
        return True
    if value.form == "figure":
        return False
    token = parse.token_at(value.start)
    if token is None or not value.surface[:1].isupper() or token.i == _first_word(token).i:
        return False
    if left.endswith("Group of "):
        return True
    # "the Five Eyes": a capital inside a sentence that is not a title
    beside = re.match(r" [A-Z]", right) or (word and word.group(1)[0].isupper())
    return bool(beside) and not _is_title(token)


def _follows_a_label(parse: Parse, quantity: Quantity, word: str, *, dot: bool) -> bool:
    name, capital = word.lower(), word[0].isupper()
    if name in ("covid", "covid-19") or (dot and name in ("no", "nos", "nr", "nrs")):
        return True
    if dot:
        return False
    if name in words("labels.tsv", "name") and (capital or name in ("sp", "iphone", "ipad")):
        return quantity.unit in (None, "point")
    if quantity.unit is not None or _counts_things(parse, quantity):
        return False
    if name in words("labels.tsv", "any label"):
        return True
    if not capital or name in words("labels.tsv", "month") | words("labels.tsv", "weekday"):
        return False
    return name in words("labels.tsv", "label") or _ends_a_name(parse, quantity)


def _ends_a_name(parse: Parse, quantity: Quantity) -> bool:
    """ "the iPhone 11", "Juno 2": a bare number right after a name; not "Italy 300, Canada 40"."""
    token = parse.token_at(quantity.start - 2)
    bare = quantity.value.surface.isdigit() and quantity.low < 1000
    return (
        bare
        and token is not None
        and token.pos == "PROPN"
        and token.i != _first_word(token).i
        and country(token.text) is None
    )


def _counts_things(parse: Parse, quantity: Quantity) -> bool:
    """Whether a plural noun stands right after it."""
    for token in parse.tokens_in(quantity.end, quantity.end + 40)[:5]:
        if token.start < quantity.end or token.pos in ("ADJ", "PROPN") or token.tag == "VBN":
            continue
        return token.tag == "NNS" or token.lower in ("people", "personnel", "troops", "police", "staff")
    return False


def _first_word(token: Token) -> Token:
    return next((t for t in token.sentence.tokens if t.text[:1].isalnum()), token)


def _is_title(token: Token) -> bool:
    """A headline: most of its words have capitals."""
    long = [t for t in token.sentence.tokens if t.text.isalpha() and len(t.text) > 3]
    return sum(t.text[0].isupper() for t in long) > 0.6 * len(long)
