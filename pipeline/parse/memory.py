"""Packed parses by key, up to so many bytes; what was not asked for for the longest time is forgotten first."""

from collections import OrderedDict
from typing import Final

ROOM: Final = 200
"""bytes that an entry takes beside what is packed: its key, two objects and its place in the table"""


class Memory:
    """Holds at most `most` bytes."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._held: OrderedDict[bytes, bytes] = OrderedDict()
        self.size = 0
        """bytes that are held"""

    def __contains__(self, key: bytes) -> bool:
        return key in self._held

    def get(self, key: bytes) -> bytes | None:
        """What is kept under a key, which has then been asked for."""
        packed = self._held.get(key)
        if packed is not None:
            self._held.move_to_end(key)
        return packed

    def keep(self, key: bytes, packed: bytes) -> None:
        """Keep something under a key; what would take all the room is not kept."""
        if (size := len(packed) + ROOM) > self._most:
            return
        if (old := self._held.pop(key, None)) is not None:
            self.size -= len(old) + ROOM
        self._held[key] = packed
        self.size += size
        while self.size > self._most:
            _, forgotten = self._held.popitem(last=False)
            self.size -= len(forgotten) + ROOM
