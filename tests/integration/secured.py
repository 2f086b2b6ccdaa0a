"""Kafka and Elasticsearch with TLS, users and roles: those of deploy/security, which docs/security.md shows."""

import json
import secrets
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from consumers.clients import kafka
from consumers.settings import Settings
from deploy.local import Account, LocalServers, Secured, running
from tests.in_memory import in_memory
from tests.integration.installation import until

SECURITY = Path(__file__).parents[2] / "deploy" / "security"
ROLES = SECURITY / "elasticsearch-roles.json"
ACLS = SECURITY / "kafka-acls.txt"
PREFIX = "muster-"
"""that the roles and access lists are for"""
EVERY = ACLFilter(
    None,
    None,
    ACLOperation.ANY,
    ACLPermissionType.ANY,
    ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY),
)


@dataclass(frozen=True)
class Installed:
    """Servers with security on, a folder for what clients need to know, and every password that there is."""

    servers: LocalServers
    folder: Path
    passwords: dict[str, str] = field(repr=False)

    @property
    def ca(self) -> Path:
        return self.folder / "ca.pem"

    def settings(self, name: str = "muster", **changes: Any) -> Settings:
        """As a user of both servers has them."""
        given = {
            "home": self.folder / name,
            "kafka": self.servers.addresses.kafka,
            "kafka_security": "sasl_ssl",
            "kafka_user": name,
            "kafka_password": self.passwords[f"kafka {name}"],
            "kafka_ca": self.ca,
            "elasticsearch": self.servers.addresses.elasticsearch,
            "elasticsearch_user": name,
            "elasticsearch_password": self.passwords[f"elasticsearch {name}"],
            "elasticsearch_ca": self.ca,
            "prefix": PREFIX,
            "analyzer": "standard",
            "partitions": 2,
        }
        (self.folder / name).mkdir(exist_ok=True)
        return Settings(_env_file=None, **{**given, **changes})


@contextmanager
def secured(folder: Path) -> Iterator[Installed]:
    """Have them, with the users `muster-setup`, `muster` and `newsroom`, for the length of a `with`."""
    roles = json.loads(ROLES.read_text(encoding="utf-8"))
    names = ("admin", "muster-setup", "muster", "newsroom")
    password = secrets.token_urlsafe(24)
    passwords = {
        f"{server} {name}": secrets.token_urlsafe(24)
        for server in ("kafka", "elasticsearch")
        for name in names
    } | {"kafka admin": password, "elasticsearch admin": password}
    certificate, key = certified(folder)
    shown = Secured(
        ca=folder / "ca.pem",
        certificate=certificate,
        key=key,
        administrator=Account("admin", password),
        kafka=tuple(Account(name, passwords[f"kafka {name}"]) for name in names[1:]),
        elasticsearch=tuple(
            Account(name, passwords[f"elasticsearch {name}"], (name,)) for name in names if name in roles
        ),
        roles=roles,
    )
    with in_memory(folder / "servers") as place, running(place, tell=print, secured=shown) as servers:
        installed = Installed(servers, folder, passwords)
        with kafka.admin(installed.settings("admin"), bootstrap_timeout_ms=60_000) as admin:
            # its port opens a moment before it takes work
            until(lambda: bool(admin.describe_cluster()["brokers"]), timeout=60)
            wanted = acls()
            admin.create_acls(wanted)
            until(lambda: len(admin.describe_acls(EVERY)[0]) == len(wanted), timeout=60)
        yield installed


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key, good for a day, and beside them the certificate of its CA."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    made = authority.issue_cert("127.0.0.1", not_after=datetime.now(UTC) + timedelta(days=1))
    certificate, key = folder / "tls.crt", folder / "tls.key"
    certificate.write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
    # Kafka reads PKCS 8 alone
    private = load_pem_private_key(made.private_key_pem.bytes(), None)
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, key


def acls() -> list[ACL]:
    """The file of access lists, as kafka-acls.sh would read it."""
    found = []
    for line in ACLS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        who, _, options = line.partition(":")
        words = shlex.split(options)
        pairs = list(zip(words[::2], words[1::2], strict=True))
        given = dict(pairs)
        kind = "topic" if "--topic" in given else "group"
        resource = ResourcePattern(
            ResourceType[kind.upper()],
            given[f"--{kind}"],
            ACLResourcePatternType[given["--resource-pattern-type"].upper()],
        )
        found += [
            ACL(f"User:{who}", "*", ACLOperation[value.upper()], ACLPermissionType.ALLOW, resource)
            for option, value in pairs
            if option == "--operation"
        ]
    return found
