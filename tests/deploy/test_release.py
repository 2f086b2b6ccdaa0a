"""A release can be made again, and what is in it runs where there is nothing else."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.image.context import ROOT, tracked
from deploy.release import release, version

SEED = "01-first-report.json"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    release(folder)
    return folder


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another user, far away: other modes of new files, another time zone."""
    before = os.umask(0o077)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    os.umask(before)
    monkeypatch.undo()
    time.tzset()


def test_who_makes_it_again_elsewhere_gets_the_same_bytes(
    made: Path, tmp_path: Path, elsewhere: None
) -> None:
    release(tmp_path)
    sums = (made / "SHA256SUMS").read_text()
    assert (tmp_path / "SHA256SUMS").read_text() == sums
    for line in sums.splitlines():
        hashed, name = line.split()
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == hashed
    assert len(sums.splitlines()) == len(list(made.iterdir())) - 1 == 4


def test_the_wheel_has_every_file_of_the_packages(made: Path) -> None:
    (wheel,) = made.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    ours = [str(path) for path in tracked() if path.parts[0] in {"schemas", "pipeline", "consumers"}]
    assert {Path(name).suffix for name in ours} >= {".py", ".html", ".css", ".js", ".tsv", ".txt", ".json"}
    assert [name for name in ours if name not in inside and not name.endswith(".md")] == []


def test_the_image_can_be_built_from_its_archive(made: Path) -> None:
    with tarfile.open(made / f"muster-{version()}-image.tar.gz") as packed:
        names = packed.getnames()
        assert {(member.uid, member.uname, member.mode & 0o7022) for member in packed} == {(0, "", 0)}
    for needed in (
        ".dockerignore",
        "pyproject.toml",
        "deploy/image/Dockerfile",
        "deploy/image/requirements.lock",
    ):
        assert f"muster-{version()}/{needed}" in names


def test_the_bill_of_materials_has_all_that_is_in_the_image(made: Path) -> None:
    bill = json.loads((made / f"muster-{version()}.cdx.json").read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "muster"
    assert bill["metadata"]["component"]["version"] == version()
    lock = (ROOT / "deploy/image/requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)
    assert sorted((each["name"], each["version"]) for each in bill["components"]) == sorted(pins)


def test_the_wheel_alone_enriches_a_story(made: Path, tmp_path: Path) -> None:
    (wheel,) = made.glob("*.whl")
    shutil.copy(ROOT / "seeds" / SEED, tmp_path)
    # the versions that are locked, for what the wheel itself says that it needs
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+==[^\\\n]+)", lock, re.MULTILINE)
    (tmp_path / "constraints.txt").write_text("".join(f"{pin.strip()}\n" for pin in pins))
    place = tmp_path / "empty"
    run(tmp_path, sys.executable, "-m", "venv", str(place))
    # most of what comes is never imported here: what is, Python compiles as it is
    install = (
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-compile",
        "--constraint",
        "constraints.txt",
    )
    run(tmp_path, str(place / "bin" / "python"), "-m", "pip", *install, str(wheel))
    muster = str(place / "bin" / "muster")
    assert "worker" in run(tmp_path, muster, "--help")
    assert run(tmp_path, muster, "--version") == f"muster {version()}\n"
    story = json.loads(run(tmp_path, muster, "enrich", SEED))
    assert story["troop_counts"]
    # what the desk and the gateway need is there too, and says so before it looks for servers
    for name in ("desk", "gateway", "worker"):
        assert "no servers" in run(tmp_path, muster, name, code=2)


def run(folder: Path, *command: str, code: int = 0) -> str:
    kept = {
        name: value for name, value in os.environ.items() if name.startswith(("PATH", "HOME", "PIP_", "SSL_"))
    }
    done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr[-2000:]
    return done.stdout if code == 0 else done.stderr


def test_the_version_stands_in_one_place_and_what_names_the_image_agrees() -> None:
    named = re.compile(r"(?:muster:(?:\$\{VERSION:-)?|VERSION=|newTag: )v?(\d+\.\d+\.\d+)")
    found: dict[str, set[str]] = {}
    for path in tracked():
        if path.parts[0] in {"schemas", "pipeline", "consumers", "deploy", "docs"} and path.suffix != ".png":
            for each in named.findall((ROOT / path).read_text(encoding="utf-8")):
                found.setdefault(str(path), set()).add(each)
    assert {"deploy/compose.yaml", "deploy/compose.env.example", "docs/operating.md"} <= found.keys()
    assert found == {path: {version()} for path in found}
