"""Money, percent and measures: the word or sign beside a number, as the language's table has them."""

from collections.abc import Mapping
from functools import cache

from pipeline.languages.language import Language
from pipeline.languages.words import Sentence


def unit_of(sentence: Sentence, first: int, last: int, language: Language) -> tuple[str | None, int]:
    """The unit of the number of words `first` to `last`, and where it ends with it; its name is English, or ISO 4217."""
    age = language.words("units.tsv", "age")
    if (
        last + 1 < len(sentence)
        and sentence[last].text == "-"
        and sentence[last + 1].lower.startswith(tuple(age))
    ):
        return "year", last + 2  # "34-jährige"
    names = unit_names(language)
    stop = last + 1 if last < len(sentence) and sentence[last].text == "." else last  # "20 Mrd. Euro"
    for end in (stop + 3, stop + 2, stop + 1):  # "km/h", "Grad Celsius", "Grad"
        unit = (
            names.get(" ".join(word.lower for word in sentence[stop:end])) if end <= len(sentence) else None
        )
        if unit is not None:
            return unit, end
    before = (
        names.get(sentence[first - 1].lower) if first > 0 and sentence[first - 1].kind == "mark" else None
    )
    return before, last  # "€300"


@cache
def unit_names(language: Language) -> Mapping[str, str]:
    """Every word and sign of a unit, in lower case, to the unit."""
    return {
        name: row[0] for row in language.rows("units.tsv") if row[0] != "age" for name in row[1].split(", ")
    }
