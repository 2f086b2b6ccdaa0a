"""Countries, peoples, forces and places by their names in a language, as what English calls them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.gazetteer import Found, country_name, lesser_place, place, seat
from pipeline.languages.items import stem
from pipeline.languages.language import Language
from pipeline.languages.quantities import Quantity
from pipeline.languages.words import Sentence
from schemas import Force

_LONGEST = 4
"""words of a name"""


@dataclass(frozen=True, slots=True)
class Named:
    """A force named by words `first` to `last` (after the last) of a sentence."""

    first: int
    last: int
    force: Force


class Names:
    """Looks names up for one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._countries = countries(language)
        self._forces = _forces(language)
        self._peoples = _peoples(language)

    def known(self, name: str) -> Force | None:
        """The force of a name before a noun: the "US" of "US-Soldaten", the "bundeswehr" of "Bundeswehrsoldaten".

        A country's name is none: "Mali-Soldaten" are whoever is there.
        """
        return self._forces.get(name.lower())

    def people(self, word: str) -> Force | None:
        """The country of an adjective in lower case: "nordkoreanische"."""
        return _force_of(self._peoples.get(word) or self._peoples.get(stem(word, self._language)))

    def in_phrase(self, quantity: Quantity) -> list[Force]:
        """The forces of the words between a number and its noun, those of "nordkoreanisch-russische" both."""
        parts = (part for word in quantity.between() for part in word.lower.split("-"))
        return [force for part in parts if (force := self.people(part))]

    def behind(self, quantity: Quantity, noun: int) -> list[Force]:
        """Those of the phrase behind the noun: "aus Nordkorea", "der ukrainischen Armee", "der Bundeswehr"."""
        sentence, i = quantity.sentence, noun + 1
        if i >= len(sentence):
            return []
        opens = sentence[i].lower
        articles = self._language.words("forces.tsv", "article")
        if (people := self.people(opens)) and self._language.words("forces.tsv", "adjective") == {"behind"}:
            return [people]  # "soldats nord-coréens"
        if opens in self._language.words("forces.tsv", "from"):
            return [named.force for named in self._listed(sentence, i + 1)]
        if opens in self._language.words("forces.tsv", "of"):
            at = i + 2 if sentence[i + 1 : i + 2] and sentence[i + 1].lower in articles else i + 1
            named = self.army(sentence, at) or self.group(sentence, at)
            return [named.force] if named else []
        named = self.land(sentence, i)  # "Soldaten Russlands"
        return [named.force] if named and sentence[i].lower not in self._countries else []

    def _listed(self, sentence: Sentence, i: int) -> Iterator[Named]:
        """ "aus Nordkorea und Russland", "aus den USA"."""
        while i < len(sentence):
            if sentence[i].lower in self._language.words("forces.tsv", "article"):
                i += 1
            named = self.land(sentence, i) or self.group(sentence, i)
            if named is None:
                return
            yield named
            i = named.last + 1
            if named.last >= len(sentence) or sentence[named.last].lower not in self._language.words(
                "forces.tsv", "and"
            ):
                return

    def group(self, sentence: Sentence, i: int) -> Named | None:
        """An army or group by its name: "Bundeswehr", "Hamas"."""
        for last in range(min(i + _LONGEST, len(sentence)), i, -1):
            force = self._forces.get(_joined(sentence, i, last)) if sentence[i].is_capital else None
            if force is not None:
                return Named(i, last, force)
        return None

    def army(self, sentence: Sentence, i: int) -> Named | None:
        """ "ukrainischen Armee"."""
        force = self.people(sentence[i].lower) if i + 1 < len(sentence) else None
        if force is None or sentence[i + 1].lower not in self._language.words("forces.tsv", "army"):
            return None
        return Named(i, i + 2, force)

    def land(self, sentence: Sentence, i: int) -> Named | None:
        """A country by its name: "Nordkorea", "Russlands"."""
        if i >= len(sentence) or not sentence[i].is_capital:
            return None
        for last in range(min(i + _LONGEST, len(sentence)), i, -1):
            iso = self._iso(_joined(sentence, i, last))
            if iso is not None:
                return Named(i, last, Force(name=country_name(iso), iso=iso))
        return None

    def is_declined(self, sentence: Sentence, named: Named) -> bool:
        """ "Russlands": a country's name that is not in its first case, so no subject."""
        name = _joined(sentence, named.first, named.last)
        return self._iso(name) is not None and name not in self._countries

    def state(self, sentence: Sentence, i: int) -> Named | None:
        """What acts for a state: the country itself, its capital, its army."""
        named = self.land(sentence, i) or self.group(sentence, i) or self.army(sentence, i)
        if named is not None or not sentence[i].is_capital:
            return named
        iso = seat(self._english(sentence[i].text))
        return Named(i, i + 1, Force(name=country_name(iso), iso=iso)) if iso else None

    def place(self, sentence: Sentence, i: int, *, region: bool, bare: bool) -> tuple[Found, int] | None:
        """The place whose name begins at word `i`, and where it ends; `region`: "region" stands before it.

        `bare`: no article does. Cities that only the gazetteer has are asked for then alone, or half of all nouns
        would be one somewhere.
        """
        if i >= len(sentence) or not sentence[i].is_capital:
            return None
        named = self.land(sentence, i)
        if named is not None and named.force.iso is not None:
            return Found(named.force.name, named.force.iso, named.force.iso, "country"), named.last
        for last in range(min(i + _LONGEST, len(sentence)), i, -1):
            words = " ".join(word.text for word in sentence[i:last])
            name = self._english(words)
            if (
                name == words
                and words.lower() not in _cities(self._language)
                and not (bare and self._may_be_a_place(words))
            ):
                continue
            found = (place(f"{name} region") if region else None) or place(name) or lesser_place(name)
            if found is not None:
                return found, last
        return None

    def _may_be_a_place(self, name: str) -> bool:
        return name.lower() not in _no_places(self._language)

    def _english(self, name: str) -> str:
        """Kyiv for "Kiew"; a name that no table has is the same everywhere."""
        return _cities(self._language).get(name.lower(), name)

    def _iso(self, name: str) -> str | None:
        if name in self._countries:
            return self._countries[name]
        endings = self._language.words("forces.tsv", "name ending")
        return next(
            (
                iso
                for ending in endings
                if name.endswith(ending) and (iso := self._countries.get(name.removesuffix(ending)))
            ),
            None,
        )


