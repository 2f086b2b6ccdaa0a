"""The user that Elasticsearch runs as: it refuses to be root, so root starts it as somebody else."""

from __future__ import annotations

import os
import pwd
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import ServersError

#: Read and search any file; what Docker leaves root in its place: write any file.
CAP_DAC_READ_SEARCH = 2
CAP_DAC_OVERRIDE = 1
#: Without it a process can't arrange to keep one of them while it stops being root.
CAP_SETPCAP = 8
NOBODY = 65534


@dataclass(frozen=True)
class User:
    """Whom to become, if anyone else, and the Linux capability to keep."""

    uid: int | None = None
    gid: int | None = None
    capability: int | None = None


MYSELF = User()


def unprivileged(reads: Iterable[Path]) -> User:
    """The user to run as, who must be able to read (and reach) the given files and folders.

    As a normal user: oneself. As root: nobody, who keeps the capability to read root's files where their
    permissions would not let it (a checkout below /root, say). Raises ServersError.
    """
    if os.geteuid() != 0:
        return MYSELF
    uid, gid = _nobody()
    closed = next((path for path in reads if not _readable(path, uid, gid)), None)
    if closed is None:
        return User(uid, gid)
    held = _permitted()
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if held >> capability & held >> CAP_SETPCAP & 1:
            return User(uid, gid, capability)
    raise ServersError(
        f"Elasticsearch refuses to run as root, and user {uid} can't read {closed}: "
        "start the servers as a normal user, or from a folder that everyone may read"
    )


def _nobody() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return NOBODY, NOBODY
    return entry.pw_uid, entry.pw_gid


def _readable(path: Path, uid: int, gid: int) -> bool:
    """By the permission bits of the path and of every folder above it (access lists are not looked at)."""
    resolved = path.resolve()
    return all(_allows(each, uid, gid, search=each.is_dir()) for each in (resolved, *resolved.parents))


def _allows(path: Path, uid: int, gid: int, *, search: bool) -> bool:
    status = path.stat()
    wanted = stat.S_IXOTH if search else stat.S_IROTH
    if status.st_uid == uid:
        wanted <<= 6
    elif status.st_gid == gid:
        wanted <<= 3
    return bool(status.st_mode & wanted)


def _permitted() -> int:
    """The capabilities that this process holds, as a bit set; none where there are no capabilities."""
    if sys.platform != "linux":
        return 0
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1], 16) for line in lines if line.startswith("CapPrm:"))
