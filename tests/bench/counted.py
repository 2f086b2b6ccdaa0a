"""Stories that each give a troop count which no other gives."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from tests.bench.texts import stories, texts

COUNTRIES = (
    *("Norway", "Sweden", "Finland", "Denmark", "Poland", "Germany", "France", "Spain", "Portugal", "Italy"),
    *("Greece", "Turkey", "Egypt", "Kenya", "Nigeria", "Ghana", "Senegal", "Mali", "Niger", "Chad", "Brazil"),
    *("Chile", "Peru", "Colombia", "Mexico", "Canada", "Japan", "India", "Pakistan", "Vietnam", "Australia"),
    *("Estonia", "Latvia", "Lithuania", "Ukraine", "Romania", "Bulgaria", "Hungary", "Croatia", "Albania"),
    *("Cyprus", "Austria", "Switzerland", "Belgium", "Iceland", "Morocco", "Algeria", "Tunisia", "Libya"),
    *("Sudan", "Ethiopia", "Uganda", "Rwanda", "Angola", "Zambia", "Bolivia", "Ecuador", "Venezuela", "Cuba"),
    *("Thailand", "Malaysia", "Indonesia", "Nepal", "Bangladesh", "Kazakhstan", "Mongolia", "Qatar"),
)
PAIRS = [(force, place) for force in COUNTRIES for place in COUNTRIES if force != place]
"""each has sent soldiers to each, once: a figure of its own place is no word on another's, and none comes late"""


class Counted:
    """One after the other, in an order that is the same every time; there are as many as pairs. `bodies` gives so many
    texts from a number on, to which the sentence with the count is added; `least` is the lowest count."""

    def __init__(
        self,
        bodies: Callable[[int, int], Sequence[str]] | None = None,
        *,
        prefix: str = "urn:bench:",
        least: int = 1_003,
    ) -> None:
        self._bodies = bodies or (lambda count, first: texts(count, first=first))
        self._prefix = prefix
        self._least = least
        self._pairs = PAIRS.copy()
        random.Random(1).shuffle(self._pairs)
        self._done = 0

    def next(self, count: int) -> list[tuple[dict[str, Any], float]]:
        """Articles, each with its figure."""
        found = []
        for article in stories(self._bodies(count, self._done), first=self._done, prefix=self._prefix):
            figure = self._least + 7 * self._done
            force, place = self._pairs[self._done]
            more = f"{force} has sent {figure:,} soldiers to {place}, the defence ministry said on Monday."
            found.append(({**article, "text": f"{article['text']}\n{more}"}, float(figure)))
            self._done += 1
        return found
