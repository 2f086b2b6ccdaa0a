"""`muster up` (`make up` in README.md and docs/start.md): all in the foreground, and nothing left when it goes."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psutil
import pytest

from consumers.gateway.keys import Keys
from tests.integration.installation import soldiers, until
from tests.scraped import Scraped


@pytest.fixture
def up(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`muster up` in a home of its own, in which somebody may push, once it is ready."""
    Keys(tmp_path / "gateway-keys").add("north-wire", today=date(2026, 11, 16))
    with (tmp_path / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "consumers.command", "up"],
            env=_environment(tmp_path),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        until(lambda: "ready" in _log(tmp_path) or process.poll() is not None, timeout=180)
        assert process.poll() is None, _log(tmp_path)
        yield process
    finally:
        process.kill()
        process.wait()


def test_another_terminal_finds_it_and_ctrl_c_stops_everything(
    up: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    family = _family(up.pid)
    assert len(family) >= 3, "Kafka, Elasticsearch and a parser process should be there"
    article = tmp_path / "article.json"
    article.write_text(json.dumps(soldiers("urn:test:up", 2_400)))
    published = _muster(tmp_path, "publish", str(article))
    assert published.returncode == 0, published.stderr
    until(lambda: "Norwegian" in _muster(tmp_path, "alerts").stdout, timeout=90)
    desk = re.search(r"The desk: (http://127\.0\.0\.1:\d+)/", _log(tmp_path))
    assert desk, _log(tmp_path)
    with urllib.request.urlopen(f"{desk[1]}/?q=soldiers", timeout=30) as answer:
        assert b"Norway sends soldiers to Estonia" in re.sub(rb"</?mark>", b"", answer.read())
    gateway = re.search(r"The gateway: (http://127\.0\.0\.1:\d+)/", _log(tmp_path))
    assert gateway, _log(tmp_path)
    with urllib.request.urlopen(f"{gateway[1]}/ready", timeout=30) as answer:
        assert answer.status == 200

    counting = dict(re.findall(r"Metrics of the (\w+): http://(127\.0\.0\.1:\d+)/metrics", _log(tmp_path)))
    assert set(counting) == {"worker", "desk", "gateway"}
    assert Scraped.at(counting["worker"])("muster_records_in_total", stage="parse") == 1
    assert Scraped.at(counting["desk"])("muster_desk_requests_total", route="/") == 1
    assert Scraped.at(counting["gateway"])("muster_pushes_total") == 0
    loud = [line for line in _log(tmp_path).splitlines() if '"warning"' in line or '"error"' in line]
    assert not loud, "a newcomer would think that something is wrong"

    os.killpg(up.pid, signal.SIGINT)
    assert up.wait(60) == 0, _log(tmp_path)
    assert "Traceback" not in _log(tmp_path)
    until(lambda: not _alive(family), timeout=10)


def test_killed_outright_it_leaves_no_orphan(up: subprocess.Popen[bytes]) -> None:
    family = _family(up.pid)
    assert len(family) >= 3
    up.kill()
    up.wait()
    until(lambda: not _alive(family), timeout=30)


def _environment(home: Path) -> dict[str, str]:
    ours = {
        key: value for key, value in os.environ.items() if key not in ("MUSTER_KAFKA", "MUSTER_ELASTICSEARCH")
    }
    return {**ours, "MUSTER_HOME": str(home)}


def _muster(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "consumers.command", *arguments],
        env=_environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _log(home: Path) -> str:
    return (home / "up.log").read_text(encoding="utf-8", errors="replace")


def _family(pid: int) -> list[psutil.Process]:
    """All that came of a process: its descendants, and the servers, which have sessions of their own."""
    session = psutil.Process(pid)
    home = session.environ()["MUSTER_HOME"]
    servers = [
        process
        for process in psutil.process_iter(["cmdline"])
        if home in " ".join(process.info["cmdline"] or ())
    ]
    return [*session.children(recursive=True), *servers]


def _alive(family: list[psutil.Process]) -> list[psutil.Process]:
    return [each for each in family if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]
