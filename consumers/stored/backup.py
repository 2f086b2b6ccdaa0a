"""What Kafka can't give back: the rulebook, analysts' marks, who was sent what, what became of dead letters. It is
saved as JSON lines, a document each, and put back from them."""

import gzip
import json
import os
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypedDict

from consumers.chunks import chunks
from consumers.errors import MusterError
from consumers.stored.elastic import Store, Write
from consumers.stored.pages import pages
from schemas.elasticsearch import Kind

KEPT: Final[tuple[Kind, ...]] = ("rules", "feedback", "deliveries", "dead-letters")
"""the kinds that are saved"""
_PAGE: Final = 500
_NOT_KNOWN: Final = "waited when it was saved: taken to have been sent since"


class Line(TypedDict):
    """A document as it is saved."""

    kind: Kind
    id: str
    source: Mapping[str, Any]


async def save(store: Store, path: Path, *, show: Callable[[int], None]) -> int:
    """Write all that is kept to a file, which replaces the one of that name when it is whole; how many documents.

    Raises `Unavailable` while Elasticsearch is away, `MusterError` if the file can't be written.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    count = 0
    try:
        # rules and deliveries say who is told what
        number = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "wb") as plain, gzip.open(plain, "wt", encoding="utf-8") as file:
            for kind in KEPT:
                async for line in _documents(store, kind):
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                    count += 1
                    show(count)
        unfinished.replace(path)
    except OSError as error:
        raise MusterError(f"{path}: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


async def restore(store: Store, path: Path, *, show: Callable[[int], None]) -> dict[str, int]:
    """Put back what a file holds; how many documents of each kind.

    A rule stands again as it was saved; of the other kinds what is there stays. What waited to be sent is not sent
    again. Raises `MusterError` if the file is no such file, before anything is written, and `Unavailable`.
    """
    # the whole file first: half a back-up is none
    kinds = {line["kind"] for line in _lines(path)}
    done: dict[str, int] = dict.fromkeys(sorted(kinds), 0)
    for some in chunks(_lines(path), _PAGE):
        for kind in sorted({line["kind"] for line in some}):
            writes = [_write(line) for line in some if line["kind"] == kind]
            for outcome in await store.write(kind, writes):
                if not outcome.done and not outcome.conflict:
                    raise MusterError(f"Elasticsearch refuses {outcome.write.id}: {outcome.reason}")
                done[kind] += outcome.done
        show(sum(done.values()))
    for kind in sorted(kinds):
        await store.refresh(kind)
    return done


def _write(line: Line) -> Write:
    source = line["source"]
    if line["kind"] == "deliveries" and source.get("state") == "waiting":
        source = {**source, "state": "sent", "ended": source["due"], "leased": None, "reason": _NOT_KNOWN}
    return Write(line["id"], source, new=line["kind"] != "rules")


async def _documents(store: Store, kind: Kind) -> AsyncIterator[Line]:
    await store.refresh(kind)
    async for hits in pages(store, store.name(kind), size=_PAGE, sort=[{"_shard_doc": "asc"}]):
        for hit in hits:
            yield Line(kind=kind, id=hit["_id"], source=hit["_source"])


def _lines(path: Path) -> Iterator[Line]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from _read(path, file)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise MusterError(f"{path} is no back-up, or not all of one: {error}") from error


def _read(path: Path, file: Iterable[str]) -> Iterator[Line]:
    for number, text in enumerate(file, start=1):
        try:
            line = json.loads(text)
            if line["kind"] not in KEPT:
                raise ValueError(line["kind"])
            yield Line(kind=line["kind"], id=str(line["id"]), source=dict(line["source"]))
        except (ValueError, KeyError, TypeError) as error:
            raise MusterError(f"{path}:{number}: no line of a back-up") from error