def _joined(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(word.lower for word in sentence[first:last])


def _force_of(iso: str | None) -> Force | None:
    return Force(name=country_name(iso), iso=iso) if iso else None


@cache
def countries(language: Language) -> Mapping[str, str]:
    """Every name of a country in the language, in lower case, to its ISO code: Babel's, and those of `names.tsv`."""
    from babel import Locale

    found = {
        name.lower(): iso
        for iso, name in Locale(language.code).territories.items()
        if len(iso) == 2 and iso.isalpha() and country_name(iso) != iso
    }
    for kind, iso, names in language.rows("names.tsv"):
        if kind == "country":
            found.update(dict.fromkeys(names.lower().split("|"), iso))
        if kind == "no country":
            for name in names.lower().split("|"):
                found.pop(name, None)
    return found


@cache
def _cities(language: Language) -> Mapping[str, str]:
    return {
        name: english
        for kind, english, names in language.rows("names.tsv")
        if kind == "place"
        for name in names.lower().split("|")
    }


@cache
def _no_places(language: Language) -> frozenset[str]:
    rows = (names for kind, _, names in language.rows("names.tsv") if kind == "no place")
    return frozenset(name for names in rows for name in names.lower().split("|"))


@cache
def _peoples(language: Language) -> Mapping[str, str]:
    return {stem: iso for iso, stems in language.rows("demonyms.tsv") for stem in stems.split("|")}


@cache
def _forces(language: Language) -> Mapping[str, Force]:
    """Armies and groups of `forces.tsv`: an ISO code or the name that English has, and their names here."""
    found: dict[str, Force] = {}
    for row in language.rows("forces.tsv"):
        if row[0] == "force":
            is_state = len(row[1]) == 2 and country_name(row[1]) != row[1]
            name = country_name(row[1]) if is_state else row[1]
            force = Force(name=name, iso=row[1] if is_state else None)
            found.update({form.lower(): force for form in row[2].split("|")})
    return found
