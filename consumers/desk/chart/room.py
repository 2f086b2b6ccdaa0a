"""Finding room: boxes that would cover one another are moved apart, as little as can be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def covered_by(self, other: "Box") -> float:
        """How much of its area the other covers."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def beside(self, right: float) -> "Box":
        """The same box further to the right."""
        return Box(self.left + right, self.top, self.right + right, self.bottom)

    def inside(self, other: "Box") -> bool:
        """Whether nothing of it is outside of the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


Item = TypeVar("Item")


@dataclass
class Room:
    """What is taken so far, within `edges`; columns of boxes, so that a thousand don't ask a thousand."""

    edges: Box
    _columns: dict[int, list[Box]] = field(default_factory=dict)

    def take(self, box: Box) -> None:
        """Nothing else should be there now."""
        for column in _columns(box):
            self._columns.setdefault(column, []).append(box)

    def free(self, box: Box) -> bool:
        """Whether it is inside, and nothing is there."""
        return box.inside(self.edges) and not self.covered(box)

    def covered(self, box: Box) -> float:
        """How much of it is taken."""
        near = {other for column in _columns(box) for other in self._columns.get(column, ())}
        return sum(box.covered_by(other) for other in near)

    def best(self, choices: Sequence[tuple[Item, Iterable[Box]]]) -> Item:
        """The first choice whose boxes are all free, else the one that covers least."""
        least: tuple[float, Item] | None = None
        for item, boxes in choices:
            cost = sum(self._cost(box) for box in boxes)
            if cost == 0:
                return item
            if least is None or cost < least[0]:
                least = cost, item
        if least is None:
            raise ValueError("there is nothing to choose from")
        return least[1]

    def _cost(self, box: Box) -> float:
        # outside is worse than on top of another
        return self.covered(box) + (0.0 if box.inside(self.edges) else 10_000.0)


_COLUMN = 40.0


def _columns(box: Box) -> range:
    return range(int(box.left // _COLUMN), int(box.right // _COLUMN) + 1)
