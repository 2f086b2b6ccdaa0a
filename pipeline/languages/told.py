"""What is told of the men: role, measure, how sure it is, whether it is past. By words near them, in a fixed order."""

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from pipeline.languages.bounds import bound_before
from pipeline.languages.items import stem
from pipeline.languages.language import Language
from pipeline.languages.soldiers import Counted
from pipeline.languages.words import Sentence, Word, clause
from schemas.story import Measure, Role, Status

_OLD_YEAR = re.compile(r"1[5-9][0-9]{2}|20[01][0-9]")


def role_of(case: Counted, language: Language) -> Role:
    """What happened to them, by the words of their part of the clause, else of the clause; "present" if none says."""
    sentence, at = case.quantity.sentence, case.quantity.first
    first, last = clause(sentence, at)
    last = min(last, case.until)
    own_first, own_last = _own_part(case, first, last, language)
    found = _roles(sentence, own_first, own_last, at, language) or _roles(sentence, at, last, at, language)
    found = found or _roles(sentence, first, at, at, language)
    if {"killed", "wounded"} <= set(found):
        return "casualties"
    by_noun = cast("Role", case.noun) if case.noun in ("captured",) else None
    return by_noun or (found[0] if found else "present")


def _own_part(case: Counted, first: int, last: int, language: Language) -> tuple[int, int]:
    """The clause between the number before and the one after: "12 Soldaten getötet und | 30 verletzt"."""
    sentence, quantity = case.quantity.sentence, case.quantity
    joins = language.words("soldiers.tsv", "joins")
    after = (
        i
        for i in range(quantity.last, last)
        if sentence[i].lower in joins and any(w.kind == "figure" for w in sentence[i + 1 : i + 4])
    )
    start, _ = bound_before(sentence, quantity.first, language)
    before = start if start > first and sentence[start - 1].lower in joins else first
    return before, next(after, last)


def _roles(sentence: Sentence, first: int, last: int, at: int, language: Language) -> list[Role]:
    """In the order of the table; a verb in its active form, such as "töteten", only before the men: it is done to them."""
    everywhere = _said(sentence[first:last], language)
    before = _said(sentence[first : min(at, last)], language) if at < last else everywhere
    return [
        role
        for role, how, forms in _role_forms(language)
        if _tells(forms, *(before if how == "active" else everywhere))
    ]


def _said(words: Sequence[Word], language: Language) -> tuple[list[str], set[str]]:
    """The words, and those with what they are without an ending."""
    lower = [word.lower for word in words]
    return lower, {*lower, *(stem(word, language) for word in lower)}


def _tells(forms: tuple[frozenset[str], tuple[str, ...]], words: list[str], stems: set[str]) -> bool:
    single, several = forms
    return not single.isdisjoint(stems) or any(_stands(form, words) for form in several)


@cache
def _role_forms(language: Language) -> tuple[tuple[Role, str, tuple[frozenset[str], tuple[str, ...]]], ...]:
    """Role, how, and its forms: those of one word, and those of several."""
    rows = ((cast("Role", role), how, forms.split(", ")) for role, how, forms in language.rows("roles.tsv"))
    return tuple(
        (role, how, (frozenset(f for f in forms if " " not in f), tuple(f for f in forms if " " in f)))
        for role, how, forms in rows
    )


def _stands(form: str, words: Sequence[str]) -> bool:
    """Whether a form of a table stands among the words: "tot", "ums leben" together, "zieht … ab" apart."""
    if " … " in form:
        return all(part in words for part in form.split(" … "))
    if " " in form:
        return f" {form} " in f" {' '.join(words)} "
    return form in words


def measure_of(case: Counted, language: Language) -> Measure:
    """additional for "weitere 600 Soldaten", part for "darunter 12 Soldaten", else total."""
    quantity, table = case.quantity, "measures.tsv"
    sentence = quantity.sentence
    start, _ = bound_before(sentence, quantity.first, language)
    before = {word.lower for word in sentence[max(0, start - 1) : quantity.first]}
    item = quantity.item if quantity.item is not None else quantity.last
    near = {word.lower for word in sentence[quantity.last : item + 1]}
    after = sentence[item + 1].lower if item + 1 < len(sentence) else ""
    if (before | near) & language.words(table, "additional") or after in language.words(
        table, "additional after"
    ):
        return "additional"
    first, last = clause(sentence, quantity.first)
    grows = any(word.lower in language.words(table, "grow") for word in sentence[first:last])
    if grows and before & language.words(table, "by"):  # "um 120 Soldaten aufstocken"
        return "additional"
    return "part" if before & language.words(table, "part") else "total"


def status_of(case: Counted, language: Language) -> Status:
    """Denied, hypothetical or planned where the words of the clause or of the sentence say so."""
    sentence, at = case.quantity.sentence, case.quantity.first
    first, last = clause(sentence, at)
    everything = [word.lower for word in sentence]
    inside = everything[first:last]
    if _any(everything, language, "denied"):
        return "denied"
    if sentence[-1].text == "?" or _any(inside, language, "hypothetical") or _any(everything, language, "if"):
        return "hypothetical"
    spoken = [word.lower for word in sentence[first:last] if word.kind == "word"]
    leading, _ = clause(sentence, first - 2) if first > 1 else (first, first)
    over = everything[leading:first]
    if language.is_to_come(spoken):
        if _any(over, language, "hypothetical over"):
            return "hypothetical"
        return "actual" if _any(over, language, "begun") else "planned"
    return "planned" if _any(inside, language, "planned") else "actual"


def _any(words: Sequence[str], language: Language, kind: str) -> bool:
    return any(_stands(form, words) for form in language.words("status.tsv", kind))


def is_historic(case: Counted, language: Language) -> bool:
    """Of an earlier war, of a year that is long past, or what a change began with."""
    sentence = case.quantity.sentence
    line = " ".join(word.lower for word in sentence)
    if any(phrase in line for phrase in language.words("historic.tsv", "phrase")):
        return True
    if any(_is_old(sentence, i, word, language) for i, word in enumerate(sentence)):
        return True
    return _is_long_ago(sentence, language) or _is_left_behind(case, language)


def _is_long_ago(sentence: Sentence, language: Language) -> bool:
    """ "vor 80 Jahren", "vor rund zwanzig Jahren"."""
    ago, units = language.words("historic.tsv", "ago"), language.words("historic.tsv", "ago unit")
    return any(
        word.lower in ago and any(after.lower in units for after in sentence[i + 2 : i + 4])
        for i, word in enumerate(sentence)
    )


def _is_old(sentence: Sentence, i: int, word: Word, language: Language) -> bool:
    if word.kind != "figure" or not _OLD_YEAR.fullmatch(word.text):
        return False
    if i > 0 and sentence[i - 1].lower in language.words("historic.tsv", "since"):
        return False
    return int(word.text) % 100 != 0 or (
        i > 0 and sentence[i - 1].lower in language.words("not_quantities.tsv", "year")
    )


def _is_left_behind(case: Counted, language: Language) -> bool:
    """The 300 of "von 300 auf 900 Soldaten"."""
    sentence, quantity = case.quantity.sentence, case.quantity
    start, _ = bound_before(sentence, quantity.first, language)
    opens = start > 0 and sentence[start - 1].lower in language.words("historic.tsv", "from")
    item = quantity.item if quantity.item is not None else quantity.last - 1
    to = sentence[item + 1].lower if item + 1 < len(sentence) else ""
    return opens and to in language.words("historic.tsv", "to")
