"""Prometheus' own tool, which knows whether it would take a file."""

import shutil
import subprocess
from pathlib import Path

import pytest


def promtool(*arguments: str | Path) -> None:
    """Run it; what it says against a file fails the test."""
    if shutil.which("promtool") is None:
        pytest.fail("promtool is missing: apt-get install --no-install-recommends prometheus")
    done = subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
