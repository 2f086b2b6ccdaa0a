"""Texts that come again, as an agency's copy does under many an outlet's name: parsed once."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

import msgspec

from pipeline.parse.model import Parser
from pipeline.parse.tokens import Columns

MOST = 512
"""texts that a process remembers, packed: some 8 MB"""
LONGEST = 20_000
"""code points of one that is worth the room"""

_decoder = msgspec.msgpack.Decoder(Columns)


class Repeated:
    """A parser that remembers the texts that came last; the parse of a text is the same whatever comes beside it."""

    def __init__(self, parser: Parser, *, most: int = MOST) -> None:
        self.name = parser.name
        self._parser = parser
        self._most = most
        self._packed: OrderedDict[str, bytes] = OrderedDict()

    def parse(self, texts: Iterable[str]) -> Iterator[Columns]:
        """One parse a text, in the order of the texts."""
        texts = list(texts)
        known = {text: self._known(text) for text in texts if text in self._packed}
        # those that are parsed come in the order in which they are first asked for
        parsed = self._parser.parse(dict.fromkeys(text for text in texts if text not in known))
        for text in texts:
            if text not in known:
                known[text] = next(parsed)
                self._keep(text, known[text])
            yield known[text]

    def _known(self, text: str) -> Columns:
        self._packed.move_to_end(text)
        return _decoder.decode(self._packed[text])

    def _keep(self, text: str, columns: Columns) -> None:
        if len(text) <= LONGEST:
            self._packed[text] = msgspec.msgpack.encode(columns)
            if len(self._packed) > self._most:
                self._packed.popitem(last=False)
