"""The labelled sets in shared/data, and what the scorer says of what `muster enrich` finds in them.

They lie beside the checkout and are no part of it: some are newspaper text without an open licence.
"""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

SHARED = Path(os.environ.get("MUSTER_SHARED", Path(__file__).parents[3] / "shared"))
SCORER = SHARED / "bench" / "score.py"


@dataclass(frozen=True)
class LabelledSet:
    """A file of shared/data, and the scorer's word for what is labelled in it; None where it can only be read."""

    file: str
    scored: str | None
    folder: Path = SHARED / "data"

    @property
    def name(self) -> str:
        """The file's name without its endings."""
        return self.file.split(".")[0]

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.file


ARTICLES = "ukraine_articles_dev.jsonl.gz"


def held_back(folder: Path) -> LabelledSet:
    """Our own labels of sixty sentences (held_back.jsonl), put into `folder` as the scorer wants to find them.

    They hold offsets into the articles and not a word of them, and were made before anyone saw what is found there.
    """
    rows = map(
        json.loads, Path(__file__).with_name("held_back.jsonl").read_text(encoding="utf-8").splitlines()
    )
    whole = "\n".join(json.dumps({"source": None, **row}) for row in rows)
    labelled = LabelledSet("troop_counts_held_back.jsonl", "troops", folder)
    labelled.path.write_text(whole, encoding="utf-8")
    (folder / ARTICLES).symlink_to(SHARED / "data" / ARTICLES)
    return labelled


SETS = (
    LabelledSet("seed_expected.jsonl", "troops"),
    LabelledSet("troop_counts_dev.jsonl", "troops"),
    LabelledSet("newsquant_dev.jsonl.gz", "numbers"),
    LabelledSet("polnear_dev.jsonl.gz", "quotes"),
    LabelledSet("factappeal_val.jsonl.gz", "quotes"),
    LabelledSet("re3d_open.jsonl.gz", "names"),
    LabelledSet("conllpp_dev.txt.gz", "names"),
    LabelledSet("ukraine_articles_dev.jsonl.gz", None),
    LabelledSet("helsinki_dev.jsonl.gz", None),
    LabelledSet("factappeal_train.jsonl.gz", "quotes"),
    LabelledSet("polnear_train.jsonl.gz", "quotes"),
)
"""recognizers_en is not among them: its cases are phrases without ids, which the scorer does not read"""

_F1 = re.compile(r"^(\S+) P ([\d.]+) R ([\d.]+) F1 ([\d.]+)", re.MULTILINE)
_SHARE = re.compile(r"^(\S+) ([\d.]+) \(", re.MULTILINE)


@dataclass(frozen=True)
class Score:
    """The scorer's figures by name (F1, or a share, in percent), and its own words."""

    figures: Mapping[str, float]
    words: str


def score(labelled: LabelledSet, folder: Path, *, workers: int = 2) -> Score:
    """Enrich a set's texts in `folder` as anyone would, and have the scorer judge what came of it."""
    texts = folder / f"{labelled.name}.texts.jsonl"
    stories = folder / f"{labelled.name}.stories.jsonl"
    texts.write_text(_run(SCORER, "texts", labelled.path), encoding="utf-8")
    _run("-m", "consumers.command", "enrich", texts, "--workers", workers, "-o", stories)
    words = (
        _run(SCORER, labelled.scored, labelled.path, stories)
        if labelled.scored
        else _coverage(texts, stories)
    )
    words = "\n".join(line for line in words.splitlines() if not line.startswith("missed:"))
    figures = {name: float(f1) for name, _, _, f1 in _F1.findall(words)}
    figures |= {name: float(part) for name, part in _SHARE.findall(words)}
    return Score(MappingProxyType(figures), words)


def _coverage(texts: Path, stories: Path) -> str:
    """What the scorer says first of every set, for those that it has no labels of."""
    sent, found = _texts(texts), _texts(stories)
    same = sum(found.get(uri) == text for uri, text in sent.items())
    return f"coverage {100 * same / max(len(sent), 1):.1f} ({same}/{len(sent)})"


def _texts(path: Path) -> dict[str, str]:
    # line by line, not splitlines: a text may hold line separators that JSON leaves as they are
    with path.open(encoding="utf-8") as rows:
        return {row["uri"]: row["text"] for row in map(json.loads, rows)}


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines, gzipped or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        return [json.loads(line) for line in file]


def _run(*arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.stderr[-2_000:]}")
    return done.stdout
