"""How much the gateway holds at once: bodies that are being read, and stories that Kafka doesn't have yet."""

from types import TracebackType
from typing import Self

from consumers.gateway.problems import later

AGAIN_SECONDS = 2


class Room:
    """Bytes that may be held, by all requests together. What finds no room is sent back, to come again."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.held = 0

    def hold(self) -> "Held":
        """A share of it, of nothing yet."""
        return Held(self)

    def take(self, size: int) -> None:
        """Raises `Problem` "full" if there are not so many bytes left."""
        if self.held + size > self._size:
            raise later("full", "send it again in a moment", seconds=AGAIN_SECONDS)
        self.held += size

    def give(self, size: int) -> None:
        """Give bytes back."""
        self.held -= size


class Held:
    """What one request or one story holds; given back on leaving the `with`, or by `free`."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._size = 0

    def more(self, size: int) -> None:
        """Hold so many bytes more."""
        self._room.take(size)
        self._size += size

    def free(self) -> None:
        """Give back all of it."""
        self._room.give(self._size)
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.free()
