"""Letters that the model takes for a place or a person and no table knows: "MINUSMA", "CJTF-OIR" are bodies."""

from pipeline.entities.known import known_type
from pipeline.entities.mentions import Mention, surface
from pipeline.parse import Parse

SHORTEST, LONGEST = 4, 10
"""letters; two or three are as often a player's, a state's or a shop's"""

_STATES = frozenset({"USSR", "GDR", "FYROM", "CCCP"})
"""states that are no more"""
FEWEST = 3
"""words in small letters that the sentence must have"""


def acronyms(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions with places and people in capitals as bodies, where the words around them are not in capitals."""
    return [Mention(m.first, m.end, "ORG") if _is_acronym(parse, m) else m for m in mentions]


def _is_acronym(parse: Parse, mention: Mention) -> bool:
    if mention.type == "ORG" or mention.end - mention.first > 1:
        return False
    text = surface(parse, mention.first, mention.end)
    if not (SHORTEST <= len(text) <= LONGEST and text.isupper() and text.isalpha()):
        return False
    if text in _STATES or known_type(text) is not None:
        return False
    words = [t.text for t in parse.tokens[mention.first].sentence if t.text.isalpha() and len(t.text) > 1]
    small = sum(word.islower() for word in words)
    return small >= FEWEST and small >= 2 * sum(word.isupper() for word in words)
