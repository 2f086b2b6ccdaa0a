"""`running`: servers that live as long as this process, and can be broken by a test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from elasticsearch import ConnectionError as Unreachable
from elasticsearch import ConnectionTimeout, Elasticsearch
from kafka.admin import KafkaAdminClient, NewTopic

from deploy.local import LocalServers, ServersError, addresses, running, status
from deploy.local.kafka import LARGEST_MESSAGE
from tests.deploy.conftest import processes_in

HOLD = """
import sys, time
from pathlib import Path
from deploy.local import running
with running(Path(sys.argv[1])) as servers:
    print("up", flush=True)
    time.sleep(300)
"""


def test_each_server_is_in_a_session_of_its_own_which_ctrl_c_does_not_reach(local: LocalServers) -> None:
    assert local.kafka.pid
    assert local.elasticsearch.pid
    assert len({os.getsid(0), os.getsid(local.kafka.pid), os.getsid(local.elasticsearch.pid)}) == 3


def test_elasticsearch_does_not_run_as_root(local: LocalServers) -> None:
    assert Path(f"/proc/{local.elasticsearch.pid}").stat().st_uid != 0


async def test_kafka_takes_a_message_of_64_mb(local: LocalServers) -> None:
    kafka = local.addresses.kafka
    admin = KafkaAdminClient(bootstrap_servers=kafka)
    admin.create_topics([NewTopic("large", 1, 1)])
    admin.close()
    # aiokafka, because kafka-python sums 64 MB in Python, for 8 s
    async with AIOKafkaProducer(bootstrap_servers=kafka, max_request_size=2 * LARGEST_MESSAGE) as producer:
        await producer.send_and_wait("large", bytes(LARGEST_MESSAGE))
    async with AIOKafkaConsumer(
        "large",
        bootstrap_servers=kafka,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=2 * LARGEST_MESSAGE,
        fetch_max_bytes=2 * LARGEST_MESSAGE,
    ) as consumer:
        assert len((await consumer.getone()).value) == LARGEST_MESSAGE


def test_elasticsearch_stops_and_comes_back_at_the_same_address(local: LocalServers) -> None:
    address = local.elasticsearch.address
    with Elasticsearch(address, max_retries=0) as client:
        client.index(index="lasting", id="1", document={"n": 1})
        local.elasticsearch.stop()
        assert local.elasticsearch.pid is None
        with pytest.raises(Unreachable):
            client.cluster.health()
        local.elasticsearch.start()
        assert local.elasticsearch.address == address
        assert client.get(index="lasting", id="1")["_source"] == {"n": 1}


def test_a_killed_kafka_comes_back_at_the_same_address(local: LocalServers) -> None:
    address, before = local.kafka.address, local.kafka.pid
    local.kafka.kill()
    assert local.kafka.pid is None
    local.kafka.start()
    assert local.kafka.address == address
    assert local.kafka.pid not in (None, before)


def test_a_frozen_elasticsearch_holds_its_port_and_does_not_answer(local: LocalServers) -> None:
    with Elasticsearch(local.elasticsearch.address, max_retries=0, request_timeout=1) as client:
        local.elasticsearch.freeze()
        with pytest.raises(ConnectionTimeout):
            client.cluster.health()
        local.elasticsearch.thaw()
        assert client.options(request_timeout=30).cluster.health()["number_of_nodes"] == 1


def test_two_cannot_run_in_one_folder(local: LocalServers) -> None:
    folder = local.kafka.folder
    with pytest.raises(ServersError, match="already run"), running(folder):
        pass
    assert addresses(folder) == local.addresses


def test_no_server_outlives_a_parent_that_was_killed(folder: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE)
    assert parent.stdout
    with parent.stdout:
        assert parent.stdout.readline() == b"up\n"
        java = processes_in(folder)
        assert len(java) == 2
        java[0].suspend()  # not even one that can't hear SIGTERM
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 10
    while processes_in(folder):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert status(folder).kafka.state == "dead"


def test_a_guardian_that_is_killed_takes_its_server_along(local: LocalServers) -> None:
    assert local.kafka.pid
    os.kill(os.getsid(local.kafka.pid), signal.SIGKILL)
    deadline = time.monotonic() + 5
    while local.kafka.pid:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    local.kafka.start()
