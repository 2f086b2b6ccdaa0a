"""Pages of docs/ that the code itself writes: `python -m consumers.…_page write`, or `check`, which says if one is old."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def stale(path: Path, text: str) -> bool:
    """Whether the page is missing, or is not what it would be now."""
    return not path.is_file() or path.read_text(encoding="utf-8") != text


def main(arguments: Sequence[str], *, module: str, path: Path, page: Callable[[], str]) -> int:
    """Do what the command line of `module` asks; the exit code."""
    match arguments:
        case ["write"]:
            path.parent.mkdir(exist_ok=True)
            path.write_text(page(), encoding="utf-8")
            return 0
        case ["check"]:
            if stale(path, page()):
                print(f"{path} is not what it would be now; run: python -m {module} write", file=sys.stderr)
                return 1
            return 0
        case _:
            print(f"usage: python -m {module} write|check", file=sys.stderr)
            return 2
