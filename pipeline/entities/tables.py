"""The tables beside this code, each read once."""

from functools import cache
from importlib.resources import files

from pipeline.gazetteer.tables import fold, key


def _lines(name: str) -> list[str]:
    text = files("pipeline.entities").joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def titles() -> frozenset[str]:
    """Words before a person's name that are not part of it, in lower case."""
    return frozenset(_lines("titles.txt"))


@cache
def first_names() -> frozenset[str]:
    """First names that are not also places or things."""
    return frozenset(word for line in _lines("first_names.txt") for word in line.split())


@cache
def body_words() -> frozenset[str]:
    """Last words of bodies and places named after people."""
    return frozenset(word for line in _lines("body_words.txt") for word in line.split())


@cache
def east_asian_surnames() -> frozenset[str]:
    """Korean and Chinese surnames, which stand before the given name."""
    return frozenset(word for line in _lines("east_asian_surnames.txt") for word in line.split())


@cache
def events() -> frozenset[str]:
    """Last words of names that are events and documents, neither bodies nor places."""
    return frozenset(word for line in _lines("event_words.txt") for word in line.split())


@cache
def government_words() -> frozenset[str]:
    """What a state acts through, one word or two."""
    return frozenset(
        word.replace("_", " ") for line in _lines("government_words.txt") for word in line.split()
    )


@cache
def organisations() -> dict[str, str]:
    """Key of a listed body's name to the kind of body it is."""
    found = {}
    for line in _lines("organisations.tsv"):
        kind, names = line.split("\t")
        for name in names.split("|"):
            found[key(name)] = kind
    return found


@cache
def not_places() -> frozenset[str]:
    """Names of places that are as often a person's or a common word, in lower case."""
    return frozenset(name.lower() for name in _lines("not_places.txt"))


@cache
def shared_places() -> dict[str, list[tuple[str | None, frozenset[str]]]]:
    """Folded name that several places share to (identifier, names that speak for that place), one each."""
    found: dict[str, list[tuple[str | None, frozenset[str]]]] = {}
    for line in _lines("shared_places.tsv"):
        name, identifier, hints = [*line.split("\t"), "", ""][:3]
        choice = identifier or None, frozenset(filter(None, hints.split("|")))
        found.setdefault(fold(name), []).append(choice)
    return found
