"""Who a source is: the mention that speaks, and the name it stands for."""

from bisect import bisect_left

from pipeline.parse import Parse, Token
from schemas.story import EntityMention, Speaker

PERSONAL = frozenset({"he", "she", "him", "her", "his", "i", "we"})
THING = frozenset({"it", "its", "they", "them", "their"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


class Resolver:
    """Names speakers, remembering who has spoken so far."""

    def __init__(self, parse: Parse, entities: tuple[EntityMention, ...]) -> None:
        self._parse = parse
        self._entities = entities
        self._starts = [entity.start for entity in entities]
        self._person: tuple[int, str] | None = None
        self._body: tuple[int, str] | None = None

    def speaker(self, head: Token, first: int, end: int) -> Speaker:
        """The speaker named by the tokens from `first` to `end`, whose head is `head`."""
        tokens = self._parse.tokens
        start, stop = tokens[first].start, tokens[end - 1].end
        text = self._parse.text[start:stop]
        return Speaker(start=start, end=stop, text=text, name=self._name(head, start, text))

    def _name(self, head: Token, start: int, text: str) -> str:
        word = head.lower
        if word in RELATIVE and head.head.dep == "relcl":
            noun = head.head.head
            named = self._entity_at(noun)
            return self._heard(named, start) if named else noun.text
        if word in PERSONAL or word in THING:
            return self._pronoun(word, start) or text
        named = self._entity_at(head)
        if named:
            return self._heard(named, start)
        bare = " ".join(text.split())
        if bare.lower().startswith(("the ", "a ", "an ")):
            bare = bare.split(" ", 1)[1]
        if head.tag not in {"NNS", "NNPS"}:
            self._body = (start, bare)
        return bare

    def _heard(self, entity: EntityMention, start: int) -> str:
        if entity.type == "PERSON":
            self._person = (start, entity.name)
        else:
            self._body = (start, entity.name)
        return entity.name

    def _entity_at(self, token: Token) -> EntityMention | None:
        i = bisect_left(self._starts, token.end) - 1
        if i >= 0 and self._entities[i].end > token.start:
            return self._entities[i]
        return None

    def _pronoun(self, word: str, start: int) -> str | None:
        """ "he" is the person who spoke last or was named last; "it" the body or place that spoke last"""
        if word in {"i", "we"}:
            return None
        if word in PERSONAL:
            named = self._last_person(start)
            spoke = self._person
            if named and (spoke is None or (named[0] > spoke[0] and self._is_subject(named[0]))):
                return named[1]
            return spoke[1] if spoke else None
        return self._body[1] if self._body and word in {"it", "its"} else None

    def _last_person(self, start: int) -> tuple[int, str] | None:
        i = bisect_left(self._starts, start) - 1
        for entity in reversed(self._entities[max(0, i - 30) : i + 1]):
            if entity.type == "PERSON" and self._is_subject(entity.start):
                return entity.start, entity.name
        return None

    def _is_subject(self, offset: int) -> bool:
        token = self._parse.token_at(offset)
        while token is not None and token.dep in {"compound", "amod"}:
            token = token.head
        return token is not None and token.dep in {"nsubj", "nsubjpass"}
