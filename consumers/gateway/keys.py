"""Bearer keys: made here, shown once, kept as hashes.

A key is 256 random bits, so a plain hash of it tells nothing and can be looked up; a slow one, as for passwords,
would only be a way to keep the gateway busy.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from consumers.errors import MusterError
from consumers.gateway.providers import check_name
from consumers.lines_file import LinesFile

_PREFIX: Final = "muster_"
"""so that scanners of code know a key that was left in it"""
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Key:
    """A key as it is kept: whose, since when, and its SHA-256 in hex."""

    name: str
    added: str
    hash: str

    @property
    def id(self) -> str:
        """What it can be called by."""
        return self.hash[:8]


class Keys:
    """The keys of a file, `name:date:hash` a line. It is read again when it has changed, so that a key that is taken
    out of it is refused from then on."""

    def __init__(self, path: Path) -> None:
        self._file = LinesFile(path, what="the gateway's keys", parse=_parse)

    def owner(self, key: str) -> str | None:
        """The provider whose key it is."""
        found = self._all().get(_hashed(key))
        return found.name if found else None

    def all(self) -> Sequence[Key]:
        """Every key, in the order in which they were added."""
        return tuple(self._all().values())

    def add(self, name: str, *, today: date) -> str:
        """Make a key for a provider, beside those that it has. Raises `MusterError` on a name that can't be."""
        try:
            check_name(name)
        except ValueError as error:
            raise MusterError(str(error)) from None
        key = _PREFIX + secrets.token_urlsafe(32)
        self._write([*self.all(), Key(name, today.isoformat(), _hashed(key))])
        return key

    def remove(self, name: str, *, id_: str | None = None) -> int:
        """Remove all keys of a provider, or the one of that id; gives how many.

        Raises `MusterError` if there is none.
        """
        gone = [key for key in self.all() if key.name == name and id_ in (None, key.id)]
        if not gone:
            raise MusterError(
                f"{name!r} has no {'such ' if id_ else ''}key; muster gateway keys list shows who has"
            )
        self._write([key for key in self.all() if key not in gone])
        return len(gone)

    def _all(self) -> dict[str, Key]:
        return self._file.read() if self._file.exists() else {}

    def _write(self, keys: Iterable[Key]) -> None:
        self._file.write(f"{key.name}:{key.added}:{key.hash}" for key in keys)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _parse(lines: Iterable[tuple[int, str]]) -> dict[str, Key]:
    found = {}
    for number, line in lines:
        name, _, rest = line.partition(":")
        added, _, hashed = rest.partition(":")
        if not name or not _DATE.fullmatch(added) or not _HASH.fullmatch(hashed):
            raise ValueError(f"line {number}: is not name:date:hash, as muster gateway keys add writes it")
        found[hashed] = Key(name, added, hashed)
    return found
