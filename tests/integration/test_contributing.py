"""docs/contributing.md: each worked change is made in a copy of the project, and what stands under it is run there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pages import ROOT, Block, blocks

PAGE = "docs/contributing.md"
SECTIONS = list(dict.fromkeys(block.section for block in blocks(PAGE, "diff")))


def test_the_page_has_a_change_of_each_kind() -> None:
    assert SECTIONS == ["A soldier word", "A dialect", "A stage"]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_change_that_is_made_as_the_page_says_works(section: str, tmp_path: Path) -> None:
    copy = _copy(tmp_path / "copy")
    for block in blocks(PAGE, "diff", section=section):
        for name in block.marked("changes"):
            _change(copy / name, block)
    for commands in blocks(PAGE, "sh", section=section):
        done = subprocess.run(
            ["sh", "-eu", "-c", commands.text],
            cwd=copy,
            capture_output=True,
            text=True,
            check=False,
            timeout=500,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert re.search(r"[1-9]\d* passed", done.stdout), done.stdout


def _copy(folder: Path) -> Path:
    """What is tested lies in the copy; what runs it, beside."""
    for name in ("schemas", "pipeline", "consumers", "deploy", "tests", "seeds", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def _change(path: Path, block: Block) -> None:
    """Make the hunks of a block, which `…` keeps apart; what is only added to a file that is there comes at its end."""
    for hunk in re.split(r"^…\n", block.text, flags=re.MULTILINE):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert not old or text.count(old) == 1, f"{block}: {path.name} has not once:\n{old}"
        path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")


def test_a_change_to_what_is_not_there_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\ntwo\n")
    _change(path, Block("x.md", "", 1, "diff", " one\n+and\n…\n-two\n+three\n", ()))
    assert path.read_text() == "one\nand\nthree\n"
    with pytest.raises(AssertionError, match="has not once"):
        _change(path, Block("x.md", "", 1, "diff", "-two\n+four\n", ()))
