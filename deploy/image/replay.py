"""The steps of deploy/image/Dockerfile without Docker: `python -m deploy.image.replay [FOLDER]`, as root, on Debian.

Each stage is a folder that is the root of what runs in it. In the place of the official image of Python stands Debian
itself with its own Python of the same version, by debootstrap. At the end a story is enriched as the image would do it:
by the user that the image names, on a root that nobody can write to.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.image.context import ROOT, context
from deploy.image.dockerfile import DOCKERFILE, Instruction, Stage, stages

SEED = "01-first-report.json"
BASE = re.compile(r"python:(?P<python>\d+\.\d+)-slim-(?P<debian>\w+)")
PACKAGES = ("ca-certificates", "netbase", "tzdata", "python3", "python3-venv")
#: How this machine reaches its package index is its own affair: it is lent to the steps, and no part of the result.
VARIABLES = ("PIP_CERT", "PIP_DEFAULT_TIMEOUT", "PIP_INDEX_URL", "SSL_CERT_FILE")
LENT = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt")


def base(image: str, folder: Path) -> None:
    """What stands for an official image of Python, made in `folder`. Raises `ValueError` for any other image."""
    found = BASE.fullmatch(image)
    if not found:
        raise ValueError(f"{image} is no image that is known here")
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}", found["debian"], str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    said = _run(folder, ["python3", "--version"], {}, output=True)
    if not said.startswith(f"Python {found['python']}."):
        raise ValueError(
            f"Debian {found['debian']} has {said.strip()}, and the image Python {found['python']}"
        )
    (folder / "usr/bin/python").symlink_to("python3")


class Replay:
    """The stages of a Dockerfile, each a folder below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.environment: dict[str, str] = {}
        self.user = "root"
        self.entrypoint: list[str] = []

    def stage(self, stage: Stage) -> Path:
        """Do what the stage says; the root that comes of it."""
        shared = self._folder / re.sub(r"\W", "-", stage.base)
        if not shared.exists():
            _say(f"FROM {stage.base}")
            base(stage.base, shared)
        root = self._folder / f"stage-{stage.name}"
        subprocess.run(["cp", "--archive", str(shared), str(root)], check=True)
        self.environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        self.user, workdir, arguments = "root", "/", dict[str, str]()
        for each in stage.instructions:
            _say(f"{each.name} {each.rest[:100]}")
            match each.name:
                case "ARG":
                    name, _, value = each.words()[0].partition("=")
                    arguments[name] = value
                case "ENV":
                    for word in each.words():
                        name, _, value = word.partition("=")
                        self.environment[name] = value.replace("$PATH", self.environment["PATH"])
                case "WORKDIR":
                    workdir = each.rest
                    _inside(root, workdir).mkdir(parents=True, exist_ok=True)
                case "COPY":
                    self._copy(each, root, workdir)
                case "RUN":
                    environment = {**arguments, **self.environment}
                    _run(root, ["sh", "-c", f"cd {workdir} && {each.rest}"], environment, lent=True)
                case "USER":
                    self.user = each.rest
                case "ENTRYPOINT":
                    self.entrypoint = each.words()
        return root

    def _copy(self, each: Instruction, root: Path, workdir: str) -> None:
        *sources, target = each.arguments()
        stage = each.options().get("from")
        whence = self._folder / f"stage-{stage}" if stage else self._folder / "context"
        to = _inside(root, os.path.join(workdir, target))  # noqa: PTH118  # a path in there, not here
        for source in sources:
            path = _inside(whence, source)
            if path.is_dir():
                shutil.copytree(path, to, symlinks=True, dirs_exist_ok=True)
            else:
                to.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, to)


def enriched(root: Path, replay: Replay) -> dict[str, object]:
    """A seed as the finished image enriches it: its user, a root that can't be written to, a home and /tmp that can."""
    seeds = root / "seeds"
    seeds.mkdir()
    shutil.copy(ROOT / "seeds" / SEED, seeds)
    said = _run(
        root,
        [*replay.entrypoint, "enrich", f"/seeds/{SEED}"],
        replay.environment,
        user=replay.user,
        output=True,
    )
    found: dict[str, object] = json.loads(said)
    return found


