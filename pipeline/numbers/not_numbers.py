"""What looks like a number and is none: dates, years, clock times, scores, names, labels, phone and list numbers."""

import re
from functools import cache

from pipeline.numbers.grammar import Value
from pipeline.numbers.tables import table
from pipeline.numbers.units import Quantity
from pipeline.parse import Parse, Token

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?,? ?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,| ?[-–—/&] ?| and | to |, and | or ) ?)*$", re.I)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?,?(?: ?[-–—/] ?\d{{1,2}}| (?:and|to|or|through) \d{{1,2}})?(?: of)?[ -]{_MONTH}\b(?! \d*(?:%|percent))", re.I)
_TIME_AFTER = re.compile(r"(?::\d\d| ?(?:[-–] ?\d{1,2}(?::\d\d)? ?)?(?:[ap]\.?m\b|o[’']clock|hrs\b|GMT|UTC|BST|CET|EST|EDT)|h\d\d\b)", re.I)
_TIME_BEFORE = re.compile(r"\d:$|\d[.:]$|(?<!\d)\d{1,2}h$")
_SCORE_AFTER = re.compile(r"[-–‑]\d{1,3}(?![\w,.%]*\d|%|[-–])")
_SCORE_BEFORE = re.compile(r"(?<![\w.,])\d{1,3}[-–‑]$")
_PHONE = re.compile(r"^\+?\d[\d()]*(?:[-./ ]\(?\d{2,}\)?){2,}$")
_CHUNK_LEFT = re.compile(r"[^\s\"“”‘’(\[]*$")
_CHUNK_RIGHT = re.compile(r"[^\s\"“”‘’)\],;]*")
_LONGEST_ADDRESS = 200
_WEB = re.compile(r"://|www\.|@|\.(?:com|org|net|html?|php)\b|^#|[_=?]")
_LIST = re.compile(r"(?:^|\n)[ \t(]*$")
_LIST_AFTER = re.compile(r"(?:\.|\)|\.\))\s+\S|\)")
_FIXED = re.compile(r"9[-/]11|24[-/]7|7/7|50[-/]50|20[-/]20|4x4|1\+1|360-degree")
_ONE_BEFORE = frozenset("the this that which no any every each some another last next only other first second right wrong loved single".split())
_ONE_AFTER = frozenset("another else day time thing who whom whose way ca n't must can may should could would has is was does needs".split())
_HALF_AFTER = re.compile(r"(?: of\b| the\b| its\b| his\b| her\b| their\b| our\b| my\b| that\b| those\b| as\b| a(?:n)? | all\b| (?:came|were|are|have|was|is)\b| people\b| [a-z]+s\b|[.,;:)]|$)", re.I)
_HALF_BEFORE = frozenset("first second other time better latter in the by back final opening later early late one's".split())
_ORDINAL_LIKE = re.compile(r"(?:st|nd|rd|th)\b|s\b", re.I)


def is_quantity(parse: Parse, quantity: Quantity) -> bool:
    """Whether the quantity says how many or how much, as no date, name or label does."""
    text, value = parse.text, quantity.value
    left, right = text[max(0, value.start - 40) : value.start], text[value.end : value.end + 40]
    if value.form == "part" or value.surface.lower() in ("half", "a half"):
        return _is_share(value, left, right)
    if value.surface.lower() == "one":
        return _counts_one(parse, quantity, left, right)
    if _describes(quantity, right):
        return False
    if value.form == "figure" and not _figure_counts(parse, quantity, left, right):
        return False
    return not _is_name(parse, quantity, left, right)


def _describes(quantity: Quantity, right: str) -> bool:
    """ "six-speed", "four-door", "two-way" say what kind, "7,000-strong" and "12-member" how many."""
    word = re.match(r"[-‑]([a-z]+)", right)
    if word is None or quantity.outer_end > quantity.end:
        return False
    return word.group(1) not in _COUNTED_BY_HYPHEN


_COUNTED_BY_HYPHEN = frozenset(
    "strong odd plus ish man woman men person people member members soldier troop nation country state party vehicle ship car seat"
    " bed room bedroom page point day vote judge run goal match game game game or and to story storey hour plane tank".split()
)


