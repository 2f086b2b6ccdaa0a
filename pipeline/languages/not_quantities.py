"""What looks like a number and is none: dates, times of day, years, ordinals, labels, codes, scores, telephone numbers."""

import re

from pipeline.languages.items import item_of
from pipeline.languages.language import Language
from pipeline.languages.units import unit_names, unit_of
from pipeline.languages.values import Value
from pipeline.languages.words import Sentence

_TABLE = "not_quantities.tsv"
_HYPHENS = ("–", "-", "‑")


def is_quantity(sentence: Sentence, value: Value, language: Language) -> bool:
    """Whether a number says how many or how much."""
    if _is_share(sentence, value, language):
        return False
    if value.form != "figure":
        return True
    return not (
        _is_code(sentence, value, language)
        or _is_ordinal(sentence, value)
        or _is_time(sentence, value, language)
        or _is_year(sentence, value, language)
        or _is_label(sentence, value, language)
        or _is_score(sentence, value, language)
    )


def _is_share(sentence: Sentence, value: Value, language: Language) -> bool:
    """ "zwei Drittel": a share, which is not read."""
    return value.last < len(sentence) and sentence[value.last].lower in language.words(_TABLE, "share")


def _is_code(sentence: Sentence, value: Value, language: Language) -> bool:
    """ "T-72", "A 40", "F16", "24/7", "+49 30 1824240", "5G", "10-Punkte-Plan"; not "3-5", "34-jährig", "500 km"."""
    first, last = value.first, value.last
    word = sentence[first]
    if first > 0:
        before = sentence[first - 1]
        touches = before.end == word.start
        if touches and before.text in _HYPHENS:  # "T-72", and the second of "3.000-5.000"
            return not _touches_a_figure(sentence, first - 1)
        if touches and (before.kind != "mark" or before.text in "/+#_\\@"):
            return True
        if before.kind == "figure" or (before.kind == "word" and len(before.text) == 1 and before.is_capital):
            return True
    if last == len(sentence):
        return False
    after = sentence[last]
    touches = after.end > after.start == sentence[last - 1].end
    if after.kind == "figure" or (touches and after.text in "/_\\@"):
        return True
    if touches and after.kind == "word":
        return after.lower not in unit_names(language)
    if (
        touches
        and after.text in _HYPHENS
        and last + 1 < len(sentence)
        and sentence[last + 1].start == after.end
    ):
        joined = sentence[last + 1]
        age = tuple(language.words("units.tsv", "age"))
        return not (joined.lower.startswith(age) or joined.kind == "figure")
    return False


def _touches_a_figure(sentence: Sentence, hyphen: int) -> bool:
    """Whether a figure that no other figure leads stands right before the hyphen: "3.000-", not "030 2004-"."""
    before = sentence[hyphen - 1] if hyphen > 0 else None
    if before is None or before.kind != "figure" or before.end != sentence[hyphen].start:
        return False
    return hyphen < 2 or sentence[hyphen - 2].kind != "figure"


def _is_ordinal(sentence: Sentence, value: Value) -> bool:
    """ "die 3. Brigade", "am 24. Oktober": a stop behind it that does not end the sentence."""
    if value.last >= len(sentence) - 1 or sentence[value.last].text != ".":
        return False
    return bool(re.fullmatch(r"[0-9]{1,3}", sentence[value.last - 1].text))


def _is_time(sentence: Sentence, value: Value, language: Language) -> bool:
    """ "14 Uhr", "20 Uhr 15", "14 bis 16 Uhr"."""
    before = sentence[value.first - 1].lower if value.first > 0 else ""
    after = sentence[value.last].lower if value.last < len(sentence) else ""
    time = language.words(_TABLE, "time")
    joins = language.words("figures.tsv", "to") | language.words("figures.tsv", "and")
    later = sentence[value.last + 2].lower if value.last + 2 < len(sentence) else ""
    return after in time or (before in time and value.value < 60) or (after in joins and later in time)


def _is_year(sentence: Sentence, value: Value, language: Language) -> bool:
    """Four bare figures: "2014", "seit 2022"; not "2000 Soldaten", "1500 Soldaten" or "4200"."""
    surface = sentence[value.first].text
    if value.last - value.first > 1 or not re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", surface):
        return False
    before = sentence[value.first - 1].lower if value.first > 0 else ""
    if before in language.words(_TABLE, "year") | language.words(_TABLE, "month"):
        return True
    if value.value >= 1900 and value.value % 100 != 0:
        return True
    counts = (
        item_of(sentence, value.last, language) or unit_of(sentence, value.first, value.last, language)[0]
    )
    return not counts and before in language.words(_TABLE, "perhaps year")


def _is_label(sentence: Sentence, value: Value, language: Language) -> bool:
    """ "Artikel 5", "Leopard 2", "Invalidenstraße 35", "Telefon 110"."""
    before = sentence[value.first - 1] if value.first > 0 else None
    if before is None:
        return False
    if before.text == ":" and value.first > 1:
        before = sentence[value.first - 2]  # "Telefon: 110"
    if before.text == "." and value.first > 1:
        before = sentence[value.first - 2]  # "Nr. 5", "Tel. 110"
        return before.lower in language.words(_TABLE, "label short")
    if before.lower in language.words(_TABLE, "label") and (before.is_capital or before.kind == "mark"):
        return True
    return before.is_capital and before.lower.endswith(tuple(language.words(_TABLE, "label ending")))


def _is_score(sentence: Sentence, value: Value, language: Language) -> bool:
    """ "3 zu 1"."""
    word = language.words(_TABLE, "score")
    after = sentence[value.last : value.last + 2]
    before = sentence[max(0, value.first - 2) : value.first]
    return (len(after) == 2 and after[0].lower in word and after[1].kind == "figure") or (
        len(before) == 2 and before[1].lower in word and before[0].kind == "figure"
    )
