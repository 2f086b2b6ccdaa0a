"""Who a source is: the mention that speaks, and the name it stands for."""

from bisect import bisect_left
from typing import NamedTuple

from pipeline.parse import Parse, Token
from pipeline.quotes.joint import Mentions, own_words, partners
from pipeline.quotes.marks import Regions
from pipeline.quotes.table import gender
from schemas.story import EntityMention, Speaker

HE = frozenset({"he", "him", "his"})
SHE = frozenset({"she", "her", "hers"})
IT = frozenset({"it", "its"})
THEY = frozenset({"they", "them", "their"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
FAR = 40
"""mentions to look back through for a pronoun's person; further back no reader would look"""

DEEPEST = 3
"""steps from a document to who issued it, from a role to who has it"""

_ISSUED = frozenset({"issue", "release", "publish", "post", "sign", "write", "send", "file"})
_ARTICLES = ("the ", "a ", "an ", "its ", "their ", "his ", "her ")


class Who(NamedTuple):
    """Who speaks: a name, and the id of the entity that it is, where that has one."""

    name: str
    id: str | None = None


class Resolver:
    """Names speakers, in the order of the text, remembering who has spoken so far."""

    def __init__(
        self, parse: Parse, regions: Regions, entities: tuple[EntityMention, ...], said: list[tuple[int, int]]
    ) -> None:
        self._parse = parse
        self._entities = entities
        self._mentions = Mentions(entities)
        self._heads = [parse.token_at(entity.end - 1) for entity in entities]
        self._mentioned = [
            (entity.start, entity.name)
            for entity, head in zip(entities, self._heads, strict=True)
            if entity.type == "PERSON" and _is_subject(head) and regions.at(entity.start) is None
        ]
        self._subjects = _outside(self._mentioned, said)
        self._roles = self._find_roles()
        self._together = self._find_together()
        self._people: list[tuple[int, str]] = []
        self._body: Who | None = None
        self._group: tuple[int, str] | None = None

    def speakers(self, head: Token, first: int, end: int) -> tuple[Speaker, ...]:
        """Who speaks by the tokens from `first` to `end`, whose head is `head`: one, or several who speak as one."""
        tokens = self._parse.tokens
        start, stop = tokens[first].start, tokens[end - 1].end
        if head.lower in THEY and (group := self._all_of(start)):
            return tuple(self._speaker(start, stop, who) for who in group)
        others = partners(head, self._mentions)
        if others:
            stop = tokens[max(head.i + 1, min(end, own_words(head)[1])) - 1].end
        else:
            issuer = _issuer(head) if self._mentions.at(head) is None else None
            others = partners(issuer, self._mentions) if issuer is not None else []
        text = self._parse.text[start:stop]
        who = self._apposed(start, stop) or self._who(head, start, text)
        return self._speaker(start, stop, who), *map(self._other, others)

    def _other(self, head: Token) -> Speaker:
        first, end = own_words(head)
        start, stop = self._parse.tokens[first].start, self._parse.tokens[end - 1].end
        return self._speaker(start, stop, self._noun(head, start, self._parse.text[start:stop]))

    def _speaker(self, start: int, stop: int, who: Who) -> Speaker:
        return Speaker(start=start, end=stop, text=self._parse.text[start:stop], name=who.name, id=who.id)

    def _all_of(self, start: int) -> tuple[Who, ...]:
        """ "Paris and Berlin met. They said jointly": all of the last who did something together"""
        i = bisect_left(self._together, start, key=lambda group: group[0]) - 1
        if i < 0 or (self._group is not None and self._group[0] > self._together[i][0]):
            return ()
        return self._together[i][1]

    def _find_together(self) -> list[tuple[int, tuple[Who, ...]]]:
        """Where several with names are the subject of a verb, and who they are."""
        found = []
        for entity, head in zip(self._entities, self._heads, strict=True):
            if head is None or not _is_subject(head):
                continue
            named = [self._mentions.at(other) for other in partners(head, self._mentions)]
            others = [Who(mention.name, mention.id) for mention in named if mention is not None]
            if others and len(others) == len(named):
                found.append((entity.start, (Who(entity.name, entity.id), *others)))
        return found

    def _apposed(self, start: int, stop: int) -> Who | None:
        """ "the head of the mission, Ana Ruiz": the person who stands behind a comma, whatever the parser ties her to"""
        person = self._mentions.before(stop)
        if person is None or person.end != stop or person.type != "PERSON":
            return None
        if person.start <= start or not self._parse.text[start : person.start].rstrip().endswith(","):
            return None
        self._people.append((start, person.name))
        return Who(person.name, person.id)

    def _who(self, head: Token, start: int, text: str) -> Who:
        word = head.lower
        if word in HE or word in SHE:
            return Who(self._person(word, start) or text)
        if word in IT:
            return self._body or Who(text)
        if word in THEY:
            return Who(self._group[1] if self._group else text)
        if word in RELATIVE and head.head.head is not head.head:
            noun = head.head.head
            return self._noun(noun, start, self._phrase(noun))
        return self._noun(head, start, text)

    def _noun(self, head: Token, start: int, text: str, *, deep: int = 0) -> Who:
        named = self._mentions.at(head)
        if named is not None and named.type == "PERSON":
            self._people.append((start, named.name))
            return Who(named.name, named.id)
        if named is not None:
            self._body = Who(named.name, named.id)
            return self._body
        role = self._roles.get(head.lower)
        if role is not None and len(role) == 1 and _is_plain(head):
            (name,) = role
            self._people.append((start, name))
            return Who(name)
        apposed = next((c for c in head.children if c.dep == "appos" and self._is_person(c)), None)
        if apposed is not None and deep < DEEPEST:
            return self._noun(apposed, start, apposed.text, deep=deep + 1)
        issuer = _issuer(head)
        if issuer is not None and deep < DEEPEST:
            return self._noun(issuer, start, self._phrase(issuer), deep=deep + 1)
        who = Who(_bare(text))
        if head.tag in {"NNS", "NNPS"}:
            self._group = start, who.name
        else:
            self._body = who
        return who

    def _phrase(self, noun: Token) -> str:
        """A noun with the words before it and "of …" or "run by …" behind it."""
        before = [child.start for child in noun.children if child.i < noun.i and child.dep != "punct"]
        after = [t.end for child in noun.children if child.dep in {"prep", "acl"} for t in child.subtree()]
        return self._parse.text[min([noun.start, *before]) : max([noun.end, *after])]

    def _person(self, word: str, start: int) -> str | None:
        """ "he": the last person before it who spoke or did something, and is not known for a woman"""
        spoke = _last(self._people, start, word)
        acted = _last(self._subjects, start, word)
        if spoke and acted:
            return max(spoke, acted)[1]
        found = spoke or acted or _last(self._mentioned, start, word)
        return found[1] if found else None

    def _is_person(self, token: Token) -> bool:
        entity = self._mentions.at(token)
        return entity is not None and entity.type == "PERSON"

    def _find_roles(self) -> dict[str, set[str]]:
        """ "General Anna Ross", "Anna Ross, the mayor": who "the general" and "the mayor" are in this story"""
        found: dict[str, set[str]] = {}
        for entity, head in zip(self._entities, self._heads, strict=True):
            if head is None or entity.type != "PERSON":
                continue
            nouns = [c for c in head.children if c.end <= entity.start and c.dep in {"compound", "nmod"}]
            nouns += [c for c in head.children if c.dep == "appos" and c.pos == "NOUN"]
            if head.dep == "appos" and head.head.pos in {"NOUN", "PROPN"} and not self._is_person(head.head):
                nouns.append(_outermost(head.head))
            for noun in nouns:
                found.setdefault(noun.lower, set()).add(entity.name)
        return found


def _is_subject(token: Token | None) -> bool:
    return token is not None and token.dep in {"nsubj", "nsubjpass"}


def _outermost(noun: Token) -> Token:
    """ "the head of the mission, Ana Ruiz": the parser hangs Ruiz on the mission, but she is its head"""
    while noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.pos == "NOUN":
        noun = noun.head.head
    return noun


def _is_plain(noun: Token) -> bool:
    """ "the mission", not "the United Nations mission", which has a name of its own"""
    return any(child.lower == "the" for child in noun.children) and not any(
        child.pos == "PROPN" and child.i < noun.i for child in noun.children
    )


def _outside(people: list[tuple[int, str]], said: list[tuple[int, int]]) -> list[tuple[int, str]]:
    """The people that no quote speaks of: whom a speaker names is not who speaks next."""
    ends = sorted(said)
    found, i, reach = [], 0, 0
    for person in people:
        while i < len(ends) and ends[i][0] <= person[0]:
            reach = max(reach, ends[i][1])
            i += 1
        if person[0] >= reach:
            found.append(person)
    return found


def _last(people: list[tuple[int, str]], start: int, word: str) -> tuple[int, str] | None:
    i = bisect_left(people, (start, ""))
    return next((p for p in reversed(people[max(0, i - FAR) : i]) if _fits(word, p[1])), None)


def _fits(word: str, name: str) -> bool:
    known = gender(name.split(maxsplit=1)[0]) if name else None
    return known is None or (known == "f") == (word in SHE)


def _issuer(document: Token) -> Token | None:
    """ "a statement issued by the ministry", "a report by the bank": the ministry, the bank"""
    for child in document.children:
        if child.i > document.i and child.dep == "acl" and child.lemma in _ISSUED:
            agent = next((c for c in child.children if c.lower == "by"), None)
            return next((c for c in agent.children if c.dep == "pobj"), None) if agent else None
        if child.i > document.i and child.lower == "by":
            return next((c for c in child.children if c.dep == "pobj"), None)
    return None


def _bare(text: str) -> str:
    name = " ".join(text.split())
    for article in _ARTICLES:
        if name.lower().startswith(article) and len(name) > len(article):
            return name[len(article) :]
    return name
