"""Whether a number counts troops: by the noun it counts and the words around that noun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.languages.bounds import bound_before
from pipeline.languages.items import stem
from pipeline.languages.language import Language
from pipeline.languages.names import Names
from pipeline.languages.quantities import Quantity
from pipeline.languages.values import number_word
from pipeline.languages.words import Sentence, Word, clause

_TABLE = "soldiers.tsv"


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity that counts troops. `goes_on`: the count before it in the sentence, whose men it counts again."""

    quantity: Quantity
    noun: str
    """the kind of soldier word"""
    prefix: str
    """what the noun has before it: the "US" of "US-Soldaten", the "bundeswehr" of "Bundeswehrsoldaten" """
    until: int = 0
    """the word from which another number tells of other men: "von den 1.200 Soldaten kehren | 300 heim" """
    goes_on: "Counted | None" = None


def counted(found: Sequence[Quantity], names: Names, language: Language) -> list[Counted]:
    """Those of one sentence's quantities that count troops."""
    cases: list[Counted] = []
    for i, quantity in enumerate(found):
        case = _by_noun(quantity, names, language) or _again(quantity, i, found, cases, language)
        if case is not None and not _is_beside(quantity, language):
            cases.append(replace(case, until=_until(found, i)))
    return cases


def _until(found: Sequence[Quantity], i: int) -> int:
    bare = (each.first for each in found[i + 1 :] if each.item is None and each.unit is None)
    return next(bare, len(found[i].sentence))


def _by_noun(quantity: Quantity, names: Names, language: Language) -> Counted | None:
    noun = quantity.noun
    if noun is None or quantity.unit is not None:
        return None
    known = soldier(noun, language)
    if known is None or _are_others(quantity, known[1], language):
        return None
    kind, prefix = known
    case = Counted(quantity, kind, prefix)
    if kind == "armed":  # fighters are someone's, or they may be boxers
        named = [*names.in_phrase(quantity), *names.behind(quantity, quantity.item or 0)]
        return case if named or names.known(prefix) else None
    military = _speaks_of(quantity.sentence, language, "military")
    if kind == "man":  # "das Kontingent umfasst 500 Mann"
        return None if _speaks_of(quantity.sentence, language, "no men") or not military else case
    return case


def soldier(noun: Word, language: Language) -> tuple[str, str] | None:
    """The kind of a soldier word and what it is joined to: ("soldier", "us") for "US-Soldaten"."""
    head, _, last = noun.lower.rpartition("-")
    forms = _forms(language)
    if last in forms:
        return (forms[last], head) if forms[last] != "not" else None
    if noun.lower in forms:
        return None
    for ending in language.words(_TABLE, "ending"):
        if last.endswith(ending) and len(last) > len(ending):
            return "soldier", head or last.removesuffix(ending)
    return None


@cache
def _forms(language: Language) -> Mapping[str, str]:
    return {form: row[0] for row in language.rows(_TABLE) if len(row) > 2 for form in row[2].split(", ")}


@cache
def _what_befell(language: Language) -> frozenset[str]:
    return frozenset(
        form for row in language.rows("roles.tsv") if row[1] == "befell" for form in row[2].split(", ")
    )


def _are_others(quantity: Quantity, prefix: str, language: Language) -> bool:
    """ "ehemalige Soldaten", "Ex-Soldaten", "Soldaten und Polizisten", "Soldaten der Heilsarmee"."""
    former = language.words(_TABLE, "former")
    if prefix in former or any(stem(word.lower, language) in former for word in quantity.between()):
        return True
    after = quantity.sentence[(quantity.item or 0) + 1 : (quantity.item or 0) + 4]
    if len(after) > 1 and after[0].lower in language.words(_TABLE, "joins"):
        joined = after[1]
        other = joined.kind == "word" and soldier(joined, language) is None
        return other and (joined.is_capital or language.words("items.tsv", "nouns") != {"capital"})
    return False


def _again(
    quantity: Quantity, i: int, found: Sequence[Quantity], cases: Sequence[Counted], language: Language
) -> Counted | None:
    """The 30 of "14 Soldaten wurden getötet und 30 verletzt": right behind a count, with what befell them and no noun."""
    before = cases[-1] if cases else None
    if before is None or i == 0 or found[i - 1] is not before.quantity or quantity.noun or quantity.unit:
        return None
    start, _ = bound_before(quantity.sentence, quantity.first, language)
    joins = quantity.sentence[start - 1].lower if start else ""
    if joins not in language.words(_TABLE, "joins") | {","}:
        return None
    passed = language.words(_TABLE, "again")
    befell = _what_befell(language)
    for word in quantity.sentence[quantity.last : quantity.last + 4]:
        if stem(word.lower, language) in befell or word.lower in befell:
            return Counted(quantity, before.noun, before.prefix, goes_on=before)
        if word.lower not in passed:
            return None
    return None


def _is_beside(quantity: Quantity, language: Language) -> bool:
    """ "Platz für 1.200 Soldaten", "keine 3.000 Soldaten", "wurden nicht 300 Soldaten": how many there are is not said."""
    sentence = quantity.sentence
    start, _ = bound_before(sentence, quantity.first, language)
    before = sentence[start - 1].lower if start else ""
    first, _ = clause(sentence, quantity.first)
    opens = start == first + 1 and before in language.words(_TABLE, "beside at first")
    if before in language.words(_TABLE, "beside") or opens:
        return True
    if start > 1 and before in language.words(_TABLE, "out of") and _is_number(sentence, start - 2, language):
        return True  # "zwei von drei Soldaten"
    return _speaks_of(sentence, language, "no news") or _is_negated(quantity, start, language)


def _is_negated(quantity: Quantity, start: int, language: Language) -> bool:
    """ "wurden nicht 300 Soldaten getötet", "schloss nicht aus, 300 Soldaten zu schicken"; not "nicht mehr als 300"."""
    sentence = quantity.sentence
    first, last = clause(sentence, quantity.first)
    words = [word.lower for word in sentence[first:last] if word.kind == "word"]
    if first > 1 and language.is_to_come(words):
        first, _ = clause(sentence, first - 2)
    negation = language.words(_TABLE, "negation")
    return any(sentence[i].lower in negation for i in range(first, last) if not start <= i < quantity.last)


def _is_number(sentence: Sentence, i: int, language: Language) -> bool:
    return sentence[i].kind == "figure" or number_word(sentence, i, language) is not None


def _speaks_of(sentence: Sentence, language: Language, kind: str) -> bool:
    known = language.words(_TABLE, kind)
    return any(word.lower in known for word in sentence)
