"""What can go wrong while a server starts."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from deploy.local import ServersError, ports
from deploy.local.download import install
from deploy.local.kafka import Kafka
from deploy.local.supervise import Server, bring_up
from tests.deploy.conftest import processes_in


@pytest.fixture
def kafka(folder: Path) -> Server:
    folder.mkdir()
    return Server(Kafka(install(print).kafka_jars), folder)


def test_a_port_taken_between_choice_and_use_is_given_up_for_another(
    kafka: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as thief:
        stolen = thief.getsockname()[1]
        choices = [(stolen, ports.choose(1)[0]), ports.choose(2)]
        monkeypatch.setattr(ports, "choose", lambda _count: choices.pop(0))
        told: list[str] = []
        bring_up([kafka], tell=told.append)
    assert any("taken" in line for line in told)
    assert kafka.entry
    assert stolen not in kafka.entry.ports
    assert kafka.end()


def test_one_that_does_not_come_up_in_time_is_one_line_and_leaves_nothing(kafka: Server) -> None:
    with pytest.raises(ServersError) as failure:
        bring_up([kafka], tell=print, time_limit=0.2)
    assert "\n" not in str(failure.value)
    assert "did not answer within 0.2 s" in str(failure.value)
    assert str(kafka.home / "logs" / "server.log") in str(failure.value)
    assert processes_in(kafka.folder) == []


def test_one_that_ends_at_once_says_why(kafka: Server) -> None:
    (kafka.home / "data").mkdir(parents=True)
    (kafka.home / "data" / "meta.properties").write_text("version=1\ncluster.id=x\nnode.id=7\n")
    with pytest.raises(ServersError, match=r"kafka ended while starting: .*node id") as failure:
        bring_up([kafka], tell=print)
    assert "\n" not in str(failure.value)


def test_ports_are_not_those_of_outgoing_connections() -> None:
    chosen = ports.choose(4)
    assert len(set(chosen)) == 4
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert max(chosen) < first
