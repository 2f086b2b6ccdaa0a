"""A release: `python -m deploy.release FOLDER` makes the wheel, the sdist, what the image is made from, a list of what is
in the image (an SBOM, CycloneDX), and their hashes.

The same commit gives the same bytes, whoever builds it, where and when: what goes in is copied to a fresh folder with
the time of the commit, and archives are written in order, as nobody's, with that time.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from deploy.image.context import ROOT, let_through, tracked

LOCK = "deploy/image/requirements.lock"
EPOCH = "SOURCE_DATE_EPOCH"


def release(folder: Path, root: Path = ROOT) -> list[Path]:
    """Make the files in `folder`, and `SHA256SUMS` beside them; all of their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, time = tracked(root), committed(root)
    with tempfile.TemporaryDirectory(prefix="muster-release-") as held:
        source, out = Path(held) / f"muster-{version(root)}", Path(held) / "out"
        _copy(root, paths, source, time)
        out.mkdir()
        _build(source, out, time)
        (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
        made = [folder / wheel.name, folder / sdist.name, folder / f"{source.name}-image.tar.gz"]
        shutil.copyfile(wheel, made[0])
        with tarfile.open(sdist) as packed:
            packed.extractall(out / "sdist", filter="data")
        unpacked = out / "sdist"
        _pack(unpacked, (path.relative_to(unpacked) for path in unpacked.rglob("*")), made[1], time)
        ignore = (root / ".dockerignore").read_text(encoding="utf-8")
        context = [Path(".dockerignore"), *let_through(paths, ignore)]
        _pack(source.parent, (Path(source.name) / path for path in context), made[2], time)
        made.append(folder / f"{source.name}.cdx.json")
        bill_of_materials(source, made[-1])
    sums = folder / "SHA256SUMS"
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made]
    sums.write_text("".join(lines), encoding="ascii")
    return [*made, sums]


def bill_of_materials(root: Path, to: Path) -> None:
    """What the image has of Python's packages, each with its version and hashes."""
    options = ("--pyproject", "pyproject.toml", "--mc-type", "application", "--output-reproducible")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "cyclonedx_py",
            "requirements",
            *options,
            "--output-file",
            str(to.resolve()),
            LOCK,
        ],
        cwd=root,
        check=True,
    )


def version(root: Path = ROOT) -> str:
    """The one in pyproject.toml, the only place where it stands. Raises `ValueError` if it doesn't."""
    found = re.search(
        r'^version = "(.+)"$', (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    if not found:
        raise ValueError("pyproject.toml has no version")
    return found[1]


def committed(root: Path = ROOT) -> int:
    """SOURCE_DATE_EPOCH if it is set, else when the last commit was made: seconds since 1970."""
    if given := os.environ.get(EPOCH):
        return int(given)
    said = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=root, check=True, capture_output=True, text=True
    )
    return int(said.stdout)


def _copy(root: Path, paths: Iterable[Path], to: Path, time: int) -> None:
    for path in paths:
        copied = to / path
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, copied)
        copied.chmod(_mode(root / path))
        os.utime(copied, (time, time))


def _mode(path: Path) -> int:
    """What git keeps of a file's mode: a umask is its user's affair."""
    return 0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644


def _build(source: Path, out: Path, time: int) -> None:
    """The wheel and the sdist, by setuptools as it is locked."""
    # setuptools writes over sys.argv
    code = (
        "import sys; from setuptools import build_meta; out = sys.argv[1]; "
        "build_meta.build_wheel(out); build_meta.build_sdist(out)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(out)],
        cwd=source,
        env={**os.environ, EPOCH: str(time), "TZ": "UTC", "PYTHONPATH": ""},
        umask=0o022,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ValueError(f"setuptools could not build it: {done.stderr[-2000:]}")


def _pack(root: Path, paths: Iterable[Path], to: Path, time: int) -> None:
    """A .tar.gz that holds nothing of who made it and when."""
    with (
        _quiet_gzip(to, time) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as packed,
    ):
        for path in sorted(paths):
            here = root / path
            if not here.is_file():
                continue
            member = tarfile.TarInfo(str(path))
            member.size, member.mtime, member.mode = here.stat().st_size, time, _mode(here)
            packed.addfile(member, io.BytesIO(here.read_bytes()))


@contextlib.contextmanager
def _quiet_gzip(to: Path, time: int) -> Iterator[gzip.GzipFile]:
    # without the file's name in it
    with to.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=time) as zipped:
        yield zipped


def main(arguments: Sequence[str]) -> int:
    """Make a release in the folder that is named; 1 if what would go in is not all committed."""
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    if changed:
        sys.stderr.write(f"not committed, so nobody could make the same again:\n{changed}")
        return 1
    folder = Path(arguments[0])
    for path in release(folder):
        sys.stdout.write(f"{path}\n")
    sys.stdout.write((folder / "SHA256SUMS").read_text(encoding="ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
