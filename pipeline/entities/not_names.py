"""What has capitals and is no name of ours: ships, storms, a politician's party and state, ranks alone, events."""

import re
from bisect import bisect_right

from pipeline.entities.mentions import Mention
from pipeline.entities.tables import ranks, words
from pipeline.parse import Parse, Token
from pipeline.patterns import one_of

_SHIPS = ("USS", "USNS", "HMS", "HMAS", "HMCS", "HNLMS", "INS", "ROKS", "RFS", "BRP", "MV", "M/V")
_LETTER = r"\w"
_PART_OF_A_WORD = r"[\w.]"
_SHIP = re.compile(rf"(?:{one_of(_SHIPS, not_after=_PART_OF_A_WORD)}) (?:[A-Z][\w’'-]*\.? ?){{1,4}}")
_PARTY = re.compile(r"[DRI](?<=\(.)-[A-Z][\w.]*(?: [A-Z][\w.]*)?(?=\))")
_STORM = re.compile(
    rf"(?:{one_of(('Hurricane', 'Typhoon', 'Cyclone', 'Storm'), not_after=_LETTER)}) ([A-Z][a-z]+)\b"
)
"""a storm has a person's name, and keeps it for the rest of the story"""
FAR = 2
"""words with capitals that an event's name can have behind a place: "Hong Kong Grand Prix" """


class NotNames:
    """The ships, parties and storms of a text, looked for once."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._storms = {match.group(1) for match in _STORM.finditer(parse.text)}
        self._taken = sorted(
            match.span() for pattern in (_SHIP, _PARTY) for match in pattern.finditer(parse.text)
        )
        self._starts = [start for start, _ in self._taken]

    def left_out(self, mentions: list[Mention]) -> list[Mention]:
        """The mentions without those that stand in the name of a ship or an event, or are no name at all."""
        if self._taken or self._storms:
            mentions = [m for m in mentions if not self._stands_in_one(m)]
        return [m for m in mentions if not (_rank_alone(self._parse, m) or _of_event(self._parse, m))]

    def _stands_in_one(self, m: Mention) -> bool:
        first = self._parse.tokens[m.first]
        i = bisect_right(self._starts, first.start) - 1
        if i >= 0 and first.start < self._taken[i][1]:
            return True
        return m.end - m.first == 1 and first.text in self._storms


def _rank_alone(parse: Parse, mention: Mention) -> bool:
    """ "Brig." of "Brig. Gen. Mark Haas" """
    if mention.type != "PERSON" or mention.end - mention.first != 1:
        return False
    return parse.tokens[mention.first].lower.rstrip(".") in ranks()


def _of_event(parse: Parse, mention: Mention) -> bool:
    """ "the U.S. Open", "the Minsk agreements": where it is held or was signed is not what is spoken of"""
    if mention.type != "PLACE":
        return False
    sentence = parse.tokens[mention.first].sentence
    for token in parse.tokens[mention.end : mention.end + FAR]:
        if token.sentence is not sentence:
            return False
        capital = _capital(token)
        if token.lower in words("agreed") or (capital and token.text.capitalize() in words("held")):
            return True
        if not capital:
            return False
    return False


def _capital(token: Token) -> bool:
    return token.pos in {"PROPN", "NOUN", "ADJ"} and token.text[:1].isupper()
