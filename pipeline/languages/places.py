"""Where troops are or go: a name that stands behind a preposition of place, between the same commas as they."""

from pipeline.languages.language import Language
from pipeline.languages.names import Names
from pipeline.languages.soldiers import Counted
from pipeline.languages.words import Sentence, clause
from schemas import Place

_TABLE = "places.tsv"


def places_of(case: Counted, names: Names, language: Language) -> tuple[Place, ...]:
    """The places of a count, in the order of the text, each once."""
    quantity = case.quantity
    sentence = quantity.sentence
    first, last = clause(sentence, quantity.first)
    found: dict[tuple[str, bool], Place] = {}
    says = any(word.lower in language.words(_TABLE, "says") for word in sentence[first : quantity.first])
    for i in range(quantity.last if says else first, last):
        placed = _at(sentence, i, names, language)
        if placed is not None:
            found.setdefault((placed.name, placed.to), placed)
    if not found and case.goes_on is not None:
        return places_of(case.goes_on, names, language)
    return tuple(found.values())


def _at(sentence: Sentence, i: int, names: Names, language: Language) -> Place | None:
    """The place of a phrase that begins at word `i`: "in Kursk", "nach Lettland", "in die Ukraine", "in der Region Kursk"."""
    here, there = language.words(_TABLE, "at"), language.words(_TABLE, "to")
    preposition = sentence[i].lower
    if preposition not in here | there or _belongs_to_others(sentence, i, language):
        return None
    j, to, region = i + 1, preposition in there, False
    bare = preposition in language.words(_TABLE, "bare")
    while j < len(sentence) and sentence[j].kind == "word":
        word = sentence[j]
        found = names.place(sentence, j, region=region, bare=bare)
        if found is not None:
            return Place(name=found[0].name, iso=found[0].iso, to=to)
        if word.lower in language.words(_TABLE, "to article") and preposition in language.words(
            _TABLE, "either"
        ):
            to, bare = True, False
        elif word.lower in language.words(_TABLE, "article"):
            bare = False
        elif word.lower in language.words(_TABLE, "region"):
            region = bare = True
        elif word.lower in language.words(_TABLE, "ground"):
            bare = True
        elif word.lower not in language.words(_TABLE, "passed") and names.people(word.lower) is None:
            return None
        j += 1
    return None


def _belongs_to_others(sentence: Sentence, i: int, language: Language) -> bool:
    """ "die Regierung in Seoul", "das Ministerium in Kiew": where those are who say so."""
    return i > 0 and sentence[i - 1].lower in language.words(_TABLE, "of others")
