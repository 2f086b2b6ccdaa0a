"""Leaving out what was read from furniture."""

from collections.abc import Iterable

from pipeline.furniture.marks import Furniture
from schemas import Number, Quote


def numbers_in_prose(found: Iterable[Number], marks: Furniture) -> tuple[Number, ...]:
    """The numbers without those in furniture: "0 Comments", "© 2024"."""
    return tuple(number for number in found if marks.at(number.start) is None)


def quotes_in_prose(found: Iterable[Quote], marks: Furniture) -> tuple[Quote, ...]:
    """The quotes without those in furniture, and without such parts of them: "‘Helping Putin’" over a paragraph."""
    kept = []
    for quote in found:
        if quote.cue is not None and marks.at(quote.cue.start) is not None:
            continue
        spans = tuple(span for span in quote.spans if marks.at(span[0]) is None)
        if spans:
            kept.append(quote if spans == quote.spans else quote.model_copy(update={"spans": spans}))
    return tuple(kept)
