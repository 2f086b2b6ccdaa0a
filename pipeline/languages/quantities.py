"""Which numbers are quantities, of what, in what unit, and how sure: dates, years, times, codes and scores are none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.languages.bounds import bound_before, bound_of
from pipeline.languages.items import item_of
from pipeline.languages.language import Language
from pipeline.languages.not_quantities import is_quantity
from pipeline.languages.units import unit_of
from pipeline.languages.values import Value, values
from pipeline.languages.words import Sentence, Word
from schemas import Item, Number
from schemas.story import Bound

_LARGEST = 1e18


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. `first` and `last` are words of its sentence, `item` is the index of the noun."""

    sentence: Sentence
    first: int
    last: int
    low: float
    high: float
    bound: Bound
    unit: str | None
    item: int | None

    @property
    def noun(self) -> Word | None:
        """What it counts."""
        return self.sentence[self.item] if self.item is not None else None

    def between(self) -> tuple[Word, ...]:
        """The words between the number and what it counts: "nordkoreanische"."""
        return self.sentence[self.last : self.item] if self.item is not None else ()

    def number(self, text: str) -> Number:
        """As the story has it; open ends are None (DESIGN 3)."""
        start, end = self.sentence[self.first].start, self.sentence[self.last - 1].end
        noun = self.noun
        return Number(
            start=start,
            end=end,
            text=text[start:end],
            low=None if self.bound in ("at_most", "less_than") else self.low,
            high=None if self.bound in ("at_least", "more_than", "vague") else self.high,
            bound=self.bound,
            unit=self.unit,
            item=Item(text=noun.text, lemma=noun.text) if noun is not None else None,
        )


def quantities(sentence: Sentence, language: Language) -> Iterator[Quantity]:
    """The quantities of a sentence, in order, two ends of a range as one."""
    found = [
        value
        for value in values(sentence, language)
        if value.value < _LARGEST and is_quantity(sentence, value, language)
    ]
    i = 0
    while i < len(found):
        pair = _range(sentence, found[i], found[i + 1], language) if i + 1 < len(found) else None
        yield pair or _single(sentence, found[i], language)
        i += 2 if pair else 1


def _single(sentence: Sentence, value: Value, language: Language) -> Quantity:
    unit, end = unit_of(sentence, value.first, value.last, language)
    bound: Bound = (
        "vague" if value.form == "vague" else bound_of(sentence, value.first, value.last, end, language)
    )
    item = None if unit else item_of(sentence, value.last, language)
    return Quantity(sentence, value.first, value.last, value.value, value.value, bound, unit, item)


def _range(sentence: Sentence, one: Value, other: Value, language: Language) -> Quantity | None:
    """ "3.000 bis 5.000", "zwischen 3.000 und 5.000", "zwei bis drei Millionen"."""
    if "vague" in (one.form, other.form):
        return None
    gap = [word.lower for word in sentence[one.last : other.first]]
    before, _ = bound_before(sentence, one.first, language)
    between = before > 0 and sentence[before - 1].lower in language.words("figures.tsv", "between")
    joins = language.words("figures.tsv", "and" if between else "to")
    if len(gap) != 1 or gap[0] not in joins:
        return None
    shared = one.scale == 1 and other.scale >= 1000 and one.value < 1000
    low, high = one.value * (other.scale if shared else 1), other.value
    if low >= high:
        return None
    whole = _single(sentence, other, language)
    return replace(whole, first=one.first, low=low, high=high, bound="range")
