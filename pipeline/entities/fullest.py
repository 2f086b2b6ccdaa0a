"""The fullest form that each name has in its story: "Kirby" is "John Kirby", "the NIS" the "National Intelligence Service"."""

import re
from collections.abc import Iterable

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import aliases, organisations, words
from pipeline.gazetteer.tables import key
from pipeline.parse import Parse

_ARTICLE = re.compile(r"(?i)^(?:al|el|ul|ad|as|ash|an|ar)[-‑](?=\w)")
LONGEST = 12
"""words of a body's name that are tried as the start of a shorter one"""
_JUNIOR = re.compile(r",? (?:Jr|Sr|II|III|IV|VI?)\.?$")


def people(texts: Iterable[str]) -> dict[str, str]:
    """ "Kirby" to "John Kirby", where the story has one John Kirby and no other Kirby.

    "Assad" is "Bashar al-Assad", "Marcos" is "Ferdinand Marcos Jr.", "De Gaulle" is "Charles de Gaulle".
    """
    texts = set(texts)
    by_part: dict[str, set[str]] = {}
    for text in texts:
        if " " in text:
            for part in _parts(text):
                by_part.setdefault(part, set()).add(text)
    found = {}
    for text in texts:
        wholes = {
            whole for whole in by_part.get(_bare(text), ()) if len(whole) > len(text) and not whole.isupper()
        }
        if wholes and _one(wholes):
            found[text] = min(wholes, key=lambda whole: (-len(whole), whole))
    return found


def _parts(text: str) -> set[str]:
    parts = _JUNIOR.sub("", text).split()
    return {_bare(part) for part in (parts[-1], " ".join(parts[1:]), parts[0], " ".join(parts)) if part}


def _bare(text: str) -> str:
    return _ARTICLE.sub("", text).lower()


def _one(names: set[str]) -> bool:
    """Whether all are forms of one name: "Kim Jong Un" and "Leader Kim Jong Un", not "Bill" and "Hillary Clinton"."""
    parts = {name: {_bare(word) for word in name.split()} for name in names}
    longest = max(parts.values(), key=len)
    return all(each <= longest for each in parts.values())


def bodies(parse: Parse, mentions: list[Mention]) -> dict[str, str]:
    """ "NIS" to "National Intelligence Service", "Security Council" to "UN Security Council", where the story has both.

    Two names are one body's if the table lists them together, one stands in brackets behind the other, one is made
    of the other's initials, or one is what another, and only one, ends with.
    """
    texts = {surface(parse, m.first, m.end) for m in mentions if m.type == "ORG"}
    found: dict[str, str] = {}
    _by_ending(texts, found)
    _by_initials(texts, found)
    _by_table(texts, found)
    found.update(_in_brackets(parse, mentions))
    return {text: found.get(whole, whole) for text, whole in found.items() if text != whole}


def _by_ending(texts: set[str], found: dict[str, str]) -> None:
    """ "the Journal" of the Wall Street Journal; a listed name of its own ("Parliament") is left alone"""
    endings: dict[str, set[str]] = {}
    for text in texts:
        parts = text.split()
        for i in range(1, min(len(parts), LONGEST)):
            if parts[i][:1].isupper():
                endings.setdefault(" ".join(parts[i:]), set()).add(text)
    for text in texts:
        wholes = endings.get(text, set())
        if len(wholes) == 1 and key(text) not in organisations() and text not in words("common_bodies"):
            (found[text],) = wholes


def _by_initials(texts: set[str], found: dict[str, str]) -> None:
    whole = sorted(text for text in texts if " " in text)
    by_initials = {"".join(w[0] for w in text.split() if w[0].isupper()): text for text in whole}
    for text in texts:
        letters = text.replace(".", "")
        if letters.isupper() and letters in by_initials:
            found[text] = by_initials[letters]


def _by_table(texts: set[str], found: dict[str, str]) -> None:
    rows: dict[int, list[str]] = {}
    listed = aliases()
    for text in texts:
        if key(text) in listed:
            rows.setdefault(listed[key(text)], []).append(text)
    for names in rows.values():
        longest = min(names, key=lambda name: (-len(name), name))
        found.update({name: longest for name in names if name != longest})


def _in_brackets(parse: Parse, mentions: list[Mention]) -> dict[str, str]:
    """ "Ejército de Liberación Nacional (ELN)": letters in brackets right behind a body"""
    found = {}
    ends = {m.end: m for m in mentions if m.type == "ORG"}
    for m in mentions:
        before = ends.get(m.first - 1)
        if before is None or m.type != "ORG" or m.end - m.first > 3:
            continue
        bracketed = m.end < len(parse.tokens) and parse.tokens[m.first - 1].text == "("
        text = surface(parse, m.first, m.end)
        if bracketed and text.upper() == text:
            found[text] = surface(parse, before.first, before.end)
    return found
