"""The forces of a story: every mention of soldiers that says whose they are."""

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import islice, pairwise

from pipeline.gazetteer import country_name
from pipeline.parse import Parse, Token
from pipeline.troops.case import has_subject, path_of
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import BLOCS, Name, Names
from pipeline.troops.pronouns import named_in, phrase, stands_for
from pipeline.troops.tables import words

Without = frozenset[str]
"""names of forces that the men can't be"""

_OWN = words("verbs.tsv", "own")
_AGAINST = words("verbs.tsv", "against") - _OWN
_MEN = words("soldiers.tsv", "soldier") | words("context.tsv", "force") | words("context.tsv", "mention")
_FAR = 200
"""mentions looked back through"""
_WORDS = 40
"""words of a phrase looked through"""


class Forces:
    """What the story has said of whose soldiers are whose, for the counts that do not say it themselves."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._parse = parse
        self._names = names
        self._foremost: dict[tuple[Without, bool], Name | None] = {}

    @cached_property
    def _mentions(self) -> list[tuple[int, Name]]:
        found = []
        for token in self._parse.tokens:
            if token.pos in ("NOUN", "PROPN") and lemma(token) in _MEN:
                name = owner(token, self._names) or sender(token, self._names)
                if name:
                    found.append((token.i, name))
        return found

    def nearest(
        self, token: Token, *, without: Without, ahead: bool = False, soldiers: bool = False
    ) -> Name | None:
        """The force spoken of last before `token` (or next, with `ahead`), other than those `without`.

        With `soldiers` no armed group: "soldiers" in a story of one are those it fights.
        """
        mentions = self._mentions
        at = bisect_left(mentions, token.i, key=lambda mention: mention[0])
        before = mentions[max(0, at - _FAR) : at][::-1]
        after = mentions[at : at + _FAR]
        ordered = (*after, *before) if ahead else (*before, *after)
        fit = (name for _, name in ordered if name.name not in without)
        return next((name for name in fit if not (soldiers and _is_band(name))), None)

    def only_near(self, token: Token, iso: str | None) -> bool:
        """Whether the token's sentence and the one before name no state, people or group but that of the ISO code."""
        i = token.sentence.i
        before = self._names.of(self._parse.sentences[i - 1])[-_WORDS:] if i else ()
        near = (*before, *self._names.near(token, 2 * _WORDS))
        return all(name.iso == iso for name in near if name.kind in BLOCS)

    def only_state(self, *, without: Without) -> Name | None:
        """The state whose people, places and seats are all that the story names, those `without` (ISO codes) aside."""
        states = {iso: name for iso, name in self._states.items() if iso not in without}
        iso, name = next(iter(states.items()), (None, None))
        return replace(name, name=country_name(iso)) if name and iso and len(states) == 1 else None

    @cached_property
    def _states(self) -> dict[str, Name]:
        names = (name for sentence in self._parse.sentences for name in self._names.of(sentence))
        return {name.iso: name for name in names if name.iso is not None}

    def foremost(self, *, without: Without, soldiers: bool = False) -> Name | None:
        """The state or group that the story names most as one that acts; `soldiers` as for `nearest`."""
        key = (without, soldiers)
        if key not in self._foremost:
            self._foremost[key] = self._find_foremost(without, soldiers=soldiers)
        return self._foremost[key]

    def _find_foremost(self, without: Without, *, soldiers: bool) -> Name | None:
        found: Counter[str] = Counter()
        first: dict[str, Name] = {}
        for name in (name for sentence in self._parse.sentences for name in self._names.of(sentence)):
            acts = self._names.last_token(name).dep in ("nsubj", "poss", "nsubjpass", "agent")
            if soldiers and _is_band(name):
                continue
            if acts and name.kind in ("country", "seat", "group", "army") and name.name not in without:
                found[name.name] += 1
                first.setdefault(name.name, name)
        return first[found.most_common(1)[0][0]] if found else None


