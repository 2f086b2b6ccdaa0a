"""What a release is, for the tests of it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def version() -> str:
    """The one place where it stands."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: str = project["project"]["version"]
    return found
