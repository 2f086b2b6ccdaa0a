"""Certificates and passwords for deploy/compose.yaml, made once: `python -m deploy.compose.keys /keys`.

Below the folder each reader has one of its own, with what it needs and no more, for its eyes only; `all` holds
everything, and no other service has it. What is there already is handed out again as it is.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.compose import certificates
from deploy.local.secured import Account, Secured, scram_arguments, write_file_realm, write_private

#: As containers know the two servers, and as they know themselves.
HOSTS = ("kafka", "elasticsearch", "localhost")
ROLES = Path(__file__).parents[1] / "security" / "elasticsearch-roles.json"
#: Who asks Kafka and Elasticsearch: the one that makes topics and indices, and the one that does all else.
SETUP, MUSTER = "muster-setup", "muster"
PASSWORDS = tuple(f"{server} {name}" for server in ("kafka", "elasticsearch") for name in (SETUP, MUSTER))
OTHERS = ("admin", "desk", "grafana")


_CLIENT = """\
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
ssl.truststore.type=PEM
ssl.truststore.location=/run/muster/ca.pem
"""


@dataclass(frozen=True)
class Reader:
    """Whose files they are, by the ids that its image runs as."""

    uid: int
    gid: int


READERS: Mapping[str, Reader] = {
    "kafka": Reader(1000, 1000),
    "elasticsearch": Reader(1000, 0),
    "setup": Reader(10001, 10001),
    "muster": Reader(10001, 10001),
    "desk": Reader(10001, 10001),
    "grafana": Reader(472, 0),
}


def made(folder: Path) -> dict[str, str]:
    """Every password by name, from `folder`; made there first, with the certificates, if they are not there."""
    if not folder.exists():
        half = folder.with_name(f"{folder.name}.half-made")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700, parents=True)
        certificates.make(half, HOSTS, ("127.0.0.1",))
        passwords = {name: secrets.token_urlsafe(24) for name in (*PASSWORDS, *OTHERS)}
        write_private(half / "passwords.json", json.dumps(passwords))
        half.rename(folder)
    found: dict[str, str] = json.loads((folder / "passwords.json").read_text(encoding="utf-8"))
    return found


def secured(everything: Path, passwords: Mapping[str, str]) -> Secured:
    """Who may ask the two servers, and the certificate that they show; `everything` is the folder that it is in."""
    roles = json.loads(ROLES.read_text(encoding="utf-8"))
    return Secured(
        ca=everything / "ca.pem",
        certificate=everything / "tls.crt",
        key=everything / "tls.key",
        administrator=Account("admin", passwords["admin"]),
        kafka=tuple(Account(name, passwords[f"kafka {name}"]) for name in (SETUP, MUSTER)),
        elasticsearch=tuple(
            Account(name, passwords[f"elasticsearch {name}"], (name,)) for name in (SETUP, MUSTER)
        ),
        roles=roles,
    )


def hand_out(everything: Path, passwords: Mapping[str, str], folder: Path) -> None:
    """Write each reader's files below `folder`."""
    texts = {
        name: (everything / name).read_text(encoding="ascii") for name in ("ca.pem", "tls.crt", "tls.key")
    }
    accounts = secured(everything, passwords)
    for name in READERS:
        (folder / name).mkdir(parents=True, exist_ok=True)

    kafka = folder / "kafka"
    write_private(kafka / "ca.pem", texts["ca.pem"])
    # as Kafka wants it: the key and its certificate in one file
    write_private(kafka / "tls.pem", texts["tls.key"] + texts["tls.crt"])
    sign_in = (
        "org.apache.kafka.common.security.scram.ScramLoginModule required "
        f'username="admin" password="{passwords["admin"]}";\n'
    )
    write_private(
        kafka / "broker.properties", f"listener.name.clients.scram-sha-512.sasl.jaas.config={sign_in}"
    )
    write_private(kafka / "admin.properties", f"{_CLIENT}sasl.jaas.config={sign_in}")
    write_private(kafka / "users", "".join(f"{user}\n" for user in scram_arguments(accounts)[1::2]))

    elasticsearch = folder / "elasticsearch"
    write_private(elasticsearch / "ca.pem", texts["ca.pem"])
    write_file_realm(elasticsearch, accounts)
    write_private(elasticsearch / "netrc", f"machine localhost login admin password {passwords['admin']}\n")

    for reader, user in (("setup", SETUP), ("muster", MUSTER)):
        write_private(folder / reader / "ca.pem", texts["ca.pem"])
        for server in ("kafka", "elasticsearch"):
            write_private(folder / reader / server, passwords[f"{server} {user}"])
    for reader in ("desk", "grafana"):
        write_private(folder / reader / "password", passwords[reader])


def _give_away(folder: Path) -> None:
    for name, reader in READERS.items():
        for path in (folder / name, *(folder / name).iterdir()):
            os.chown(path, reader.uid, reader.gid)
        (folder / name).chmod(0o700)


def main(arguments: Sequence[str]) -> int:
    """Make what is missing below the folder that is named, and hand everything out."""
    folder = Path(arguments[0])
    everything = folder / "all" / "made"
    hand_out(everything, made(everything), folder)
    if os.geteuid() == 0:
        _give_away(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