def _figure_counts(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    if quantity.money:
        return True
    return not (
        _ORDINAL_LIKE.match(right)
        or _is_written_in_a_word(quantity, left, right)
        or _is_web_or_phone(parse, quantity)
        or _is_time(left, right)
        or _is_date(quantity, left, right)
        or _is_year(parse, quantity, left, right)
        or _is_list_number(quantity, left, right)
        or _is_score(parse, quantity, left, right)
    )


def _is_written_in_a_word(quantity: Quantity, left: str, right: str) -> bool:
    """ "F-16", "G20", "3D", "i4": letters that touch the figure and are no unit."""
    if re.search(r"[^\W\d_]$", left) and not quantity.prefixed:
        return True
    word = re.search(r"(?<!\w)([^\W\d_][\w&.]*)[-‐‑–]$", left)
    if word and not re.fullmatch(r"(?:minus|sub|mid|pre|post|under|over|some|to|and|non|top|per|about|between|from|nearly|up)", word.group(1), re.I):
        return True  # "T-72", "COVID-19"
    if re.search(r"\b[A-Z]{2,} \d+[-–]$", left):
        return True  # "ISO 3888-2"
    if re.search(r"covid $|covid -$|covid-$", left, re.I):
        return True
    return quantity.outer_end == quantity.end and re.match(r"[^\W\d_]|[-‑][A-Z]\w*", right) is not None


def _is_web_or_phone(parse: Parse, quantity: Quantity) -> bool:
    start, end = quantity.start, quantity.end
    before = _CHUNK_LEFT.search(parse.text[max(0, start - _LONGEST_ADDRESS) : start])
    after = _CHUNK_RIGHT.match(parse.text[end : end + _LONGEST_ADDRESS])
    chunk = (before.group() if before else "") + quantity.value.surface + (after.group() if after else "")
    if _WEB.search(chunk) or " " not in quantity.value.surface and _PHONE.match(chunk.rstrip(".,:")) or _FIXED.fullmatch(chunk.strip(".,:()'’")):
        return True
    return re.fullmatch(r"\d+(?:\.\d+){2,}", chunk.rstrip(".,")) is not None


def _is_time(left: str, right: str) -> bool:
    return bool(_TIME_AFTER.match(right) or _TIME_BEFORE.search(left))


def _is_date(quantity: Quantity, left: str, right: str) -> bool:
    value = quantity.value
    if not value.surface.isdigit():
        return bool(re.fullmatch(r"\d{1,2}/\d{1,2}", value.surface) and re.match(r"/\d", right))
    if re.search(r"\d[/.]$", left) or re.match(r"[/.]\d", right):
        return True
    if value.value <= 31 and quantity.unit is None:
        return bool(_MONTH_BEFORE.search(left) or _MONTH_AFTER.match(right))
    return bool(value.value >= 1000 and _MONTH_BEFORE.search(left) and len(value.surface) == 4)


def _is_year(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """Four bare figures: "in 1943", "2022's", "the 2014 protests"; not "about 2000 soldiers"."""
    surface = quantity.value.surface
    if quantity.unit is not None:
        return bool(re.match(r"-(?:year|month|day)", right)) and False
    if re.search(r"\b[12]\d{3}[-–/]$", left) and surface.isdigit() and (len(surface) == 2 or 1500 <= quantity.low <= 2100):
        return True  # "2022-23"
    if not (len(surface) == 4 and surface.isdigit() and 1000 <= quantity.low <= 2100):
        return False
    before = re.findall(r"[^\W\d_]+|[,;:.(]", left.lower())[-1:]
    temporal = bool(before) and before[0] in _labels("year")
    if re.search(r"\b(?:in|since|during|until|till|early|late|mid|year|end of) $", left.lower()):
        return True
    partner = re.match(r" ?(?:[-–—]|to|and) ?(\d+(?:[.,]\d+)*)", right)
    if partner and not (len(partner.group(1)) in (2, 4) and partner.group(1).isdigit() and (len(partner.group(1)) == 2 or 1000 <= int(partner.group(1)) <= 2100)):
        return False  # "2000 - 2500 calories"
    if 1900 <= quantity.low <= 2050:
        if re.search(r"(?:about|around|some|roughly|nearly|almost|than|least|to|over|estimated|approximately) $", left) and _counted(parse, quantity):
            return bool(re.search(r"\b(?:in|since|from|early|late|mid|until) (?:about|around|to)? ?$", left))
        return _counted(parse, quantity, people=True) is None
    if re.search(r"(?:about|around|some|than|over|least|estimated|nearly|almost) $", left):
        return False
    return temporal and before[0] not in ("of", "the", "to", "and", "than", "for", "from", "between", "by", "this", "after", "before", "around") and _counted(parse, quantity) is None


def _counted(parse: Parse, quantity: Quantity, *, people: bool = False) -> Token | None:
    """The plural noun right after a figure, if it counts it; with `people`, only one that people are called by."""
    after = parse.tokens_in(quantity.end, quantity.end + 40)
    for token in after[:5]:
        if token.start < quantity.end or token.pos in ("ADJ", "PROPN") or token.tag in ("VBN",):
            continue
        if token.tag != "NNS" and token.lower not in ("people", "personnel", "troops", "police", "staff"):
            return None
        return token if not people or token.lemma.lower() in _PEOPLE else None
    return None


_PEOPLE = frozenset("people person personnel troop soldier serviceman man woman child fighter reservist conscript marine recruit civilian refugee worker job employee officer member victim resident migrant protester patient case death prisoner ship aircraft tank".split())


def _is_list_number(quantity: Quantity, left: str, right: str) -> bool:
    surface = quantity.value.surface
    return surface.isdigit() and len(surface) <= 2 and _LIST.search(left) is not None and _LIST_AFTER.match(right) is not None and quantity.start > 0


def _is_score(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """ "won 3-1", "a 5-2 vote", "16-18 Industrial Avenue"; not "7-10 years" or "20-25 soldiers"."""
    if quantity.unit is not None or not quantity.value.surface.isdigit() or quantity.low >= 1000:
        return False
    after = _SCORE_AFTER.match(right)
    if after:
        end = quantity.end + after.end()
    elif _SCORE_BEFORE.search(left):
        end = quantity.end
    else:
        return False
    following = parse.text[end : end + 30]
    if re.match(r"[ -]?(?:%|per cent|percent|million|billion|thousand|hundred|m\b|bn\b|k\b|[a-zµμ°]{1,3}\b(?<!in)(?<!to)(?<!at)(?<!on)(?<!by)(?<!and)(?<!for)(?<!the))", following):
        return False
    token = parse.token_at(end + 1)
    noun = token
    while noun is not None and noun.pos in ("ADJ",) and noun.i + 1 < len(parse.tokens):
        noun = parse.tokens[noun.i + 1]
    return noun is None or noun.tag != "NNS"


def _is_share(value: Value, left: str, right: str) -> bool:
    """ "half of them", "a third of"; not "the second half", "a third man", "half-time"."""
    word = value.surface.lower()
    before = re.findall(r"[^\W\d_]+", left.lower())[-1:]
    if "-" in right[:1] and not re.match(r"-(?:a-)?(?:million|dozen|percent|point|mile|hour)", right):
        return False
    if word in ("half", "a half", "one half"):
        if before and before[0] in _HALF_BEFORE and word == "half":
            return False
        return _HALF_AFTER.match(right) is not None
    if re.match(r"(?:a|one)\b", word) and not word.endswith("quarter"):
        return re.match(r" (?:of|the|as|more|less|that|or|in|to|by|from|and|have|are|were|is|was)\b|[.,;:)]|$", right) is not None or word.startswith("one")
    if word in ("quarter", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "hundredth") or " " not in word and "-" not in word:
        return False
    if word == "a quarter":
        return re.match(r" (?:century|final|past|to\b)", right) is None
    return True


def _counts_one(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """ "one soldier", "one of the brigades", "one in five"; not "the one", "no one", "one must"."""
    token = parse.token_at(quantity.start)
    before = re.findall(r"[\w’']+", left.lower())[-1:]
    if token is None or token.text.lower() != "one":
        return quantity.unit is not None
    if before and before[0] in _ONE_BEFORE:
        return False
    if re.match(r" (?:of|in (?:every )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a hundred)|out of)\b", right):
        return token.text == "one" or token.i == token.sentence.tokens[0].i
    if quantity.unit is not None:
        return not re.match(r"[ -](?:day|time|second|minute)\b(?! (?:of|later|earlier|after|before))", right)
    if re.match(r"[-‑]", right) or re.search(r"\bon (?:the )?$", left) and right.startswith(" hand"):
        return False
    after = re.match(r" ([\w’']+)", right)
    if after and after.group(1).lower() in _ONE_AFTER:
        return False
    return token.dep == "nummod" and token.head.i > token.i and token.head.pos in ("NOUN", "PROPN")


_FORMATION = re.compile(r" (?:Airborne|Mechani[sz]ed|Infantry|Armou?red|Assault|Motori[sz]ed|Guards|Tank|Air Assault|Mountain|Marine) (?:Division|Brigade|Regiment|Battalion|Corps|soldiers?|troops|[A-Z])")


def _is_name(parse: Parse, quantity: Quantity, left: str, right: str) -> bool:
    """ "Article 5", "Boeing 737", "Group of Seven", "Five Eyes", "World War Two"."""
    value = quantity.value
    if quantity.money or quantity.unit == "percent" or value.form in ("vague", "about"):
        return False
    if _FORMATION.match(right):  # "82 Airborne Division"
        return True
    word = re.search(r"([^\W\d_][\w&’'-]*)(\.?) $", left)
    plain = value.surface.isdigit() or value.form == "word" and value.value <= 20
    if word and plain and _follows_a_label(parse, quantity, word.group(1), word.group(2)):
        return True
    if value.form == "figure":
        return False
    token = parse.token_at(value.start)
    if token is None or not value.surface[:1].isupper() or token.i == _first_word(token).i:
        return False
    if re.search(r"\bGroup of $", left):
        return True
    # "the Five Eyes": a capital inside a sentence that is not a title
    following = re.match(r" ([A-Z])", right)
    return bool(following or word and word.group(1)[0].isupper()) and not _is_title(token)


def _is_title(token: Token) -> bool:
    """A headline: most of its words have capitals."""
    words = [t for t in token.sentence.tokens if t.text.isalpha() and len(t.text) > 3]
    return sum(t.text[0].isupper() for t in words) > 0.6 * len(words)


def _first_word(token: Token) -> Token:
    return next((t for t in token.sentence.tokens if t.text[:1].isalnum()), token)


def _follows_a_label(parse: Parse, quantity: Quantity, word: str, dot: str) -> bool:
    name = word.lower()
    counted = quantity.unit is not None or _counted(parse, quantity) is not None
    if name in ("no", "nos", "nr", "nrs") and dot:
        return True
    if name in ("covid", "covid-19"):
        return True
    if dot:
        return False
    if name in _labels("name") and (word[0].isupper() or name in ("sp", "iphone", "ipad")):
        return not (quantity.unit is not None and quantity.unit not in ("point",))
    if name in _labels("label") and not counted:
        # "Phase 2" anywhere, "day 3" but not "every day 3"; "the company 20" only with a capital
        return word[0].isupper() or name in ("article", "section", "chapter", "page", "number", "version", "phase", "level", "grade", "flight", "war", "resolution", "highway", "route", "room", "exercise", "exercises", "type", "top", "day", "week", "episode", "season", "category", "step", "stage", "item")
    if word[0].isupper() and not counted and quantity.value.surface.isdigit() and quantity.low < 1000:
        token = parse.token_at(quantity.start - 2)
        return token is not None and token.pos == "PROPN" and name not in _labels("month") and name not in _labels("weekday") and token.i != _first_word(token).i
    return False


@cache
def _labels(kind: str) -> frozenset[str]:
    return frozenset(word for row in table("labels.tsv") if row[0] == kind for word in row[1].split(", "))
