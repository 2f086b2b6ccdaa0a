"""Countries, peoples, seats of power, leaders, armed groups and places that a sentence names."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from pipeline.gazetteer import country, country_name, demonym, lesser_place, place, seat
from pipeline.parse import Parse, Sentence, Token
from pipeline.troops.lemmas import lemma
from pipeline.troops.tables import rows, words

_LONGEST = 4
"""words of a name"""
_LETTERS = 60
"""code points of a name"""
_BAND = 3
"""words of the name of an armed group that no table knows"""
_PLACES = ("GPE", "LOC", "FAC")
_NO_PLACES = ("PERSON", "ORG", "DATE", "NORP")
"""the parser's labels"""


BLOCS = ("people", "group", "army", "country", "seat", "leader")
"""kinds of names that can be a force"""


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands: `tokens[first:last]`. `name` is the country, group or place that it stands for."""

    first: int
    last: int
    kind: str
    """country, people, seat, group, army, leader or place"""
    name: str
    iso: str | None

    @property
    def alliance(self) -> bool:
        """Whether it is a union of states, whose men are soldiers as a state's are."""
        return self.name in _alliances()


class Names:
    """The names of a text, found a sentence at a time and kept."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self._found: dict[int, tuple[Name, ...]] = {}

    @cached_property
    def _labels(self) -> dict[int, str]:
        """The parser's label of each token in a name; most stories have no count, and nobody asks."""
        names = self.parse.names
        return {i: label for first, last, label in names for i in range(first, min(last, first + _LONGEST))}

    def of(self, sentence: Sentence) -> tuple[Name, ...]:
        """The names of one sentence, in order."""
        if sentence.i not in self._found:
            self._found[sentence.i] = tuple(self._scan(sentence))
        return self._found[sentence.i]

    def near(self, token: Token, reach: int) -> tuple[Name, ...]:
        """The names of the token's sentence that start within `reach` tokens of it."""
        found = self.of(token.sentence)
        first = bisect_left(found, token.i - reach, key=lambda name: name.first)
        last = bisect_left(found, token.i + reach, key=lambda name: name.first)
        return found[first:last]

    def at(self, token: Token) -> Name | None:
        """The name that holds the token."""
        found = self.of(token.sentence)
        i = bisect_left(found, token.i + 1, key=lambda name: name.first) - 1
        return found[i] if i >= 0 and token.i < found[i].last else None

    def last_token(self, name: Name) -> Token:
        """The word of a name that the rest of it hangs on."""
        return self.parse.tokens[name.last - 1]

    def _scan(self, sentence: Sentence) -> list[Name]:
        tokens, i = sentence.tokens, 0
        found: list[Name] = []
        while i < len(tokens):
            opens = tokens[i].text[:1].isupper() or tokens[i].text == "al"
            name = self._name_at(tokens, i) if opens else None
            if name:
                found.append(name)
            i += name.last - name.first if name else 1
        return found

    def _name_at(self, tokens: list[Token], i: int) -> Name | None:
        for count in range(min(_LONGEST, len(tokens) - i), 0, -1):
            end = tokens[i + count - 1]
            text = self.parse.text[tokens[i].start : end.end]
            if count > 1 and (end.tag == "POS" or not end.text[-1:].isalpha()):
                continue
            known = _known(text) if len(text) < _LETTERS and "\n" not in text else None
            if known:
                return Name(tokens[i].i, end.i + 1, *known)
        return self._band_at(tokens, i) or self._lesser_at(tokens, i)

    def _band_at(self, tokens: list[Token], i: int) -> Name | None:
        """The ADF of "17 ADF fighters", where no table knows it."""
        for last in range(i, min(i + _BAND, len(tokens) - 1)):
            if tokens[last].tag not in ("NNP", "NNPS") or not tokens[last].text.isalnum():
                return None
            after = tokens[last + 1]
            if after.tag == "NNS" and lemma(after) in words("context.tsv", "band"):
                text = self.parse.text[tokens[i].start : tokens[last].end]
                opens = i == 0 and not text.isupper()
                return (
                    None
                    if opens or "\n" in text
                    else Name(tokens[i].i, tokens[last].i + 1, "group", text, None)
                )
        return None

    def _lesser_at(self, tokens: list[Token], i: int) -> Name | None:
        """A province or a town, where the sentence speaks of a place."""
        label = self._labels.get(tokens[i].i)
        at = i > 0 and tokens[i - 1].lower in words("context.tsv", "where")
        inside = at and tokens[i - 1].lower in ("in", "near")  # where a name is hardly ever a person's
        if label not in _PLACES and (not at or label in _NO_PLACES) and not (inside and label == "PERSON"):
            return None
        for count in range(min(_LONGEST, len(tokens) - i), 0, -1):
            end = tokens[i + count - 1]
            text = self.parse.text[tokens[i].start : end.end]
            if end.text[-1:].isalpha() and end.tag != "POS" and len(text) < _LETTERS and "\n" not in text:
                found = lesser_place(text)
                if found:
                    return Name(tokens[i].i, end.i + 1, "place", found.name, found.iso)
        return None


@lru_cache(maxsize=20_000)
def _known(text: str) -> tuple[str, str, str | None] | None:
    """(kind, name, ISO code) of a name, None if it is none."""
    group = _groups().get(text)
    if group:
        return "group", group, None
    army = _armies().get(text)
    if army:
        return "army", country_name(army), army
    leads = _leaders().get(text)
    if leads:
        state = len(leads) == 2
        return "leader", country_name(leads) if state else leads, leads if state else None
    for kind, look in (("country", country), ("people", demonym), ("seat", seat)):
        iso = look(text)
        if iso:
            return kind, country_name(iso), iso
    found = place(text)
    return ("place", found.name, found.iso) if found else None


@cache
def _alliances() -> frozenset[str]:
    return frozenset(row[0] for row in rows("groups.tsv") if row[2:] == ("alliance",))


@cache
def _leaders() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("leaders.tsv")}


@cache
def _armies() -> dict[str, str]:
    return {form: row[0] for row in rows("armies.tsv") for form in row[1].split("|")}


@cache
def _groups() -> dict[str, str]:
    return {form: row[0] for row in rows("groups.tsv") for form in row[1].split("|")}
