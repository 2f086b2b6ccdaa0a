"""What a body holds: one story, or a story a line. Read as the stage `parse` will read it, and sent as it came."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from consumers.gateway.problems import MOST_FAULTS, Problem
from consumers.record import why
from pipeline import intake
from schemas import Article

LINES = frozenset(
    {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"}
)
"""the media types that make a body a batch"""
MOST_LINES: Final = 10_000
"""of a batch: a line of two bytes costs as much memory as one of a hundred"""


@dataclass(frozen=True)
class Found:
    """A story as it lies in a body; or of a picture or a package, which has no text to read, why it is none."""

    line: int
    value: bytes
    uri: str | None = None
    note: str | None = None


def is_batch(content_type: str) -> bool:
    """Whether a body of that type is a batch. Raises `Problem` on a form, which can't be an article."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        raise Problem("not-an-encoding", "send the story itself as the body, not as a form")
    return kind in LINES


def one(body: bytes, *, largest: int, dated: bool) -> Sequence[Found]:
    """The story that a body is. `dated`: it has to say its version.

    Raises `Problem` that says what it looks like and what is wrong.
    """
    _must_fit(body, largest)
    try:
        return (_read(1, body, dated=dated),)
    except ValueError as error:
        raise Problem("not-an-article", why(error)) from None


def each(body: bytes, *, largest: int, dated: bool) -> Sequence[Found]:
    """The stories of a batch, up to `MOST_LINES`. If one of them can't be read, `Problem` names all that can't, and none is taken."""
    if body.count(b"\n") > MOST_LINES:
        raise Problem("too-large", f"has more than {MOST_LINES:,} lines; send it in several batches")
    found: list[Found] = []
    faults: list[tuple[int, str]] = []
    lines = [(number, line.strip()) for number, line in enumerate(body.split(b"\n"), start=1)]
    lines = [(number, line) for number, line in lines if line]
    for number, line in lines:
        try:
            if len(line) > largest:
                raise ValueError(_too_long(line, largest))
            found.append(_read(number, line, dated=dated))
        except ValueError as error:
            faults.append((number, why(error)))
    if faults:
        said = f"{len(faults):,} of {len(lines):,} lines are not articles; nothing was published"
        more = f" (the first {MOST_FAULTS} are named)" if len(faults) > MOST_FAULTS else ""
        raise Problem("not-an-article", said + more, faults=faults)
    if not found:
        raise Problem("not-an-article", "is empty")
    return found


Reading = Callable[..., Sequence[Found]]


def _must_fit(body: bytes, largest: int) -> None:
    if len(body) > largest:
        raise Problem("too-large", _too_long(body, largest))


def _too_long(body: bytes, largest: int) -> str:
    return f"is {len(body):,} bytes long; an article may have {largest:,}"


def _read(line: int, value: bytes, *, dated: bool) -> Found:
    try:
        article: Article = intake.read(value)
    except intake.NotAStory as reason:
        return Found(line, value, note=why(reason))
    if dated and article.versioncreated is None:
        raise ValueError(
            "has no versioncreated; under a signature that has no time, a story has to say its version"
        )
    return Found(line, value, uri=article.uri)
