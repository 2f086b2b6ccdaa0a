"""Which numbers count military personnel, and the word that says so."""

import re

from pipeline.numbers.phrases import is_time, noun_after
from pipeline.parse import Parse, Token
from pipeline.troops.beside import men_beside, owned_toll, toll_beside
from pipeline.troops.case import Case
from pipeline.troops.lean import Leaning
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Names
from pipeline.troops.nouns import are_compatriots, counts_soldiers, is_armed_noun
from pipeline.troops.strength import is_military, strength_of
from pipeline.troops.tables import words
from schemas import Number

_OF_WHOLE = re.compile(r",? (?:out )?of (?:the |its |their )?")
_AMONG = re.compile(
    r"\b(?:including|among them|among whom|of whom)(?: (?:some|about|around|at least|more than))?\s*$"
)
_BESIDE = words("context.tsv", "rank") | {
    "pilot",
    "adviser",
    "advisor",
    "instructor",
    "trainer",
    "volunteer",
    "recruit",
}
_STRONG = ("-strong", " strong", "-man", "-soldier")


def find_cases(parse: Parse, numbers: tuple[Number, ...], names: Names) -> list[Case]:
    """The numbers that count troops, in order."""
    finder = _Finder(parse, names)
    for index, number in enumerate(numbers):
        tokens = parse.tokens_in(number.start, number.end)
        whole = number.unit is None and (number.low or number.high or 0) >= 1
        # "one of the most famous mercenaries" is nobody's count
        member = number.text.lower() == "one" and parse.text.startswith(" of ", number.end)
        if whole and tokens and not member:
            finder.look_at(index, number, tokens[-1])
    return finder.leaning.found


class _Finder:
    """Looks at one number after another; a later count may lean on one before."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._parse = parse
        self._names = names
        self.leaning = Leaning(parse, names)

    def look_at(self, index: int, number: Number, figure: Token) -> None:
        """Keeps the number if it counts troops."""
        noun = noun_after(self._parse, number.start, number.end)
        if noun is not None and is_time(noun):
            return  # says nothing of who was counted last
        case = self._case(index, number, figure, noun)
        self.leaning.note(case)

    def _case(self, index: int, number: Number, figure: Token, noun: Token | None) -> Case | None:
        others = noun if noun is not None and noun.lower == "others" else None
        if noun is not None and others is None:
            if self._counts(number, noun, figure) or self._is_strong(number, noun):
                via = "whole" if self._holds_the_last(number, noun) else "item"
                return Case(self._parse, index, number, figure, noun, via)
            return None
        people = self._people_after(figure)
        if people is not None:
            return Case(self._parse, index, number, figure, people, "item")
        beside = men_beside(self._names, number, figure) or owned_toll(self._names, number, figure)
        if beside is not None:
            return Case(self._parse, index, number, figure, beside, "item")
        head = strength_of(self._parse, figure)
        model = self.leaning.model(number, figure, others, strength=head is not None)
        if model:
            return Case(self._parse, index, number, figure, others or figure, "again", model.model or model)
        if head:
            return Case(self._parse, index, number, figure, head, "strength")
        toll = toll_beside(self._names, figure)
        return Case(self._parse, index, number, figure, toll, "item") if toll else None

    def _people_after(self, figure: Token) -> Token | None:
        """The Japanese of "1,500 French troops and 180 Japanese", whom the parser takes for an adjective."""
        tokens = figure.sentence.tokens
        i = figure.i + 1 - tokens[0].i
        following = tokens[i] if i < len(tokens) else None
        if following is None or following.tag != "JJ" or following.dep == "amod":
            return None
        return following if are_compatriots(self._names, following, figure) else None

    def _counts(self, number: Number, noun: Token, figure: Token) -> bool:
        """Whether its noun is one of soldiers, or they are among soldiers: "600 troops, including 55 officers"."""
        if counts_soldiers(self._names, noun, figure):
            return True
        last = self.leaning.last
        if last is None or last.figure.sentence is not figure.sentence or not is_armed_noun(noun):
            return False
        if noun.dep == "conj" and noun.head is last.head and lemma(noun) in _BESIDE:
            return True  # "five airmen and two pilots"
        return _AMONG.search(self._parse.text, last.number.end, number.start) is not None

    def _holds_the_last(self, number: Number, noun: Token) -> bool:
        """The 10,000 of "3,000 of the 10,000 soldiers"."""
        last = self.leaning.last
        if last is None or last.head is not noun:
            return False
        return _OF_WHOLE.fullmatch(self._parse.text, last.number.end, number.start) is not None

    def _is_strong(self, number: Number, noun: Token) -> bool:
        """ "a 100,000-strong force"."""
        if not self._parse.text.startswith(_STRONG, number.end):
            return False
        force = lemma(noun) in words("context.tsv", "force") | words("context.tsv", "formation")
        return force or (lemma(noun) in words("soldiers.tsv", "strength") and is_military(self._parse, noun))
