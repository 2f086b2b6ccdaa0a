"""Folders for real servers, and a watch over what they leave behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from deploy.local import LocalServers, running, state
from tests.in_memory import in_memory


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for servers. None of those that it ever had may outlive the test."""
    path = tmp_path / "servers"
    yield path
    left = processes_in(path)
    for process in left:
        process.kill()
    assert left == []


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServers]:
    """Running servers, shared by the tests of one module."""
    with in_memory(tmp_path_factory.mktemp("shared") / "servers") as folder, running(folder) as servers:
        yield servers


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that every user may enter: pytest's own are closed."""
    path = Path(tempfile.mkdtemp(prefix="muster-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def processes_in(folder: Path) -> list[psutil.Process]:
    """The Java processes of the servers in `folder`, by what stands in their command lines."""
    found = []
    for process in psutil.process_iter():
        try:
            arguments = process.cmdline()
        except psutil.Error:
            continue
        if any(a.startswith("-Dmuster.mark=") for a in arguments) and any(
            str(folder) in a for a in arguments
        ):
            found.append(process)
    return found


def pids(folder: Path) -> dict[str, int]:
    """The process ids in the state file."""
    return {name: entry.process.pid for name, entry in state.read(folder).items() if entry.process}


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user, which takes root")
