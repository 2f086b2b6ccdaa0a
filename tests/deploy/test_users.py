"""Root, normal users, and folders that one of them can't enter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from deploy.local import java
from deploy.local.download import cache_folder, install
from deploy.local.launch import _drop_root
from deploy.local.user import CAP_DAC_READ_SEARCH, _readable, unprivileged
from tests.deploy.conftest import as_root

SOMEBODY = 12_345
REPOSITORY = Path(__file__).parents[2]

RUN = """
import os, sys
from pathlib import Path
from deploy.local import running
with running(Path(sys.argv[1])) as servers:
    print(os.stat(f"/proc/{servers.elasticsearch.pid}").st_uid, os.stat(f"/proc/{servers.kafka.pid}").st_uid)
"""


def become_somebody() -> None:
    """Become a user without a name or a home. The Python of this test may lie where only root can read (a pyenv
    below /root): then this somebody may read, and read only."""
    seen = all(
        _readable(path, SOMEBODY, SOMEBODY) for path in (Path(sys.executable), REPOSITORY, java.java())
    )
    _drop_root(SOMEBODY, SOMEBODY, None if seen else CAP_DAC_READ_SEARCH)


@as_root
def test_a_normal_user_with_a_cache_that_is_complete_and_read_only(open_folder: Path) -> None:
    install(print)
    shutil.copytree(cache_folder(), open_folder / "cache", copy_function=os.link)
    home = open_folder / "home"
    home.mkdir()
    os.chown(home, SOMEBODY, SOMEBODY)
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(home / "servers")],
        preexec_fn=become_somebody,
        cwd=REPOSITORY,
        env={"HOME": str(home), "PATH": os.environ["PATH"], "MUSTER_CACHE": str(open_folder / "cache")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stderr == ""
    assert done.stdout == f"{SOMEBODY} {SOMEBODY}\n"


@as_root
def test_root_becomes_nobody_and_keeps_a_capability_only_where_nobody_could_not_read(
    open_folder: Path,
) -> None:
    public = unprivileged([open_folder])
    assert public.uid
    assert public.capability is None
    open_folder.chmod(0o700)
    closed = unprivileged([open_folder])
    assert closed.uid == public.uid
    assert closed.capability == CAP_DAC_READ_SEARCH