def checks(root: Path, replay: Replay) -> None:
    """Raise `ValueError` if the image lets its user do what it should not, or can't do what it should."""

    def sh(command: str) -> str:
        return _run(root, ["sh", "-c", command], replay.environment, user=replay.user, output=True).strip()

    expected = {
        "id -u": "10001",
        "touch /here /opt/muster/here 2>/dev/null || echo refused": "refused",
        "touch $MUSTER_HOME/here /tmp/here && echo written": "written",
        "command -v pip /opt/muster/bin/pip gcc cc || echo none": "none",
        # nobody listens: not live, and no traceback
        "python -m deploy.image.live; echo $?": "1",
        "muster --version": f"muster {_version()}",
    }
    for command, wanted in expected.items():
        if (said := sh(command)) != wanted:
            raise ValueError(f"{command}: {said!r} in the place of {wanted!r}")
        _say(f"{command}  →  {said}")


def _run(
    root: Path,
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    user: str = "",
    lent: bool = False,
    output: bool = False,
) -> str:
    """Run a command in `root`. With a user the root is read-only but for that user's home and /tmp, and there is no
    network."""
    given = {"PATH": "/usr/bin:/bin", **environment}
    mounts, apart = ["mount --make-rprivate /"], ["--mount"]
    if lent:
        given |= {name: value for name, value in os.environ.items() if name in VARIABLES}
        for path in LENT:
            if Path(path).exists():
                inside = _inside(root, path)
                inside.parent.mkdir(parents=True, exist_ok=True)
                inside.touch()
                mounts.append(f"mount --bind {path} {inside}")
    if user:
        uid, _, gid = user.partition(":")
        apart.append("--net")
        mounts += [
            f"mount --bind {root} {root}",
            f"mount -o remount,bind,ro {root}",
            f"mount -t tmpfs -o mode=1777 tmp {root}/tmp",  # noqa: S108  # nosec B108  # one of its own
            f"mount -t tmpfs -o uid={uid},gid={gid},mode=0700 home {root}{environment['MUSTER_HOME']}",
        ]
    chroot = ["chroot", *([f"--userspec={user}"] if user else []), str(root), *command]
    done = subprocess.run(
        ["unshare", *apart, "sh", "-ec", " && ".join([*mounts, 'exec "$@"']), "sh", *chroot],
        env=given,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if output else None,
        text=True,
    )
    return done.stdout or ""


def _inside(root: Path, path: str) -> Path:
    return root / path.lstrip("/")


def _version() -> str:
    found = re.search(
        r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found
    return found[1]


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def main(arguments: Sequence[str]) -> int:
    """Replay it in a folder, which is made and, unless it was named, removed again."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        _say("this takes root, and debootstrap: apt-get install debootstrap")
        return 2
    # where git would not see it, and no test would collect it
    folder = Path(arguments[0]) if arguments else Path(tempfile.mkdtemp(prefix="muster-image-"))
    folder.chmod(0o755)
    try:
        for path in context():
            to = folder / "context" / path
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, to)
        replay = Replay(folder)
        for stage in stages(DOCKERFILE.read_text(encoding="utf-8")):
            root = replay.stage(stage)
        checks(root, replay)
        story = enriched(root, replay)
        counts = story["troop_counts"]
        assert isinstance(counts, list)
        if not counts:
            raise ValueError(f"{SEED} was enriched, and no troop count found")
        _say(f"enriched {story['uri']}: {len(counts)} troop counts")
        size = subprocess.run(["du", "-sm", str(root / "opt")], check=True, capture_output=True, text=True)
        _say(f"/opt/muster has {size.stdout.split()[0]} MiB")
    finally:
        if not arguments:
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
