"""How high a number stands: on a linear scale from nothing, or on a logarithmic one where figures span orders."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

ScaleKind = Literal["linear", "log"]

ORDERS: Final = 20.0
"""the highest figure over the lowest from which a linear scale would press the low ones flat"""

_STEPS: Final = (1.0, 2.0, 5.0, 10.0)
_MOST_TICKS: Final = 6
_LEAST: Final = 1e-3
"""what is less is drawn as nothing"""


@dataclass(frozen=True)
class Scale:
    """Numbers from `low` to `high` on a line of `length`, counted from its upper end."""

    kind: ScaleKind
    low: float
    high: float
    length: float

    def at(self, value: float) -> float:
        """Where a number stands; what is off the scale stands at its end. A logarithm has no nothing: that is at the
        lower end too."""
        return self.length * (1 - min(1.0, max(0.0, self._share(value))))

    def ticks(self) -> tuple[float, ...]:
        """Round numbers along it, the lowest first."""
        return tuple(_decades(self.low, self.high) if self.kind == "log" else _even(self.high))

    def _share(self, value: float) -> float:
        if self.kind == "linear":
            return (value - self.low) / (self.high - self.low)
        if value <= self.low:
            return 0.0
        return math.log(value / self.low) / math.log(self.high / self.low)


def scale(values: Iterable[float], *, length: float, kind: ScaleKind | None = None) -> Scale:
    """A scale on which all the values find room; without a `kind`, the one that suits them."""
    known = [value for value in values if math.isfinite(value) and value >= 0]
    positive = [value for value in known if value >= _LEAST]
    if not positive:
        return Scale("linear", 0.0, 10.0, length)
    least, most = min(positive), max(positive)
    if (kind or ("log" if most / least >= ORDERS else "linear")) == "linear":
        return Scale("linear", 0.0, most * 1.08, length)
    return Scale("log", least / 1.25, most * 1.25, length)


def _even(high: float) -> Iterator[float]:
    step = next(
        step * 10.0**power
        for power in range(math.floor(math.log10(high)) - 1, math.floor(math.log10(high)) + 2)
        for step in _STEPS[:3]
        if high / (step * 10.0**power) <= _MOST_TICKS
    )
    for count in range(int(high / step + 1e-9) + 1):
        yield count * step


def _decades(low: float, high: float) -> Iterator[float]:
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    every = max(1, math.ceil((last - first) / _MOST_TICKS))
    within = _STEPS[:3] if last - first <= 3 else _STEPS[:1]
    for power in range(first, last + 1, every):
        for step in within:
            value = step * 10.0**power
            if low * (1 - 1e-9) <= value <= high * (1 + 1e-9):
                yield value