def _is_band(name: Name) -> bool:
    return name.kind == "group" and not name.alliance


def owner(noun: Token, names: Names) -> Name | None:
    """ "Russian soldiers", "soldiers of the Russian army", "Russia's 3,000 troops", "Wagner mercenaries"."""
    named = (names.at(token) for token in phrase(noun))
    found = [name for name in named if name and name.kind in BLOCS and _owns(names.last_token(name), noun)]
    ordered = sorted(found, key=lambda name: name.alliance or name.kind not in ("people", "group"))
    return ordered[0] if ordered else _of_pronoun(noun, names) or _from_place(noun, names)


def _from_place(noun: Token, names: Names) -> Name | None:
    """ "volunteers from Chechnya": the men of the country that the place is in."""
    nouns = (part for prep in noun.children if prep.lower == "from" for part in prep.children)
    places = (name for part in nouns if (name := names.at(part)) is not None and name.kind == "place")
    return next((replace(name, name=country_name(name.iso)) for name in places if name.iso), None)


def _of_pronoun(noun: Token, names: Names) -> Name | None:
    """ "Ukraine's partners have trained 75,000 of its soldiers", "The army left. Its men …", "14 of our men, Kenya's general said"."""
    pronoun = next((child for child in noun.children if child.dep == "poss"), None)
    if pronoun is None:
        return None
    return stands_for(pronoun, names) if pronoun.lower in ("its", "their", "his", "her") else None


def origin(figure: Token, names: Names) -> Name | None:
    """ "14,000 troops, including 9,000 from the US"."""
    tokens = figure.sentence.tokens
    behind = tokens[figure.i + 1 - tokens[0].i : figure.i + 2 - tokens[0].i]
    preps = [prep for prep in (*figure.children, *behind) if prep.lower == "from"]
    nouns = (noun for prep in preps for noun in prep.children if noun.dep == "pobj")
    named = (names.at(noun) for noun in nouns)
    return next((name for name in named if name and name.kind in ("country", "group", "seat", "army")), None)


def sender(noun: Token, names: Names) -> Name | None:
    """The subject of a verb that sends, has or loses the men."""
    path = path_of(noun)
    owned = False
    for below, verb in pairwise(path):
        if verb.pos not in ("VERB", "AUX"):
            continue
        owned = owned or lemma(verb) in _OWN
        if not owned or lemma(verb) in _AGAINST or _is_of_words(verb, below):
            return None
        name = _doer(verb, below, names)
        if name or has_subject(verb):
            return name
    top = path[-1]
    if owned and top.head.pos in ("VERB", "AUX") and not has_subject(top):
        return _doer(top.head, top, names)  # "Russia has tightened its grip, amassing 3,000 troops"
    return None


def _is_of_words(verb: Token, below: Token) -> bool:
    """ "officials raised their estimate to 3,000 troops": it is the words that are theirs, not the men."""
    if below.dep == "prep":
        return any(child.dep == "dobj" and lemma(child) not in _MEN for child in verb.children)
    return below.dep == "dobj" and lemma(below) in words("speech.tsv", "noun")


def _doer(verb: Token, below: Token, names: Names) -> Name | None:
    """The force that is the verb's subject or agent; `below` is its dependent that leads to the men."""
    for child in verb.children:
        if child is not below and child.dep in ("nsubj", "nsubjpass"):
            name = stands_for(child, names) or named_in(child, names)
            if name:
                return name
        if child.dep == "agent":
            agents = (named_in(agent, names) for agent in child.children)
            return next(filter(None, agents), None)
    return None


def _owns(token: Token, noun: Token) -> bool:
    """Whether a name describes or possesses the noun; `token` is its last word."""
    for above in (token, *islice(token.ancestors(), _WORDS)):
        if above is noun:
            return True
        if above.dep == "poss":
            return above.head is noun or above.head.dep in ("compound", "nmod")
        if above.dep == "prep":
            return above.lower in ("of", "from") and above.head is noun
    return False
