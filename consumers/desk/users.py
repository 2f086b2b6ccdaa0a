"""Who may sign in: a file of names, roles and hashed passwords."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from consumers.errors import MusterError
from consumers.lines_file import LinesFile

RoleName = Literal["reader", "analyst", "admin"]
ROLES: Final[tuple[RoleName, ...]] = get_args(RoleName)
"""each may do what those before it may"""

LONGEST_NAME: Final = 100
LONGEST_PASSWORD: Final = 1_000
SHORTEST_PASSWORD: Final = 10

_HASHER = PasswordHasher()
# what is compared where there is no such user, so that an answer takes as long
_NOBODY = _HASHER.hash("nobody")


@dataclass(frozen=True)
class User:
    """Who asks. Without sign-in it is whoever sits at this machine, an admin."""

    name: str
    role: RoleName

    def may(self, role: RoleName) -> bool:
        """Whether they may do what a `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True)
class _Line:
    user: User
    hashed: str


class Users:
    """The users of a file, `name:role:hash` a line. It is read again when it has changed, so that whoever is taken
    out of it is out at their next click."""

    def __init__(self, path: Path) -> None:
        self._file = LinesFile(path, what="the users' file", parse=_parse)

    def named(self, name: str) -> User | None:
        """The user of that name."""
        line = self._file.read().get(name)
        return line.user if line else None

    def signed_in(self, name: str, password: str) -> User | None:
        """The user, if that is their password. Takes some 50 ms, by design, whether there is such a user or not."""
        line = self._file.read().get(name)
        try:
            _HASHER.verify(line.hashed if line else _NOBODY, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return None
        return line.user if line else None

    def add(self, name: str, role: RoleName, password: str) -> None:
        """Put a user, in the place of the one of that name. Raises `MusterError` on a name or password that can't be."""
        if (
            not name
            or len(name) > LONGEST_NAME
            or ":" in name
            or not name.isprintable()
            or name != name.strip()
        ):
            raise MusterError(
                f"{name!r} can't be a name: up to {LONGEST_NAME} characters on one line, without ':'"
            )
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise MusterError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
        lines = dict(self._file.read()) if self._file.exists() else {}
        lines[name] = _Line(User(name, role), _HASHER.hash(password))
        self._file.write(f"{line.user.name}:{line.user.role}:{line.hashed}" for line in lines.values())


def _parse(lines: Iterable[tuple[int, str]]) -> Mapping[str, _Line]:
    found = {}
    for number, line in lines:
        name, _, rest = line.partition(":")
        role, _, hashed = rest.partition(":")
        if role not in ROLES or not hashed:
            raise ValueError(f"line {number}: is not name:role:hash with a role of {', '.join(ROLES)}")
        found[name] = _Line(User(name, role), hashed)
    return MappingProxyType(found)
