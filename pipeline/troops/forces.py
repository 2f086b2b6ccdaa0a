"""The forces of a story: every mention of soldiers that says whose they are."""

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from itertools import pairwise

from pipeline.parse import Parse, Token
from pipeline.troops.case import path_of
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Name, Names
from pipeline.troops.tables import words

OWN = words("verbs.tsv", "own")
AGAINST = words("verbs.tsv", "against")
_WORDS = words("speech.tsv", "noun")
BLOCS = ("people", "group", "country", "seat", "leader")
_MEN = words("soldiers.tsv", "soldier") | frozenset(
    "army military force fighter militant contingent garrison deployment militia navy reinforcement mercenary personnel serviceman loss casualty".split()
)


class Forces:
    """What the story has said of whose soldiers are whose, for the counts that do not say it themselves."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._parse = parse
        self._names = names

    @cached_property
    def _mentions(self) -> list[tuple[int, Name]]:
        found = []
        for token in self._parse.tokens:
            if lemma(token) in _MEN and token.pos in ("NOUN", "PROPN"):
                name = owner(token, self._names) or sender(token, self._names)
                if name:
                    found.append((token.i, name))
        return found

    def nearest(self, token: Token, *, without: frozenset[str], ahead: bool = False) -> Name | None:
        """The force spoken of last before `token` (or next, with `ahead`), other than those `without`."""
        mentions = self._mentions
        at = bisect_left(mentions, token.i, key=lambda mention: mention[0])
        before = [name for _, name in reversed(mentions[:at])]
        after = [name for _, name in mentions[at:]]
        for name in (after + before) if ahead else (before + after):
            if name.name not in without:
                return name
        return None


    def foremost(self, *, without: frozenset[str]) -> Name | None:
        """The state or group that the story names most as one that acts."""
        found: Counter[str] = Counter()
        first: dict[str, Name] = {}
        for sentence in self._parse.sentences:
            for name in self._names.of(sentence):
                acts = self._parse.tokens[name.last - 1].dep in ("nsubj", "poss", "nsubjpass", "agent")
                if acts and name.kind in ("country", "seat", "group") and name.name not in without:
                    found[name.name] += 1
                    first.setdefault(name.name, name)
        return first[found.most_common(1)[0][0]] if found else None


def owner(noun: Token, names: Names) -> Name | None:
    """ "Russian soldiers", "soldiers of the Russian army", "Russia's 3,000 troops", "Wagner mercenaries"."""
    found = [name for token in _phrase(noun) if (name := names.at(token)) and name.kind in BLOCS and _owns(name, noun, names)]
    for kinds in (("people", "group"), ("country", "seat", "leader")):
        for name in found:
            if name.kind in kinds:
                return name
    return None


def sender(noun: Token, names: Names) -> Name | None:
    """The subject of a verb that sends, has or loses the men."""
    path = path_of(noun)
    owned = False
    for below, above in pairwise(path):
        if above.pos not in ("VERB", "AUX"):
            continue
        owned = owned or lemma(above) in OWN
        if not owned or lemma(above) in AGAINST and lemma(above) not in OWN:
            return None
        if below.dep == "prep" and any(c.dep == "dobj" and lemma(c) not in _MEN for c in above.children):
            return None  # "officials raised their estimate to 3,000 troops"
        if below.dep == "dobj" and lemma(below) in _WORDS:
            return None  # "raised its estimate of the force"
        name = _doer(above, below, names)
        if name or _has_subject(above):
            return name
    top = path[-1]
    if owned and top.dep in ("advcl", "conj", "acl", "xcomp", "ccomp", "pcomp") and not _has_subject(top):
        # "Russia has tightened its grip, amassing 3,000 troops"
        return _doer(top.head, top, names) if top.head.pos in ("VERB", "AUX") else None
    return None


def _has_subject(verb: Token) -> bool:
    return any(child.dep in ("nsubj", "nsubjpass", "agent") for child in verb.children)


def _doer(verb: Token, below: Token, names: Names) -> Name | None:
    """The force that is the verb's subject or agent; `below` is its dependent that leads to the men."""
    for child in verb.children:
        if child is below:
            continue
        if child.dep in ("nsubj", "nsubjpass"):
            name = name_in(_resolved(child), names)
            if name:
                return name
        if child.dep == "agent":
            for agent in child.children:
                name = name_in(agent, names)
                if name:
                    return name
    return None


def _resolved(subject: Token) -> Token:
    """The noun that "he" or "it" stands for: the subject before it in the sentence, else the subject itself."""
    if subject.lower not in ("he", "she", "it", "they") or subject.pos != "PRON":
        return subject
    sentence = subject.sentence.tokens
    before = sentence[: subject.i - sentence[0].i]
    return next((t for t in reversed(before) if t.dep == "nsubj" and t.pos in ("NOUN", "PROPN")), subject)


def name_in(noun: Token, names: Names) -> Name | None:
    """The force that a subject names: itself, or whose it is ("the Biden administration", "Russia's army")."""
    own = names.at(noun)
    if own and own.kind in BLOCS:
        group = next((n for t in noun.subtree() if t.dep in ("compound", "pobj", "poss") and (n := names.at(t)) and n.kind == "group"), None)
        return group if own.kind == "leader" and group else own
    for token in [*_phrase(noun), *noun.subtree()]:
        name = names.at(token)
        if name and name.kind in BLOCS:
            return name
    return None


def _phrase(noun: Token) -> list[Token]:
    """The noun's own words, not those of clauses that hang off it."""
    found, queue = [], [noun]
    while queue and len(found) < 40:
        token = queue.pop()
        found.append(token)
        queue.extend(c for c in token.children if c.dep not in ("relcl", "acl", "advcl", "appos", "conj", "ccomp"))
    return sorted(found, key=lambda token: token.i)


def _owns(name: Name, noun: Token, names: Names) -> bool:
    token = names.parse.tokens[name.last - 1]
    for above in [token, *token.ancestors()]:
        if above is noun:
            return True
        if above.dep == "poss":
            return above.head is noun or above.head.dep in ("compound", "nmod")
        if above.dep == "prep":
            return above.lower in ("of", "from") and above.head is noun
    return False
