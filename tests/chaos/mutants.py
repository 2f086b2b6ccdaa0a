"""`python -m tests.chaos.mutants`: takes out the guards, one at a time, and looks whether a test turns red for each.

A test that stays green without what it is there for shows nothing.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PASSED, FAILED = 0, 1
"""exit codes of pytest"""
PATIENCE: Final = 300.0
"""seconds"""


@dataclass(frozen=True)
class Mutant:
    """A guard: where it is, what it is replaced with, and the test that has to notice."""

    guard: str
    file: str
    old: str
    new: str
    test: str


MUTANTS: Final = (
    Mutant(
        "the ack after the effect",
        "consumers/worker/agents.py",
        """            try:
                await runner.run(""",
        """            for event in batch:
                event.ack()
            try:
                await runner.run(""",
        "tests/integration/test_faults.py::test_elasticsearch_away_for_30_seconds_and_a_worker_killed_meanwhile_loses_and_repeats_nothing",
    ),
    Mutant(
        "the external version of a story",
        "consumers/stored/elastic.py",
        """        if self.version is not None:
            action |=""",
        """        if self.version is None:
            action |=""",
        "tests/integration/test_guards.py::test_a_worker_that_has_not_seen_the_newer_version_does_not_write_over_it",
    ),
    Mutant(
        "the sequence number of a ledger",
        "consumers/stored/elastic.py",
        """        if self.after is not None:
            action |=""",
        """        if self.after is None and self.version == 0:
            action |=""",
        "tests/integration/test_guards.py::test_a_worker_that_has_not_seen_the_ledger_as_it_is_does_not_write_over_it",
    ),
    Mutant(
        "the version of what a ledger has put away",
        "consumers/stored/ledgers.py",
        """source, version=ledger.changes)""",
        """source)""",
        "tests/integration/test_ledgers.py::test_rows_that_are_put_away_by_one_who_dies_then_or_is_held_up_are_no_one_elses_loss",
    ),
    Mutant(
        "the version of a claim's document",
        "consumers/stages/count.py",
        """mode="json"), version=claim.version)""",
        """mode="json"))""",
        "tests/integration/test_guards.py::test_a_claim_that_was_taken_back_is_not_made_again_by_a_write_that_comes_late",
    ),
    Mutant(
        "the time that a process has for a story",
        "consumers/worker/pool.py",
        """            return child.do(task, seconds,""",
        """            return child.do(task, None,""",
        "tests/consumers/test_pool.py::test_a_story_that_never_ends_costs_its_time_and_the_others_of_its_batch_get_through",
    ),
    Mutant(
        "the limit of dead letters",
        "consumers/dead_letters.py",
        """        if self._dead > self._most and""",
        """        if False and""",
        "tests/integration/test_garbage.py::test_many_dead_letters_at_once_stop_the_worker_and_drain_nothing",
    ),
)


def main() -> int:
    """1 if a test does not notice."""
    unnoticed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "muster"
        shutil.copytree(
            ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "build")
        )
        for mutant in MUTANTS:
            whole, without = _run(copy, mutant.test), _run(mutated(copy, mutant), mutant.test)
            noticed = (whole, without) == (PASSED, FAILED)
            unnoticed += not noticed
            print(f"{'noticed' if noticed else 'NOT NOTICED'}: {mutant.guard} ({mutant.test})", flush=True)
            shutil.copy(ROOT / mutant.file, copy / mutant.file)
    return int(unnoticed > 0)


def mutated(copy: Path, mutant: Mutant) -> Path:
    """The copy without the guard. Raises `ValueError` if the guard is not there once: the code has moved on."""
    file = copy / mutant.file
    source = file.read_text(encoding="utf-8")
    if source.count(mutant.old) != 1:
        raise ValueError(f"{mutant.file} has {mutant.guard} {source.count(mutant.old)} times")
    file.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    return copy


def _run(folder: Path, test: str) -> int:
    """pytest's exit code; a test that never ends has noticed too."""
    asked = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    try:
        done = subprocess.run(asked, cwd=folder, check=False, stdout=subprocess.DEVNULL, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return FAILED
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
