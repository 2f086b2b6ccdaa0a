"""The forces of a story: every mention of soldiers that says whose they are."""

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from itertools import islice, pairwise

from pipeline.parse import Parse, Token
from pipeline.troops.case import has_subject, path_of
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Name, Names
from pipeline.troops.tables import words

Without = frozenset[str]
"""names of forces that the men can't be"""

_BLOCS = ("people", "group", "army", "country", "seat", "leader")
_OWN = words("verbs.tsv", "own")
_AGAINST = words("verbs.tsv", "against") - _OWN
_MEN = words("soldiers.tsv", "soldier") | words("context.tsv", "force") | words("context.tsv", "mention")
_FAR = 200
"""mentions looked back through"""
_WORDS = 40
"""words of a phrase looked through"""
_ASIDE = ("relcl", "acl", "advcl", "appos", "conj", "ccomp")


class Forces:
    """What the story has said of whose soldiers are whose, for the counts that do not say it themselves."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._parse = parse
        self._names = names
        self._foremost: dict[Without, Name | None] = {}

    @cached_property
    def _mentions(self) -> list[tuple[int, Name]]:
        found = []
        for token in self._parse.tokens:
            if token.pos in ("NOUN", "PROPN") and lemma(token) in _MEN:
                name = owner(token, self._names) or sender(token, self._names)
                if name:
                    found.append((token.i, name))
        return found

    def nearest(self, token: Token, *, without: Without, ahead: bool = False) -> Name | None:
        """The force spoken of last before `token` (or next, with `ahead`), other than those `without`."""
        mentions = self._mentions
        at = bisect_left(mentions, token.i, key=lambda mention: mention[0])
        before = mentions[max(0, at - _FAR) : at][::-1]
        after = mentions[at : at + _FAR]
        ordered = (*after, *before) if ahead else (*before, *after)
        return next((name for _, name in ordered if name.name not in without), None)

    def foremost(self, *, without: Without) -> Name | None:
        """The state or group that the story names most as one that acts."""
        if without not in self._foremost:
            self._foremost[without] = self._find_foremost(without)
        return self._foremost[without]

    def _find_foremost(self, without: Without) -> Name | None:
        found: Counter[str] = Counter()
        first: dict[str, Name] = {}
        for name in (name for sentence in self._parse.sentences for name in self._names.of(sentence)):
            acts = self._names.last_token(name).dep in ("nsubj", "poss", "nsubjpass", "agent")
            if acts and name.kind in ("country", "seat", "group", "army") and name.name not in without:
                found[name.name] += 1
                first.setdefault(name.name, name)
        return first[found.most_common(1)[0][0]] if found else None


def owner(noun: Token, names: Names) -> Name | None:
    """ "Russian soldiers", "soldiers of the Russian army", "Russia's 3,000 troops", "Wagner mercenaries"."""
    named = (names.at(token) for token in _phrase(noun))
    found = [name for name in named if name and name.kind in _BLOCS and _owns(names.last_token(name), noun)]
    ordered = sorted(found, key=lambda name: name.kind not in ("people", "group"))
    return ordered[0] if ordered else _of_pronoun(noun, names)


def _of_pronoun(noun: Token, names: Names) -> Name | None:
    """ "Ukraine's partners have trained 75,000 of its soldiers": the last one before that acts or has."""
    pronoun = next((child for child in noun.children if child.dep == "poss"), None)
    if pronoun is None or pronoun.lower not in ("its", "their"):
        return None
    named = (name for name in reversed(names.near(pronoun, _WORDS)) if name.last <= pronoun.i)
    acting = (name for name in named if names.last_token(name).dep in ("nsubj", "nsubjpass", "poss"))
    return next((name for name in acting if name.kind in _BLOCS), None)


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
            name = _named_in(_resolved(child), names)
            if name:
                return name
        if child.dep == "agent":
            agents = (_named_in(agent, names) for agent in child.children)
            return next(filter(None, agents), None)
    return None


def _resolved(subject: Token) -> Token:
    """The noun that "he" or "it" stands for: the subject before it in the sentence, else the subject itself."""
    if subject.pos != "PRON" or subject.lower not in ("he", "she", "it", "they"):
        return subject
    sentence = subject.sentence.tokens
    before = sentence[max(0, subject.i - sentence[0].i - _FAR) : subject.i - sentence[0].i]
    return next((t for t in reversed(before) if t.dep == "nsubj" and t.pos in ("NOUN", "PROPN")), subject)


def _named_in(noun: Token, names: Names) -> Name | None:
    """The force that a subject names: itself, or whose it is ("the Biden administration", "Russia's army")."""
    own = names.at(noun)
    if own and own.kind in _BLOCS:
        return own
    for token in (*_phrase(noun), *islice(noun.subtree(), _WORDS)):
        name = names.at(token)
        if name and name.kind in _BLOCS:
            return name
    return None


def _phrase(noun: Token) -> list[Token]:
    """The noun's own words, not those of clauses that hang off it."""
    found: list[Token] = []
    queue = [noun]
    while queue and len(found) < _WORDS:
        token = queue.pop()
        found.append(token)
        queue.extend(child for child in token.children[:_WORDS] if child.dep not in _ASIDE)
    return sorted(found, key=lambda token: token.i)


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
