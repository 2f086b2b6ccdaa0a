"""What lies in the cache is used only if it is what was pinned."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from deploy.local import ServersError
from deploy.local.artifacts import ROOTS, artifacts
from deploy.local.download import cache_folder, install


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A complete cache of one's own, of links to the files of the real one."""
    install(print)
    copy = tmp_path / "cache"
    shutil.copytree(cache_folder(), copy, copy_function=os.symlink)
    monkeypatch.setenv("MUSTER_CACHE", str(copy))
    return copy / "servers"


def no_download(*_: object) -> None:
    raise AssertionError("nothing is missing, so nothing may be downloaded")


def spoil(path: Path) -> None:
    """Change one byte, of the copy only."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


def test_the_list_is_that_of_the_versions() -> None:
    listed = {artifact.coordinate for artifact in artifacts()}
    assert {root for roots in ROOTS.values() for root in roots} <= listed
    names = [artifact.file_name for artifact in artifacts()]
    assert len(set(names)) == len(names)


def test_a_complete_cache_is_used_as_it_is(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deploy.local.download.fetch", no_download)
    installed = install(print)
    assert all(jar.is_relative_to(cache) for jar in installed.kafka_jars)


@pytest.mark.parametrize("kind", ["kafka-clients-*.jar", "elasticsearch-*.zip"])
def test_a_file_that_was_changed_is_refused_and_removed(cache: Path, kind: str) -> None:
    changed = next(cache.rglob(kind))
    spoil(changed)
    with pytest.raises(ServersError, match="SHA-256") as refusal:
        install(print)
    assert str(changed) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not changed.exists()


def test_an_unpacked_file_that_was_changed_is_unpacked_again(cache: Path) -> None:
    changed = next(cache.glob("elasticsearch-*/lib/lucene-core-*.jar"))
    spoil(changed)
    spoilt = changed.read_bytes()
    told: list[str] = []
    install(told.append)
    assert any("unpacking" in line for line in told)
    assert changed.read_bytes() != spoilt


def test_what_a_download_brings_is_checked_before_it_is_used(
    cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    missing = next(cache.rglob("slf4j-api-*.jar"))
    missing.unlink()
    wrong = tmp_path / "wrong.jar"
    wrong.write_bytes(b"not a jar")
    monkeypatch.setattr("deploy.local.download.fetch", lambda wanted, *_: {wanted[0]: wrong})
    with pytest.raises(ServersError, match="SHA-256"):
        install(print)
    assert not missing.exists()
    assert list(cache.glob("download-*")) == []
