"""Whose troops they are: named with them, or their sender. Two names at once are nobody's."""

from pipeline.languages.bounds import bound_before
from pipeline.languages.language import Language
from pipeline.languages.names import Named, Names
from pipeline.languages.soldiers import Counted
from pipeline.languages.words import Sentence, clause
from schemas import Force


def force_of(case: Counted, names: Names, language: Language) -> Force | None:
    """The force of a count, None where the sentence does not say it plainly."""
    quantity = case.quantity
    if case.goes_on is not None:
        return force_of(case.goes_on, names, language)
    prefix = names.known(case.prefix) if case.prefix else None
    named = [*names.in_phrase(quantity), *([prefix] if prefix else [])]
    if not named:
        behind = [] if _has(case, language, "leaves") else names.behind(quantity, quantity.item or 0)
        if behind and _has(case, language, "moves"):
            return None  # "verlegte 3.000 Soldaten aus Nordkorea nach Kursk", "… aus Deutschland nach Polen"
        sender = _sender(case, names, language)
        named = [*behind, *([sender] if sender else [])]
    return named[0] if len({force.name for force in named}) == 1 else None


def _has(case: Counted, language: Language, kind: str) -> bool:
    """Whether a word of that kind stands in the clause: "zieht 1.100 Soldaten aus Mali ab" is not of Mali's."""
    quantity = case.quantity
    first, last = clause(quantity.sentence, quantity.first)
    known = language.words("forces.tsv", kind)
    return any(word.lower in known for word in quantity.sentence[first:last])


def _sender(case: Counted, names: Names, language: Language) -> Force | None:
    """The Schweden of "Schweden schickt 600 Soldaten": the one state before them that no preposition governs."""
    sentence, at = case.quantity.sentence, case.quantity.first
    first, last = clause(sentence, at)
    sends = language.words("forces.tsv", "sends")
    if not any(word.lower in sends for word in sentence[first:last]):
        return None
    found = _subjects(sentence, first, at, names, language)
    start, _ = bound_before(sentence, at, language)
    if not found and start == first > 1:  # "Spanien plant, 450 Soldaten in die Slowakei zu verlegen"
        before, _ = clause(sentence, first - 2)
        found = _subjects(sentence, before, first, names, language)
    return found[0].force if len({named.force.name for named in found}) == 1 else None


def _subjects(sentence: Sentence, first: int, last: int, names: Names, language: Language) -> list[Named]:
    found = []
    i = first
    while i < last:
        named = names.state(sentence, i)
        if (
            named is not None
            and named.last <= last
            and not names.is_declined(sentence, named)
            and _stands_free(sentence, first, named, language)
        ):
            found.append(named)
        i = named.last if named is not None else i + 1
    return found


def _stands_free(sentence: Sentence, first: int, named: Named, language: Language) -> bool:
    """ "Russland", "Die Ukraine", "will die Bundeswehr"; not "in Russland", "der Präsident der Ukraine", "Polen und"."""
    i = named.first
    if sentence[named.last].lower in language.words("forces.tsv", "and"):
        return False
    if i == first:
        return True
    before = sentence[i - 1]
    if before.lower in language.words("forces.tsv", "nominative"):
        return i - 1 == first or not sentence[i - 2].is_capital or sentence[i - 2].kind != "word"
    bare = before.kind == "word" and before.lower not in language.words("forces.tsv", "governs")
    return bare and not before.is_capital
