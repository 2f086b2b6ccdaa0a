"""End to end: the demo, as a person runs it, and as README.md says that it ends."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

from consumers.command.demo.expected import read
from tests.pages import blocks

SEEDS = Path(__file__).parents[2] / "seeds"


def demo(tmp_path: Path, seeds: Path) -> subprocess.CompletedProcess[str]:
    """`muster demo` with a home of its own."""
    environment = {
        key: value for key, value in os.environ.items() if key not in ("MUSTER_KAFKA", "MUSTER_ELASTICSEARCH")
    }
    return subprocess.run(
        [sys.executable, "-m", "consumers.command", "demo", "--seeds", str(seeds)],
        env={**environment, "MUSTER_HOME": str(tmp_path / "home"), "COLUMNS": "160"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def test_the_demo_shows_all_that_the_seeds_call_for_and_leaves_nothing_behind(tmp_path: Path) -> None:
    before = {process.pid for process in psutil.process_iter()}
    done = demo(tmp_path, SEEDS)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    for step in read(SEEDS):
        assert step.title in done.stdout
    assert "all that the seeds call for is there" in done.stdout
    (shown,) = blocks("README.md", "", section="Two commands")
    assert " ".join(shown.text.split()) in " ".join(done.stdout.split())
    left = [
        process
        for process in psutil.process_iter()
        if process.pid not in before and str(tmp_path) in " ".join(_command(process))
    ]
    assert not left


def test_the_demo_says_what_is_missing_and_fails(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    wrong = (seeds / "expected.toml").read_text(encoding="utf-8").replace("low = 2400", "low = 2401")
    (seeds / "expected.toml").write_text(wrong, encoding="utf-8")
    done = demo(tmp_path, seeds)
    assert done.returncode == 2
    assert "missing alert: new: 2,401 NO" in done.stderr
    assert "an alert that should not be: new: at least 2,400 Norwegian troops in Estonia" in done.stderr
    assert "Traceback" not in done.stderr


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
