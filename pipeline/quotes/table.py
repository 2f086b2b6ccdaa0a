"""The table of reporting words beside this code, read once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Reporting:
    """A word that reports: its kind (say, deny, ask …) and what may follow it (see `reporting.tsv`)."""

    kind: str
    frames: frozenset[str]


@cache
def reporting() -> dict[tuple[str, str], Reporting]:
    """(lemma, part of speech) to the word's entry; a lemma that stands twice has the frames of both."""
    text = files("pipeline.quotes").joinpath("reporting.tsv").read_text(encoding="utf-8")
    found: dict[tuple[str, str], Reporting] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            lemma, pos, kind, frames = line.split("\t")
            known = found.get((lemma, pos))
            merged = frozenset(frames.split()) | (known.frames if known else frozenset())
            found[lemma, pos] = Reporting(known.kind if known else kind, merged)
    return found


def gender(first_name: str) -> str | None:
    """ "f" for a woman's first name, "m" for a man's, None for one of both or of neither list."""
    return _genders().get(first_name)


@cache
def documents() -> frozenset[str]:
    """Nouns for what says what is in it: a poll, a video, a report."""
    return frozenset(_words("documents.txt"))


@cache
def _genders() -> dict[str, str]:
    return dict.fromkeys(_words("womens_names.txt"), "f") | dict.fromkeys(_words("mens_names.txt"), "m")


def _words(name: str) -> list[str]:
    text = files("pipeline.quotes").joinpath(name).read_text(encoding="utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
