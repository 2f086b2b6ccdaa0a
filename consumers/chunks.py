"""Many things in portions: what one request, or one process, is given at once."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in order, `size` at a time; the last portion may be smaller. `itertools.batched` needs Python 3.12."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk
