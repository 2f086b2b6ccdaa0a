"""Hostile input: `python -m tests.bench.fuzz --seconds 600` reads mutated examples in every dialect, as HTML and as
archives, and says what raised anything but `ValueError` and what took time out of proportion.

What was found is written to build/fuzz, with the seed that makes it again. Exit code 1 if anything was.
"""

import argparse
import faulthandler
import io
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from consumers.command.archive import Lines, csv_rows, json_rows, table
from pipeline.html.page import article_of_page
from pipeline.intake import language, read, read_each
from pipeline.intake.rows import Reading
from pipeline.story import begin
from tests.pipeline.intake.test_same_story import EXAMPLES, FILES

SLOW: Final = 0.1
"""seconds; what takes longer is asked whether it takes more than its share when there is twice as much of it"""
SHARE: Final = 3.0
"""of the time, for twice the size"""
LONGEST: Final = 400_000
HANGS: Final = 60
"""seconds after which it is said, again and again, what is being done"""
FOUND: Final = Path("build") / "fuzz"

PAGE: Final = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ten soldiers land</title>
<style>p{color:red}</style></head><body><h1>Ten</h1><p>Ten <b>soldiers</b> &amp; a &#8220;dog&#8221;.</p>
<table><tr><td>a<td>7</table><figure><figcaption>A ferry</figcaption></figure></body></html>"""
TABLE: Final = (
    b'id,title,body,date\r\n1,Ten,"Ten ""soldiers"",\nand a dog",2026-11-16\r\n2,Six,<p>Six</p>,\r\n'
)
JSON_LINES: Final = (
    b'{"id": 1, "title": "Ten", "body": "Ten soldiers.", "date": "2026-11-16"}\n{"uri": "a"}\n'
)
TOKENS: Final = [
    *(b"{", b"}", b"[", b"]", b'"', b"\\", b"\\ud83e", b"null", b"-1e999", b"NaN", b'"uri":', b'"a":{'),
    *(
        b"<",
        b">",
        b"</",
        b"/>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<!DOCTYPE x [",
        b"<?xml ",
        b"&amp;",
        b"&#0;",
    ),
    *(
        b"&nbsp;",
        b"<p>",
        b"<b>",
        b"<table><tr><td>",
        b"<script>",
        b"<svg>",
        b"<a b=c ",
        b"<meta charset=x>",
        b"='",
    ),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\r",
        b"\n",
        b" ",
        b",",
        b"\xc2\xa0",
        b"\xe2\x80\x8b",
    ),
    *(b"2026-11-16T06:05:00Z", b"0001-01-01T00:00:00+14:00", b"Mon, 16 Nov 2026 06:05:00 GMT", b"9" * 40),
]


def as_message(value: bytes) -> None:
    """As the worker and the feeds read it, up to the text and its language."""
    with suppress(ValueError):
        begin(read(value), model="fuzz", received=0)
    for article in read_each(value):
        if not isinstance(article, ValueError):
            begin(article, model="fuzz", received=0)


def as_page(value: bytes) -> None:
    """As a file of HTML."""
    begin(article_of_page(value, uri="file:x")[0], model="fuzz", received=0)


def as_archive(value: bytes) -> None:
    """As CSV and as JSON lines."""
    for is_table in (True, False):
        lines = Lines(io.BytesIO(value), longest=100_000)
        reading = Reading({})
        with suppress(ValueError):
            for row in csv_rows(lines, table(lines)) if is_table else json_rows(lines):
                if row.fault is None:
                    with suppress(ValueError):
                        reading.article(row.values, is_table=is_table)


@dataclass
class Tally:
    """What was done with the mutants of one example."""

    runs: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Mutant:
    """`piece` again and again between two others."""

    head: bytes
    piece: bytes
    tail: bytes
    times: int = 1

    def value(self, *, times: int | None = None) -> bytes:
        return self.head + self.piece * (self.times if times is None else times) + self.tail


def mutants(example: bytes, chance: random.Random) -> Iterator[Mutant]:
    """Without end."""
    while True:
        value = bytearray(example)
        for _ in range(chance.choice((0, 1, 1, 2, 4, 8))):
            at, end = sorted((chance.randrange(len(value) + 1), chance.randrange(len(value) + 1)))
            match chance.randrange(5):
                case 0:
                    value[at:at] = chance.choice(TOKENS)
                case 1:
                    value[at : at + chance.randrange(40)] = b""
                case 2:
                    value[at : at + 1] = bytes([chance.randrange(256)])
                case 3:
                    value[at:at] = value[at : min(end, at + 300)]
                case 4:
                    value[at : at + 8] = chance.choice(TOKENS)
        at = chance.randrange(len(value) + 1)
        end = min(len(value), at + chance.randrange(60))
        piece = chance.choice(
            (bytes(value[at:end]), chance.choice(TOKENS), b"".join(chance.choices(TOKENS, k=3)))
        )
        (times,) = chance.choices((1, 3, 300, 3_000, 30_000), weights=(60, 20, 10, 8, 2))
        yield Mutant(
            bytes(value[:at]), piece, bytes(value[at:]), max(1, min(times, LONGEST // max(1, len(piece))))
        )


def seconds(reading: Callable[[bytes], None], value: bytes) -> float:
    """What reading takes of the processor."""
    began = time.process_time()
    with suppress(ValueError):
        reading(value)
    return time.process_time() - began


def tried(reading: Callable[[bytes], None], mutant: Mutant, tally: Tally) -> str | None:
    """What is wrong with how a mutant is read."""
    tally.runs += 1
    value = mutant.value()
    began = time.process_time()
    try:
        reading(value)
    except ValueError:
        tally.refused += 1
    except Exception:
        return traceback.format_exc()
    took = time.process_time() - began
    tally.slowest = max(tally.slowest, took)
    if took < SLOW or mutant.times < 2:
        return None
    once = min(seconds(reading, value) for _ in range(2))
    twice = min(seconds(reading, mutant.value(times=2 * mutant.times)) for _ in range(2))
    if once > SLOW / 2 and twice > SHARE * once:
        return f"{len(value):,} bytes take {once:.2f} s, with twice as many of {mutant.piece[:60]!r} {twice:.2f} s"
    return None


def main() -> int:
    """Mutate and read until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    language.warm()
    readings: Mapping[str, tuple[bytes, Callable[[bytes], None]]] = {
        **{name: ((EXAMPLES / name).read_bytes(), as_message) for name in FILES},
        "page.html": (PAGE, as_page),
        "archive.csv": (TABLE, as_archive),
        "archive.jsonl": (JSON_LINES, as_archive),
    }
    chance = random.Random(asked.seed)
    streams = {name: mutants(example, chance) for name, (example, _) in readings.items()}
    tallies = {name: Tally() for name in readings}
    until = time.monotonic() + asked.seconds
    while time.monotonic() < until:
        for name, (_, reading) in readings.items():
            # what never ends is looked for too: it says where it is
            faulthandler.dump_traceback_later(HANGS, repeat=True)
            mutant = next(streams[name])
            if fault := tried(reading, mutant, tallies[name]):
                FOUND.mkdir(parents=True, exist_ok=True)
                path = FOUND / f"{asked.seed}-{name}-{tallies[name].runs}"
                path.write_bytes(mutant.value())
                tallies[name].faults.append(f"{path}: {fault}")
                print(f"{path}: {fault}", flush=True)
    for name, tally in tallies.items():
        print(
            f"{name:15} {tally.runs:8,} read, {tally.refused:8,} refused, slowest {tally.slowest:.2f} s, "
            f"{len(tally.faults)} faults"
        )
    return 1 if any(tally.faults for tally in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
