"""A folder that is watched, with a real Kafka: what is there, what comes, and a restart."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consumers import topics
from consumers.command.running import environment
from deploy.local import ports
from tests.integration.installation import Installation, soldiers, until
from tests.integration.probes import asked

TIMEOUT = 60.0


@contextmanager
def watching(installation: Installation, *arguments: str | Path, log: Path) -> Iterator[None]:
    """`muster publish --watch` until it is asked to end, which it does well."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "consumers.command", "publish", "--watch", *map(str, arguments)],
            env=environment(installation.settings),
            stderr=file,
        )
    try:
        until(lambda: "watching" in log.read_text(), timeout=TIMEOUT)
        yield
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()


def uris(installation: Installation) -> list[str]:
    return sorted(key or "" for key, _ in installation.messages(topics.ARTICLES))


def test_a_watched_folder_is_published_as_it_fills_and_after_a_restart_nothing_twice(
    installation: Installation, tmp_path: Path
) -> None:
    wire, log = tmp_path / "wire", tmp_path / "watch.log"
    wire.mkdir()
    stories = [json.dumps(soldiers(f"urn:test:{i}", 1_000 + i)) for i in range(9)]
    (wire / "lines.jsonl").write_text(f'{stories[0]}\n{{"text": "no uri"}}\n{stories[1]}\n')
    (wire / "half.json").write_text(stories[2][:80])
    (tmp_path / "secret.json").write_text(stories[8])
    (wire / "out.json").symlink_to(tmp_path / "secret.json")
    (port,) = ports.choose(1)
    probed = installation.with_(health=f"127.0.0.1:{port}")
    with watching(probed, wire, "--rate", "50", log=log):
        until(lambda: len(uris(installation)) == 2, timeout=TIMEOUT)
        until(lambda: asked(f"http://127.0.0.1:{port}/ready") == (200, {"ready": True}), timeout=TIMEOUT)
        assert asked(f"http://127.0.0.1:{port}/live") == (200, {"live": True})
        # what was half there is named, and sent once it is whole
        until(lambda: "half.json: is not JSON" in log.read_text(), timeout=TIMEOUT)
        (wire / "half.json").write_text(stories[2])
        (tmp_path / "ready.json").write_text(stories[3])
        os.rename(tmp_path / "ready.json", wire / "ready.json")  # noqa: PTH104  as an uploader does
        until(lambda: len(uris(installation)) == 4, timeout=TIMEOUT)
    said = log.read_text()
    assert "lines.jsonl:2: uri: Field required" in said
    assert "out.json: is a link, and links are not followed" in said
    assert said.count("half.json") == 1
    assert said.endswith("4 published, 3 could not be read\n")

    # a later name: had anything else been sent again, it would have been before it
    (wire / "zulu.json").write_text(stories[4])
    with watching(installation, wire, log=log):
        until(lambda: len(uris(installation)) >= 5, timeout=TIMEOUT)
    assert uris(installation) == [f"urn:test:{i}" for i in range(5)]
    assert "1 published" in log.read_text()


def test_while_kafka_is_away_nothing_is_taken_for_published(
    installation: Installation, tmp_path: Path
) -> None:
    wire, log = tmp_path / "wire", tmp_path / "watch.log"
    wire.mkdir()
    (wire / "story.json").write_text(json.dumps(soldiers("urn:test:a", 1_000)))
    away = installation.with_(kafka="127.0.0.1:9")
    with watching(away, wire, log=log):
        until(lambda: "does not take articles" in log.read_text(), timeout=TIMEOUT)
    assert log.read_text().endswith("0 published, 0 could not be read\n")
    assert not any((installation.settings.home / "watched").glob("*"))
