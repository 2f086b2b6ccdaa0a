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
def ranks() -> frozenset[str]:
    """Titles cut short ("Brig."), in lower case, without their full stop."""
    return frozenset(_lines("ranks.txt"))


@cache
def person_titles() -> frozenset[str]:
    """Titles that only a person's name follows, in lower case, without their full stop."""
    return frozenset(_lines("person_titles.txt"))


@cache
def offices() -> frozenset[str]:
    """What a person is, in lower case: offices, ranks, trades and kin."""
    return frozenset(word for line in _lines("offices.txt") for word in line.split())


@cache
def particles() -> frozenset[str]:
    """Small words within a person's name."""
    return frozenset(word for line in _lines("particles.txt") for word in line.split())


@cache
def peoples() -> frozenset[str]:
    """Peoples and faiths, which are no names of ours."""
    return frozenset(word for line in _lines("peoples.txt") for word in line.split())


@cache
def geography() -> frozenset[str]:
    """Last words of names that are places."""
    return frozenset(word for line in _lines("geography.txt") for word in line.split())


@cache
def geography_first() -> frozenset[str]:
    """First words of names that are places."""
    return frozenset(word for line in _lines("geography_first.txt") for word in line.split())


@cache
def words(name: str) -> frozenset[str]:
    """One of the small lists in words.txt."""
    for line in _lines("words.txt"):
        key_, _, listed = line.partition("\t")
        if key_ == name:
            return frozenset(word.replace("_", " ") for word in listed.split())
    raise KeyError(name)


@cache
def government_words() -> frozenset[str]:
    """What a state acts through, one word or two."""
    return frozenset(
        word.replace("_", " ") for line in _lines("government_words.txt") for word in line.split()
    )


@cache
def state_acts() -> dict[str, frozenset[str]]:
    """Lemmas of what a state does: verbs by "v", verbs that lead to another by "l", nouns by "n"."""
    found: dict[str, frozenset[str]] = {}
    for line in _lines("state_acts.txt"):
        kind, *lemmas = line.split()
        found[kind] = found.get(kind, frozenset()) | frozenset(lemmas)
    return found


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
def aliases() -> dict[str, int]:
    """Key of a listed body's name to the number of its row: names of one row are one body's.

    Left out: teams and firms, of which a row may list several, and ministries and chambers, of which the world does.
    """
    rows = (line.split("\t") for line in _lines("organisations.tsv"))
    return {
        key(name): number
        for number, (kind, names) in enumerate(rows)
        if kind not in {"sport", "company", "government"}
        for name in names.split("|")
    }


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
