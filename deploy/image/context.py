"""What the image is made from: the files that git knows and that .dockerignore lets through."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]


def tracked(root: Path = ROOT) -> list[Path]:
    """The files that git knows, and those that it would if they were added, relative to `root`; none that was deleted."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(Path(name) for name in set(listed.split("\0")) if name and (root / name).is_file())


def context(root: Path = ROOT) -> list[Path]:
    """Of those, the ones that an image is built from."""
    return let_through(tracked(root), (root / ".dockerignore").read_text(encoding="utf-8"))


def let_through(paths: Iterable[Path], ignore: str) -> list[Path]:
    """The paths that a .dockerignore lets through: of the patterns that fit a path or a folder that it is in, the last
    one decides, and `!` lets it through."""
    rules = [line.strip() for line in ignore.splitlines() if line.strip() and not line.startswith("#")]
    patterns = [(_pattern(rule.removeprefix("!")), rule.startswith("!")) for rule in rules]

    def allowed(path: Path) -> bool:
        names = [str(path), *(str(parent) for parent in path.parents if parent.name)]
        verdicts = [lets for pattern, lets in patterns if any(pattern.fullmatch(name) for name in names)]
        return verdicts[-1] if verdicts else True

    return [path for path in paths if allowed(path)]


def _pattern(rule: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", rule.strip("/"))
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts))
