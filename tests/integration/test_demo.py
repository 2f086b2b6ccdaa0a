"""End to end: the demo, as a person runs it, and as README.md says that it ends."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from consumers.command import articles
from consumers.command.demo.expected import read
from tests.pages import blocks
from tests.scraped import Scraped

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Shown:
    """A demo that went well: its folder, and what it printed."""

    folder: Path
    said: str


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """One demo, which several tests look at: it brings its own servers up, and takes half a minute."""
    folder = tmp_path_factory.mktemp("demo")
    done = demo(folder, SEEDS)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    return Shown(folder, done.stdout)


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


def test_the_demo_shows_all_that_the_seeds_call_for_and_leaves_nothing_behind(shown: Shown) -> None:
    for step in read(SEEDS):
        assert step.title in shown.said
    assert "all that the seeds call for is there" in shown.said
    (block,) = blocks("README.md", "", section="Two commands")
    assert " ".join(block.text.split()) in " ".join(shown.said.split())
    left = [process for process in psutil.process_iter() if str(shown.folder) in " ".join(_command(process))]
    assert not left


def test_a_demo_leaves_every_counter_where_the_seeds_say(shown: Shown) -> None:
    counted = Scraped.read((shown.folder / "home" / "demo" / "demo-metrics.txt").read_text())
    steps = read(SEEDS)
    sent = len(list(articles.read(SEEDS / file for step in steps for file in step.files)))
    dead = Counter(letter.stage for step in steps for letter in step.dead_letters)
    alerts = Counter(alert.kind for step in steps for alert in step.alerts)

    assert counted("muster_records_in_total", stage="parse") == sent
    left = sent
    for stage, topic in (
        ("parse", "stories.parsed"),
        ("entities", "stories.named"),
        ("quotes", "stories.quoted"),
        ("numbers", "stories"),
    ):
        assert counted("muster_records_in_total", stage=stage) == left
        left -= dead[stage]
        assert counted("muster_records_out_total", stage=stage, topic=topic) == left
    assert counted("muster_passed_over_total") == 0
    assert counted("muster_records_in_total", stage="index") == left
    for stage, is_read in (("watch", "stories.stored"), ("count", "claims"), ("deliver", "alerts")):
        assert counted("muster_records_in_total", stage=stage) == counted(
            "muster_records_out_total", topic=is_read
        )
    for stage in ("parse", "entities", "quotes", "numbers", "index", "watch", "count", "deliver"):
        assert counted("muster_dead_letters_total", stage=stage) == dead[stage]
        assert counted("muster_stage_stuck", stage=stage) == 0
        assert counted("muster_batch_records_sum", stage=stage) == counted(
            "muster_records_in_total", stage=stage
        )
    assert counted("muster_records_out_total", topic="dead-letters") == dead.total()
    assert {kind: counted("muster_alerts_total", kind=kind) for kind in alerts} == alerts
    assert counted("muster_alerts_total") == alerts.total()
    assert counted("muster_claims_total") == counted("muster_records_in_total", stage="count")
    assert counted("muster_searchable_age_seconds_count") > 0
    assert counted("muster_writes_total", outcome="refused") == 0
    assert counted("muster_pool_processes") == 2
    assert counted("muster_pool_busy_processes") == 0
    assert counted("muster_pool_ended_total", why="lost") == 0


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
