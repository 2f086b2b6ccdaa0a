"""`start` and `stop`: servers that outlive whoever started them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
from elasticsearch import Elasticsearch
from kafka.admin import KafkaAdminClient, NewTopic

from deploy.local import Addresses, addresses, reset, start, state, status, stop
from deploy.local.process import Process
from tests.deploy.conftest import pids

START = (
    "import sys; from pathlib import Path; from deploy.local import start; print(start(Path(sys.argv[1])))"
)


def test_a_life_of_two_daemons(folder: Path) -> None:
    # Two shells start them in the same moment: one pair comes of it, and outlives both shells.
    shells = [
        subprocess.Popen([sys.executable, "-c", START, str(folder)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    first, second = (shell.communicate(timeout=120)[0] for shell in shells)
    found = addresses(folder)
    assert found is not None
    assert first.strip() == second.strip() == str(found)

    # Starting again changes nothing.
    before = pids(folder)
    assert start(folder) == found
    assert pids(folder) == before
    assert status(folder).running
    assert all(os.getsid(pid) != os.getsid(0) for pid in before.values())
    _keep_something(found)

    # Killed, as by a reboot, they are known to be dead, and come back at the same addresses with their data.
    processes = [psutil.Process(pid) for pid in before.values()]
    for process in processes:
        process.kill()
    psutil.wait_procs(processes, timeout=10)
    assert status(folder).kafka.state == status(folder).elasticsearch.state == "dead"
    assert addresses(folder) is None
    assert start(folder) == found
    _find_it_again(found)

    # Stopped cleanly, likewise.
    assert stop(folder)
    assert not stop(folder)
    assert status(folder).kafka.state == "stopped"
    assert addresses(folder) is None
    assert start(folder) == found
    _find_it_again(found)

    reset(folder)
    assert not (folder / "kafka").exists()
    assert not (folder / "elasticsearch").exists()
    assert not any(psutil.pid_exists(pid) for pid in pids(folder).values())


def _keep_something(found: Addresses) -> None:
    admin = KafkaAdminClient(bootstrap_servers=found.kafka)
    admin.create_topics([NewTopic("kept", 1, 1)])
    admin.close()
    with Elasticsearch(found.elasticsearch) as elasticsearch:
        elasticsearch.index(index="kept", id="1", document={"text": "3,000 soldiers"}, refresh=True)


def _find_it_again(found: Addresses) -> None:
    admin = KafkaAdminClient(bootstrap_servers=found.kafka)
    assert "kept" in admin.list_topics()
    admin.close()
    with Elasticsearch(found.elasticsearch) as elasticsearch:
        assert elasticsearch.get(index="kept", id="1")["_source"] == {"text": "3,000 soldiers"}
        assert elasticsearch.search(index="kept", q="soldiers")["hits"]["total"]["value"] == 1


def test_a_pid_that_is_now_another_program_is_neither_taken_for_a_server_nor_killed(folder: Path) -> None:
    folder.mkdir()
    for name in ("kafka", "elasticsearch"):
        stranger = Process(os.getpid(), "-Dmuster.mark=of-last-week")
        state.write(folder, name, state.Entry((20_001, 20_002), stranger))
    assert status(folder).kafka.state == "dead"
    assert addresses(folder) is None
    assert not stop(folder)
    assert status(folder).kafka.state == "stopped"


def test_a_state_file_of_another_make_counts_as_none(folder: Path) -> None:
    folder.mkdir()
    for text in ("", "[]", '{"kafka": 3}', '{"kafka": {"ports": [1]}}'):
        (folder / "state.json").write_text(text)
        assert status(folder).kafka.state == "stopped"
        assert addresses(folder) is None


def test_looking_at_stopping_and_resetting_what_never_was_is_harmless(tmp_path: Path) -> None:
    folder = tmp_path / "never"
    assert not status(folder).running
    assert addresses(folder) is None
    assert not stop(folder)
    reset(folder)
    assert not folder.exists()
