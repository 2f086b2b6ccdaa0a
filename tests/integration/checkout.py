"""A folder that looks like a checkout to whoever types commands in it, and that can be written to."""

import sys
from pathlib import Path

from tests.pages import ROOT

_NOT_SEEN = (".", "build", "dist")


def checkout(folder: Path) -> Path:
    """Make it: everything of the project is there under its name, and what `make install` makes."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in ROOT.iterdir():
        if not path.name.startswith(_NOT_SEEN) and not path.name.endswith(".egg-info"):
            (folder / path.name).symlink_to(path)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder
