"""The scripts and settings of deploy/compose.yaml on the real servers: what its containers run, without containers.

Kafka is started by kafka.sh from kafka.properties; the programs of its image are stood in for by Java on the very jars.
Elasticsearch has the users, roles and certificate that keys.py made, and the security settings of the Compose file.
"""

import os
import shlex
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from kafka.errors import AuthorizationError

from consumers import topics
from consumers.clients import kafka
from consumers.clients.elasticsearch import blocking
from consumers.settings import Settings
from consumers.stored import indices
from deploy.compose import keys
from deploy.local import elasticsearch, running
from deploy.local.download import install
from deploy.local.java import java
from deploy.local.ports import choose
from tests.deploy.compose import DEPLOY, services
from tests.in_memory import in_memory
from tests.integration.installation import until
from tests.integration.secured import acls

PROGRAMS = {"kafka-storage.sh": "kafka.tools.StorageTool", "kafka-server-start.sh": "kafka.Kafka"}


@dataclass(frozen=True)
class Made:
    """The keys, and how the two users of Muster reach Kafka with them."""

    folder: Path

    def settings(self, user: str, **changes: object) -> Settings:
        folder = self.folder / user.removeprefix("muster-")
        given = {
            "_env_file": None,
            "home": self.folder,
            "prefix": "muster-",
            "kafka": "127.0.0.1:1",
            "kafka_security": "sasl_ssl",
            "kafka_user": user,
            "kafka_password": (folder / "kafka").read_text(),
            "kafka_ca": folder / "ca.pem",
            "elasticsearch": "https://127.0.0.1:1",
            "elasticsearch_user": user,
            "elasticsearch_password": (folder / "elasticsearch").read_text(),
            "elasticsearch_ca": folder / "ca.pem",
            "analyzer": "standard",
        }
        return Settings(**{**given, **changes})  # type: ignore[arg-type]  # what they are is checked


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("keys")
    keys.main([str(folder)])
    return Made(folder)


@contextmanager
def broker(made: Made, folder: Path, ports: tuple[int, int]) -> Iterator[str]:
    """Kafka, as kafka.sh starts it, on ports and in folders of this machine's."""
    clients, controller = ports
    here = {
        "0.0.0.0:9093": f"127.0.0.1:{clients}",
        "kafka:9093": f"127.0.0.1:{clients}",
        "127.0.0.1:9094": f"127.0.0.1:{controller}",
        "/var/lib/kafka/data": str(folder / "data"),
        "/run/muster": str(made.folder / "kafka"),
    }
    config = folder / "config"
    config.mkdir(exist_ok=True)
    text = (DEPLOY / "compose" / "kafka.properties").read_text(encoding="utf-8")
    for there, replaced in here.items():
        assert there in text
        text = text.replace(there, replaced)
    (config / "kafka.properties").write_text(text)
    bin_ = _stand_ins(folder)
    log = folder / "log"
    options = str(services()["kafka"]["environment"]["KAFKA_LOG4J_OPTS"])
    with log.open("ab") as said:
        process = subprocess.Popen(
            ["sh", str(DEPLOY / "compose" / "kafka.sh")],
            env={
                "PATH": os.environ["PATH"],
                "CONFIG": str(config),
                "KEYS": str(made.folder / "kafka"),
                "DATA": str(folder / "data"),
                "BIN": str(bin_),
                "TMPDIR": str(folder),
                "KAFKA_LOG4J_OPTS": options.replace("/etc/muster", str(DEPLOY / "compose")),
            },
            stdout=said,
            stderr=said,
        )
    try:
        until(lambda: _open(clients) or process.poll() is not None, timeout=90)
        assert process.poll() is None, log.read_text()[-2000:]
        yield f"127.0.0.1:{clients}"
    finally:
        process.terminate()
        process.wait(60)


def _stand_ins(folder: Path) -> Path:
    jars = ":".join(str(jar) for jar in install(print).kafka_jars)
    bin_ = folder / "bin"
    bin_.mkdir(exist_ok=True)
    for name, main in PROGRAMS.items():
        memory = "-Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
        line = f'exec {shlex.quote(str(java()))} {memory} $KAFKA_LOG4J_OPTS -cp {jars} {main} "$@"'
        (bin_ / name).write_text(f"#!/bin/sh\n{line}\n")
        (bin_ / name).chmod(0o700)
    return bin_


