"""The local servers with their security on: TLS for all that clients ask, a name and a password for every client.

Elasticsearch has the file realm's users and roles and no API keys: the index of those needs a module that the build
of Maven Central lacks. Kafka has SCRAM users, and access lists that deny whatever none allows.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCRAM = "SCRAM-SHA-512"


@dataclass(frozen=True)
class Account:
    """A user's name and password, and on Elasticsearch the names of the user's roles."""

    name: str
    password: str = field(repr=False)
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Secured:
    """Who may ask, and what the servers show of themselves: a certificate and its key for 127.0.0.1, PEM files.

    The administrator may do everything on both servers. `roles` are Elasticsearch's, as `PUT _security/role` takes
    them.
    """

    ca: Path
    certificate: Path
    key: Path
    administrator: Account
    kafka: tuple[Account, ...] = ()
    elasticsearch: tuple[Account, ...] = ()
    roles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def context(self) -> ssl.SSLContext:
        """What a client needs to believe the servers."""
        return ssl.create_default_context(cafile=self.ca)

    def authorization(self) -> str:
        """The administrator's header for Elasticsearch."""
        name, password = self.administrator.name, self.administrator.password
        return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def write_file_realm(config: Path, secured: Secured) -> None:
    """Elasticsearch's users, by hashes, and their roles, where its file realm looks for them."""
    administrator = Account(secured.administrator.name, secured.administrator.password, ("superuser",))
    users = (administrator, *secured.elasticsearch)
    held: dict[str, list[str]] = {}
    for user in users:
        for role in user.roles:
            held.setdefault(role, []).append(user.name)
    write_private(config / "users", "".join(f"{user.name}:{_hashed(user.password)}\n" for user in users))
    write_private(
        config / "users_roles", "".join(f"{role}:{','.join(names)}\n" for role, names in held.items())
    )
    # JSON is YAML; Elasticsearch takes the file apart by its lines before it reads it as that
    roles = "".join(f"{name}: {json.dumps(role)}\n" for name, role in secured.roles.items())
    write_private(config / "roles.yml", roles)
    for name, path in (("tls.crt", secured.certificate), ("tls.key", secured.key)):
        write_private(config / name, path.read_text(encoding="ascii"))


def _hashed(password: str) -> str:
    """As Elasticsearch reads it: PBKDF2 with HMAC-SHA-512, 10,000 rounds."""
    salt, rounds = secrets.token_bytes(32), 10_000
    made = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds, dklen=32)
    return f"{{PBKDF2}}{rounds}${base64.b64encode(salt).decode()}${base64.b64encode(made).decode()}"


def scram_arguments(secured: Secured) -> tuple[str, ...]:
    """What Kafka's format tool is told of each user: a salt and what comes of the password, never the password, for
    everybody on the machine sees a command's arguments."""
    return tuple(
        argument
        for user in (secured.administrator, *secured.kafka)
        for argument in ("--add-scram", f"{SCRAM}=[{_scram(user)}]")
    )


def _scram(user: Account) -> str:
    salt, rounds = secrets.token_bytes(32), 4096
    salted = hashlib.pbkdf2_hmac("sha512", user.password.encode(), salt, rounds)
    encoded = base64.b64encode
    return (
        f'name="{user.name}",iterations={rounds},salt="{encoded(salt).decode()}"'
        f',saltedpassword="{encoded(salted).decode()}"'
    )


def write_private(path: Path, text: str) -> None:
    """A file that only its owner may read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
