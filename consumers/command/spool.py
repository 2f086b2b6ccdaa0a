"""What was checked, until it is sent: in memory while it is little, then in a temporary file that has no name."""

import struct
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

from consumers.errors import MusterError

IN_MEMORY: Final = 16 * 1024 * 1024
"""bytes"""
_SIZES: Final = struct.Struct("<II")


class Spool:
    """Messages, each a key and a value, put in once and taken out once, in order. `len` is how many were put in."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by `__exit__`
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def put(self, key: str, value: bytes) -> None:
        """Keep a message. Raises `MusterError` if the disk is full."""
        name = key.encode()
        try:
            self._file.write(_SIZES.pack(len(name), len(value)))
            self._file.write(name)
            self._file.write(value)
        except OSError as error:
            raise MusterError(
                f"no room for a temporary file in {tempfile.gettempdir()}: {error.strerror}; TMPDIR names another folder"
            ) from error
        self._count += 1

    def take(self) -> Iterator[tuple[str, bytes]]:
        """All messages, in the order in which they were put in."""
        self._file.seek(0)
        while sizes := self._file.read(_SIZES.size):
            name, value = _SIZES.unpack(sizes)
            yield self._file.read(name).decode(), self._file.read(value)
