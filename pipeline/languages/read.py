"""The way of a text in a language of tables: sentences, quantities, which of them count troops."""

from pipeline.languages.force import force_of
from pipeline.languages.language import Language
from pipeline.languages.names import Names
from pipeline.languages.places import places_of
from pipeline.languages.quantities import quantities
from pipeline.languages.soldiers import Counted, counted
from pipeline.languages.told import is_historic, measure_of, role_of, status_of
from pipeline.languages.words import Sentence, sentences
from schemas import Number, TroopCount


def read(text: str, language: Language) -> tuple[tuple[Number, ...], tuple[TroopCount, ...]]:
    """The numbers of a text, in order, and its troop counts. Never raises; its time grows with the text."""
    names = Names(language)
    numbers: list[Number] = []
    counts: list[TroopCount] = []
    for sentence in sentences(text, language):
        if _is_skipped(sentence, language):
            continue
        found = list(quantities(sentence, language))
        index = {quantity.first: len(numbers) + i for i, quantity in enumerate(found)}
        numbers += (quantity.number(text) for quantity in found)
        counts += (
            _count(case, index[case.quantity.first], names, language)
            for case in counted(found, names, language)
        )
    return tuple(numbers), tuple(counts)


def _is_skipped(sentence: Sentence, language: Language) -> bool:
    """Captions, credits and links: "Archivbild: …", "Lesen Sie auch: …"."""
    opening = " ".join(word.lower for word in sentence[:4])
    return opening.startswith(tuple(language.words("sentences.tsv", "skipped")))


def _count(case: Counted, number: int, names: Names, language: Language) -> TroopCount:
    return TroopCount(
        number=number,
        force=force_of(case, names, language),
        role=role_of(case, language),
        measure=measure_of(case, language),
        places=places_of(case, names, language),
        status=status_of(case, language),
        source=None,
        historic=is_historic(case, language),
    )
