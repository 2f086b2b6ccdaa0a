"""`make quality`: the figures of docs/quality.md anew, on every labelled set."""

import sys
import tempfile
from pathlib import Path

from rich.console import Console

from pipeline.parse import Parser
from tests.quality import german, passages
from tests.quality.sets import SETS, held_back, score

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
BEGIN, END = "<!-- figures: written by `make quality` -->", "<!-- end of figures -->"


def main() -> int:
    """Measure, and write the figures into the page between its marks."""
    console = Console(stderr=True)
    parts = []
    with tempfile.TemporaryDirectory() as folder:
        for labelled in (*SETS, held_back(Path(folder))):
            with console.status(labelled.name):
                words = score(labelled, Path(folder)).words
            console.print(f"[bold]{labelled.name}[/bold]\n{words}", highlight=False)
            parts.append(f"### {labelled.name}\n```\n{words.strip()}\n```\n")
    parts.append(f"### passages\n```\n{chr(10).join(passages.lines(Parser()))}\n```\n")
    parts.append(f"### german\n```\n{chr(10).join(german.lines())}\n```\n")
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{chr(10).join(parts)}{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
