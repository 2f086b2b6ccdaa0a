"""What comes again, as an agency's copy does under many an outlet's name, and all but a paragraph of it in the next
version: parsed once. A text is remembered line by line; where most of one is known, the other lines are parsed alone,
with as much of their neighbours as their parse is made from (`lines`), and put in their places.

One thing can come over a line break. While words of the line before are not settled, the parser may already say that
a sentence starts with the second word of the next line ("- | It is"; never after a word of letters, see
`paragraphs`). So lines are taken apart only where none starts with a line's second word: there nothing has come over.
Lines that can't be taken apart are a block, and remembered as one.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from pipeline.parse.lines import Lines
from pipeline.parse.memory import Memory
from pipeline.parse.model import Parser
from pipeline.parse.pieces import pieces
from pipeline.parse.splice import joined, part
from pipeline.parse.tokens import Columns

MOST: Final = 32_000_000
"""bytes that a process remembers: some 1,800 stories, what they share once"""
WORTH: Final = 1 / 3
"""of a text that has to be known for the rest of it to be parsed alone"""

_LENGTH: Final = b"lines"
"""behind a line's key: of how many lines the block is that began with it"""

_columns = msgspec.msgpack.Decoder(Columns)
_length = msgspec.msgpack.Decoder(int)
_encoder = msgspec.msgpack.Encoder()

Span = tuple[int, int]
"""lines of a text: the first, and the one after the last"""


class _Seam(NamedTuple):
    """Where a parse can be taken apart: before a line of its text, which is before a token."""

    line: int
    token: int


@dataclass(frozen=True)
class _Plan:
    """What is known of a text, packed, and the runs of lines between that have to be parsed."""

    lines: Lines
    known: Mapping[Span, bytes]
    runs: Sequence[Span]

    @property
    def asked(self) -> list[str]:
        """Each run with its margins: the texts to parse."""
        return [self.lines.text[slice(*self.lines.margins(*run))] for run in self.runs]

    @property
    def missing(self) -> dict[bytes, int]:
        """The lines to parse, by key, with their code points."""
        lines = self.lines
        return {lines.key(i, i + 1): lines.size(i, i + 1) for run in self.runs for i in range(*run)}


class Repeated:
    """A parser that remembers what came last; what it gives is what the parser gives, token for token."""

    def __init__(self, parser: Parser, *, most: int = MOST) -> None:
        self.name = parser.name
        self._parser = parser
        self._memory = Memory(most=most)

    def parse(self, texts: Iterable[str]) -> Iterator[Columns]:
        """One parse a text, in the order of the texts."""
        texts = list(texts)
        cuts = {text: pieces(text) for text in texts}
        parsed = self._parsed(
            list(dict.fromkeys(text[start:end] for text in cuts for start, end in cuts[text]))
        )
        for text in texts:
            parts = [(start, parsed[text[start:end]]) for start, end in cuts[text]]
            yield parts[0][1] if len(parts) == 1 else joined(parts)

    def _parsed(self, waiting: Sequence[str]) -> dict[str, Columns]:
        """The parse of each text; all of them are one piece."""
        parsed: dict[str, Columns] = {}
        while waiting:
            now, waiting = self._in_turn(waiting)
            runs = self._parser.parse([text for plan in now for text in plan.asked])
            for plan in now:
                parsed[plan.lines.text] = self._done(plan, [next(runs) for _ in plan.runs])
        return parsed

    def _in_turn(self, texts: Iterable[str]) -> tuple[list[_Plan], list[str]]:
        """What to do now, and the texts that wait for what will then be known: of ten copies in one batch, nine."""
        now: list[_Plan] = []
        later: list[str] = []
        promised: set[bytes] = set()
        for text in texts:
            plan = self._plan(Lines(text, apart=self._parser.is_near_sighted))
            missing = plan.missing
            if sum(missing[key] for key in promised & missing.keys()) > WORTH * sum(missing.values()):
                later.append(text)
            else:
                now.append(plan)
                promised |= missing.keys()
        return now, later

    def _plan(self, lines: Lines) -> _Plan:
        known: dict[Span, bytes] = {}
        runs: list[Span] = []
        first = 0
        while first < len(lines):
            last, packed = self._known(lines, first)
            if packed is not None:
                known[first, last] = packed
            elif runs and runs[-1][1] == first:
                runs[-1] = runs[-1][0], last
            else:
                runs.append((first, last))
            first = last
        if runs and sum(lines.size(*block) for block in known) < WORTH * len(lines.text):
            return _whole(lines)
        return _Plan(lines, known, runs)

    def _known(self, lines: Lines, first: int) -> tuple[int, bytes | None]:
        """The line after the block that begins with a line, and its parse; None if it has to be parsed."""
        key = lines.key(first, first + 1)
        packed = self._memory.get(key)
        length = self._memory.get(key + _LENGTH) if packed is None else None
        if length is None:
            return first + 1, packed
        last = min(first + _length.decode(length), len(lines))
        return last, self._memory.get(lines.key(first, last))

    def _done(self, plan: _Plan, parsed: Sequence[Columns]) -> Columns:
        """The parse of a text, from what is known of it and what has been parsed; that is remembered."""
        lines = plan.lines
        found = {first: _columns.decode(packed) for (first, _), packed in plan.known.items()}
        for run, columns in zip(plan.runs, parsed, strict=True):
            start, _ = lines.margins(*run)
            seams = _seams(lines, run, columns, start)
            if not seams or (seams[0].line, seams[-1].line) != run:
                # something may have come over the break before it or behind it, and other than in the whole text
                (whole,) = self._parser.parse([lines.text])
                return self._done(_whole(lines), [whole])
            self._remember(lines, columns, start, seams)
            if run == (0, len(lines)):
                return columns
            found[run[0]] = part(columns, seams[0].token, seams[-1].token, lines.starts[run[0]] - start)
        return joined((lines.starts[first], found[first]) for first in sorted(found))

    def _remember(self, lines: Lines, columns: Columns, start: int, seams: Sequence[_Seam]) -> None:
        """Keep each block of a parse, of a text that starts at `start` of the one with the lines."""
        for seam, end in pairwise(seams):
            key = lines.key(seam.line, end.line)
            if key not in self._memory:
                block = part(columns, seam.token, end.token, lines.starts[seam.line] - start)
                self._memory.keep(key, _encoder.encode(block))
            if end.line - seam.line > 1:
                begins = lines.key(seam.line, seam.line + 1) + _LENGTH
                self._memory.keep(begins, _encoder.encode(end.line - seam.line))


def _whole(lines: Lines) -> _Plan:
    return _Plan(lines, {}, [(0, len(lines))])


def _seams(lines: Lines, run: Span, columns: Columns, start: int) -> list[_Seam]:
    """Where the parse of a run, which is that of a text from `start` on, can be taken apart."""
    seams = []
    for line in range(run[0], run[1] + 1):
        token = bisect_left(columns.starts, lines.starts[line] - start)
        if line in {0, len(lines)} or _is_apart(columns.sentences, token):
            seams.append(_Seam(line, token))
    return seams


def _is_apart(sentences: Sequence[int], token: int) -> bool:
    """Whether a sentence starts with a token and none with the one after it."""
    at = bisect_left(sentences, token)
    return sentences[at : at + 1] == [token] and sentences[at + 1 : at + 2] != [token + 1]
