"""Where the men are, or where they go."""

from pipeline.parse import Token
from pipeline.troops.case import Case
from pipeline.troops.names import Name, Names
from schemas import Place

_AT = frozenset("in at near on around across along inside within throughout outside along over by".split())
_TO = frozenset("to into toward towards onto for".split())
_BORDERS = frozenset("border frontier doorstep territory region soil side line front city town east south north west area coast".split())


def places_of(case: Case, names: Names) -> tuple[Place, ...]:
    """The places that the sentence gives to the count, in order."""
    found: dict[str, Place] = {}
    for name, to in _near(case, names):
        found.setdefault(name.name, Place(name=name.name, iso=name.iso, to=to))
    return tuple(found.values())


def _near(case: Case, names: Names) -> list[tuple[Name, bool]]:
    found = []
    for name in names.of(case.head.sentence):
        prep = _preposition(name, names)
        if prep is None or name.kind == "group":
            continue
        if prep.lower not in _AT | _TO or not _belongs(prep, case):
            continue
        if name.kind in ("people", "seat") and not _is_place_word(name, names):
            continue
        found.append((name, prep.lower in _TO))
    return found


def _preposition(name: Name, names: Names) -> Token | None:
    """The preposition over a name: "in eastern Russia", "on Ukraine's border", "at the border with Ukraine"."""
    token = names.parse.tokens[name.last - 1]
    for above in token.ancestors():
        if above.dep == "prep" or above.pos == "ADP":
            if above.lower in ("with", "of", "between") and above.head.lemma.lower() in _BORDERS:
                continue
            return above
        if above.pos in ("VERB", "AUX"):
            return None
    return None


def _belongs(prep: Token, case: Case) -> bool:
    """The preposition hangs on the men or on a verb of their clause."""
    above = prep.head
    path = case.path()
    return above in path or any(t in path for t in above.ancestors())


def _is_place_word(name: Name, names: Names) -> bool:
    token = names.parse.tokens[name.last - 1]
    return name.kind == "seat" or token.head.lemma.lower() in _BORDERS