def _open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_kafka_takes_the_users_that_were_made_lets_each_do_its_own_and_keeps_it_over_a_start(
    made: Made, tmp_path: Path
) -> None:
    ports = choose(2)
    (tmp_path / "data").mkdir()
    with broker(made, tmp_path, (ports[0], ports[1])) as address:
        admin = made.settings(
            "muster",
            kafka=address,
            kafka_user="admin",
            kafka_password=keys.made(made.folder / "all" / "made")["admin"],
        )
        with kafka.admin(admin, bootstrap_timeout_ms=60_000) as asked:
            until(lambda: bool(asked.describe_cluster()["brokers"]), timeout=60)
            asked.create_acls(acls())
        setup, muster = (made.settings(name, kafka=address) for name in ("muster-setup", "muster"))
        assert len(topics.create(setup)) == len(topics.RETENTION_MS)
        _publish(muster)
        with kafka.admin(muster) as asked, pytest.raises(AuthorizationError):
            asked.delete_topics([f"{muster.prefix}{topics.ARTICLES}"])
    # started again it is not formatted, and knows its users
    with broker(made, tmp_path, (ports[0], ports[1])):
        assert topics.create(made.settings("muster-setup", kafka=address)) == []
        _publish(made.settings("muster", kafka=address))
    properties = tmp_path / "server.properties"
    assert stat.S_IMODE(properties.stat().st_mode) == 0o600
    said = (tmp_path / "log").read_text()
    assert "started" in said, "it logs to its output"
    assert all(password not in said for password in keys.made(made.folder / "all" / "made").values())


def _publish(settings: Settings) -> None:
    producer = kafka.producer(settings)
    try:
        producer.send(settings.prefix + topics.ARTICLES, b"{}").get(timeout=60)
    finally:
        producer.close()


def test_access_lists_are_given_to_kafka_line_by_line(made: Made, tmp_path: Path) -> None:
    # kafka-acls.sh itself is in none of the jars that the local servers have: what it is asked is written down
    asked = tmp_path / "asked"
    program = tmp_path / "kafka-acls.sh"
    program.write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    program.chmod(0o700)
    shutil.copy(DEPLOY / "security" / "kafka-acls.txt", tmp_path)
    subprocess.run(
        ["sh", str(DEPLOY / "compose" / "kafka-access.sh")],
        env={
            "PATH": os.environ["PATH"],
            "CONFIG": str(tmp_path),
            "KEYS": "/run/muster",
            "BIN": str(tmp_path),
        },
        check=True,
    )
    lines = asked.read_text().splitlines()
    given = (DEPLOY / "security" / "kafka-acls.txt").read_text().splitlines()
    common = "--bootstrap-server kafka:9093 --command-config /run/muster/admin.properties --add --allow-principal User:"
    assert lines == [common + line.replace(": ", " ", 1) for line in given if not line.startswith("#")]


async def test_elasticsearch_takes_the_users_the_roles_and_the_settings(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = services()["elasticsearch"]["environment"]
    security = {name: value for name, value in environment.items() if name.startswith("xpack.")}
    assert security["xpack.security.enabled"] == "true"
    monkeypatch.setattr(elasticsearch, "_SECURED", security)
    everything = made.folder / "all" / "made"
    secured = keys.secured(everything, keys.made(everything))
    with in_memory(tmp_path / "servers") as folder, running(folder, tell=print, secured=secured) as servers:
        address = servers.addresses.elasticsearch
        assert address.startswith("https://")
        setup, muster = (made.settings(name, elasticsearch=address) for name in ("muster-setup", "muster"))
        assert await indices.create(setup)
        assert await indices.create(muster) == [], "it makes nothing, and finds that all is there"
        with blocking(muster, request_timeout=10) as client:
            assert client.options(ignore_status=403).indices.delete(index="muster-stories").meta.status == 403
        # its own user, who could do everything, is not there
        nobody = made.settings("muster", elasticsearch=address, elasticsearch_user="elastic")
        with blocking(nobody, request_timeout=10) as client:
            assert client.options(ignore_status=401).search(index="muster-stories").meta.status == 401


def test_the_health_checks_file_signs_in_to_the_name_that_it_asks(made: Made) -> None:
    words = shlex.split((made.folder / "elasticsearch" / "netrc").read_text())
    asked = dict(zip(words[::2], words[1::2], strict=True))
    check = services()["elasticsearch"]["healthcheck"]["test"][1]
    assert f"https://{asked['machine']}:9200/" in check
    assert asked["password"] == keys.made(made.folder / "all" / "made")["admin"]
