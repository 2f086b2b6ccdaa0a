"""Which numbers and troop counts stand in which quote."""

from schemas import Number, Quote, TroopCount


def linked(
    quotes: tuple[Quote, ...], numbers: tuple[Number, ...], counts: tuple[TroopCount, ...]
) -> tuple[tuple[Quote, ...], tuple[TroopCount, ...]]:
    """The quotes with the indexes of what stands in them, the counts with that of the quote that holds them.

    A quote in a quote: the inner one is the count's, both know of it.
    """
    holders = _holders(quotes, numbers)
    innermost = [max(each, key=lambda k: quotes[k].spans[0], default=None) for each in holders]
    inside: list[list[int]] = [[] for _ in quotes]
    for number, each in enumerate(holders):
        for k in each:
            inside[k].append(number)
    of_number = {count.number: i for i, count in enumerate(counts)}
    return (
        tuple(
            _with(quote, tuple(held), tuple(of_number[number] for number in held if number in of_number))
            for quote, held in zip(quotes, inside, strict=True)
        ),
        tuple(count.model_copy(update={"quote": innermost[count.number]}) for count in counts),
    )


def _with(quote: Quote, numbers: tuple[int, ...], counts: tuple[int, ...]) -> Quote:
    if (numbers, counts) == (quote.numbers, quote.troop_counts):
        return quote  # most hold none
    return quote.model_copy(update={"numbers": numbers, "troop_counts": counts})


def _holders(quotes: tuple[Quote, ...], numbers: tuple[Number, ...]) -> list[list[int]]:
    """Of each number, the quotes that hold it. One walk through both, for a story may have thousands of each."""
    spans = sorted((start, end, k) for k, quote in enumerate(quotes) for start, end in quote.spans)
    found: list[list[int]] = []
    open_spans: list[tuple[int, int, int]] = []
    i = 0
    for number in numbers:
        while i < len(spans) and spans[i][0] <= number.start:
            open_spans.append(spans[i])
            i += 1
        open_spans = [span for span in open_spans if span[1] > number.start]
        found.append([k for _, end, k in open_spans if end >= number.end])
    return found
