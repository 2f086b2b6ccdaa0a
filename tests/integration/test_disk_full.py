"""No room where stories are published from: what is sent is whole, what isn't is said, and it is sent once there is room.

Files may grow to so many bytes and no further (RLIMIT_FSIZE), which to a program is a disk that is full.
"""

import json
import subprocess
import sys
from pathlib import Path

from consumers import topics
from consumers.command.running import environment
from tests.integration.installation import Installation, soldiers
from tests.integration.test_commands import muster

STORIES = 40


def cramped(installation: Installation, room: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, where no file can have more than so many bytes."""
    return subprocess.run(
        ["prlimit", f"--fsize={room}", sys.executable, "-B", "-m", "consumers.command", *arguments],
        env=environment(installation.settings) | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def sent(installation: Installation) -> list[str]:
    return sorted({key or "" for key, _ in installation.messages(topics.ARTICLES)})


def test_a_full_disk_is_said_and_loses_nothing(installation: Installation, tmp_path: Path) -> None:
    stories = [soldiers(f"urn:test:{number:02}", 1_000 + number) for number in range(STORIES)]
    uris = sorted(str(story["uri"]) for story in stories)

    # more than is held in memory
    large = tmp_path / "large.jsonl"
    large.write_text("\n".join(json.dumps({**story, "text": "Ten soldiers. " * 50_000}) for story in stories))
    done = cramped(installation, 1_000_000, "publish", str(large))
    assert done.returncode == 2
    assert "no room for a temporary file" in done.stderr
    assert "TMPDIR names another folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert sent(installation) == [], "either all of them or none"

    # what a watched folder has published cannot be noted: it is sent again, and changes nothing
    wire = tmp_path / "wire"
    wire.mkdir()
    for story in stories[:5]:
        (wire / f"{story['uri']}.json").write_text(json.dumps(story))
    done = cramped(installation, 10, "publish", "--watch", str(wire))
    assert done.returncode == 2
    assert "MUSTER_HOME names another folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert sent(installation) == uris[:5]

    archive = tmp_path / "archive.jsonl"
    archive.write_text("\n".join(map(json.dumps, stories)))
    done = cramped(installation, 10, "import", str(archive))
    assert done.returncode == 2
    assert "MUSTER_HOME names another folder" in done.stderr
    assert "Traceback" not in done.stderr
    done = muster(installation, "import", str(archive))
    assert done.returncode == 0, done.stderr
    assert sent(installation) == uris
