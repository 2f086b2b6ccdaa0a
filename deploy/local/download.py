"""Brings the servers' files into the user's cache folder, once, and never uses one that is not as pinned."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.artifacts import ELASTICSEARCH_VERSION, KAFKA_VERSION, Artifact, artifacts
from deploy.local.errors import ServersError
from deploy.local.fetch import fetch

CHUNK = 1 << 20


@dataclass(frozen=True)
class Installed:
    """Where the checked files lie: Kafka's jars, and the folder into which Elasticsearch was unpacked."""

    kafka_jars: tuple[Path, ...]
    elasticsearch: Path


def cache_folder() -> Path:
    """`$MUSTER_CACHE`, else `muster` below the user's cache folder."""
    if given := os.environ.get("MUSTER_CACHE"):
        return Path(given).absolute()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base).absolute() / "muster"


def install(tell: Callable[[str], None]) -> Installed:
    """Have every file in the cache, checked; download what is missing.

    A cache that can't be written will do if it is complete. Raises ServersError.
    """
    folder = cache_folder() / "servers"
    places = {artifact: _place(folder, artifact) for artifact in artifacts()}
    home = folder / f"elasticsearch-{ELASTICSEARCH_VERSION}"
    with _only_one(folder):
        missing = [artifact for artifact, path in places.items() if not path.exists()]
        for artifact, path in places.items():
            if artifact not in missing:
                _check(path, artifact)
        if missing:
            _need_write(folder, f"{len(missing)} files of the local servers are missing from it")
            _bring(folder, missing, tell)
        archive = next(path for path in places.values() if path.suffix == ".zip")
        if not _unpacked(archive, home):
            _need_write(folder, "Elasticsearch is not unpacked there")
            tell(f"unpacking Elasticsearch {ELASTICSEARCH_VERSION}")
            _unpack(archive, home)
    return Installed(tuple(path for path in places.values() if path.suffix == ".jar"), home)


def _place(folder: Path, artifact: Artifact) -> Path:
    if artifact.server == "kafka":
        return folder / f"kafka-{KAFKA_VERSION}" / artifact.file_name
    return folder / artifact.file_name


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Let one process at a time work in the cache; where it can't be written there is nothing to guard."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _need_write(folder: Path, why: str) -> None:
    if not os.access(folder, os.W_OK):
        raise ServersError(
            f"the cache folder {folder} can't be written, and {why}: set MUSTER_CACHE to a folder of yours"
        )


def _check(path: Path, artifact: Artifact) -> None:
    """Raise ServersError, and remove the file, unless it is the one that was pinned."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() == artifact.sha256:
        return
    try:
        path.unlink()
    except OSError:
        raise ServersError(f"{path} is not the file that was pinned (SHA-256 differs): remove it") from None
    raise ServersError(
        f"{path} was not the file that was pinned (SHA-256 differs) and has been removed: "
        "start again to download it anew"
    )


def _bring(folder: Path, missing: list[Artifact], tell: Callable[[str], None]) -> None:
    """Download into a folder beside, check, and only then move each file to its place."""
    _sweep(folder)
    with tempfile.TemporaryDirectory(prefix="download-", dir=folder) as staging:
        for artifact, path in fetch(missing, Path(staging), tell).items():
            _check(path, artifact)
            # Elasticsearch may run as another user, who must be able to read it whatever the umask.
            path.chmod(0o644)
            place = _place(folder, artifact)
            place.parent.mkdir(exist_ok=True)
            place.parent.chmod(0o755)
            path.replace(place)


def _sweep(folder: Path) -> None:
    """Remove what a download that was killed has left; the lock says that none is under way."""
    for stale in [*folder.glob("download-*"), *folder.glob("unpack-*")]:
        shutil.rmtree(stale, ignore_errors=True)


def _unpacked(archive: Path, home: Path) -> bool:
    """Whether every file of the (checked) archive lies in `home` unchanged, by its CRC-32."""
    with zipfile.ZipFile(archive) as contents, ThreadPoolExecutor() as pool:
        wanted = [entry for entry in contents.infolist() if not entry.is_dir()]
        return all(pool.map(lambda entry: _same(entry, home.parent / entry.filename), wanted))


def _same(entry: zipfile.ZipInfo, path: Path) -> bool:
    try:
        if path.stat().st_size != entry.file_size:
            return False
        sum_ = 0
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                sum_ = zlib.crc32(chunk, sum_)
    except FileNotFoundError:
        return False
    return sum_ == entry.CRC


def _unpack(archive: Path, home: Path) -> None:
    """Unpack beside and rename, so that `home` is either complete or absent."""
    _sweep(home.parent)
    staging = Path(tempfile.mkdtemp(prefix="unpack-", dir=home.parent))
    try:
        with zipfile.ZipFile(archive) as contents:
            contents.extractall(staging)
        for path in (staging, *staging.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        if home.exists():
            shutil.rmtree(home)
        (staging / home.name).rename(home)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
