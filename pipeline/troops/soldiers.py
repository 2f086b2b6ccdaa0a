"""Which numbers count military personnel, and the word that says so."""

import re
from itertools import islice

from pipeline.numbers.phrases import noun_after
from pipeline.parse import Parse, Token
from pipeline.troops.case import Case
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.names import Names
from pipeline.troops.nouns import counts_soldiers, is_armed_noun
from pipeline.troops.strength import is_military, strength_of
from pipeline.troops.tables import words
from schemas import Number

_SOLDIERS = words("soldiers.tsv", "soldier")
_OTHERS_PASSED = (
    _SOLDIERS
    | words("soldiers.tsv", "strength")
    | words("soldiers.tsv", "toll")
    | words("context.tsv", "time")
    | words("context.tsv", "irregular")
)
_HARM = words("roles.tsv", "killed", "verb") | words("roles.tsv", "wounded", "verb")
_PEOPLE = (
    words("context.tsv", "civil") | words("context.tsv", "person") | {"passenger", "resident", "villager"}
)
_HAS = frozenset({"have", "send", "deploy", "field", "contribute", "lose", "keep", "provide"})
_LOOK_BACK = 2
"""sentences in which "another 1,500" finds whom it counts"""
_REACH = 60
"""tokens between a count and one that leans on it"""
_ANOTHER = re.compile(r"\b(?:another|further|additional|remaining|other) (?:\w+ )?$", re.I)
_OF_WHOLE = re.compile(r",? (?:out )?of (?:the |its |their )?")
_OF_THEM = re.compile(r" of (?:them|these|those|whom)\b(?! \w+s\b)")
_AMONG = re.compile(
    r"\b(?:including|among them|among whom|of whom)(?: (?:some|about|around|at least|more than))?\s*$"
)
_STRONG = ("-strong", " strong", "-man", "-soldier")
_ALONE = ("VERB", "AUX", "PUNCT", "ADP", "SCONJ", "ADV")


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
    return finder.found


class _Finder:
    """Looks at one number after another; a later count may lean on one before."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._parse = parse
        self._names = names
        self.found: list[Case] = []

    def look_at(self, index: int, number: Number, figure: Token) -> None:
        """Keeps the number if it counts troops."""
        noun = noun_after(self._parse, number.start, number.end)
        others = noun if noun is not None and noun.lower == "others" else None
        if noun is not None and others is None:
            if self._counts(number, noun, figure) or self._is_strong(number, noun):
                via = "whole" if self._holds_the_last(number, noun) else "item"
                self.found.append(Case(self._parse, index, number, figure, noun, via))
            return
        head = strength_of(self._parse, figure)
        model = self._of_them(number, figure) or (None if head else self._same_men(number, figure, others))
        if model:
            root = model.model or model
            self.found.append(Case(self._parse, index, number, figure, others or figure, "again", root))
        elif head:
            self.found.append(Case(self._parse, index, number, figure, head, "strength"))

    def _same_men(self, number: Number, figure: Token, others: Token | None) -> Case | None:
        again = self._again(number, figure) or self._same_amount(figure)
        return again or (self._beside_one(number, figure) if others else None)

    def _counts(self, number: Number, noun: Token, figure: Token) -> bool:
        """Whether its noun is one of soldiers, or they are among soldiers: "600 troops, including 55 officers"."""
        if counts_soldiers(self._names, noun, figure):
            return True
        last = self.found[-1] if self.found else None
        if last is None or last.figure.sentence is not figure.sentence or not is_armed_noun(noun):
            return False
        return _AMONG.search(self._parse.text, last.number.end, number.start) is not None

    def _holds_the_last(self, number: Number, noun: Token) -> bool:
        """The 10,000 of "3,000 of the 10,000 soldiers"."""
        last = self.found[-1] if self.found else None
        if last is None or last.head is not noun:
            return False
        return _OF_WHOLE.fullmatch(self._parse.text, last.number.end, number.start) is not None

    def _is_strong(self, number: Number, noun: Token) -> bool:
        """ "a 100,000-strong force"."""
        if not self._parse.text.startswith(_STRONG, number.end):
            return False
        force = lemma(noun) in words("context.tsv", "force")
        return force or (lemma(noun) in words("soldiers.tsv", "strength") and is_military(self._parse, noun))

    def _of_them(self, number: Number, figure: Token) -> Case | None:
        """ "ordered 300 of them to the border": the soldiers spoken of last."""
        if not _OF_THEM.match(self._parse.text, number.end):
            return None
        first = self._parse.sentences[max(0, figure.sentence.i - 1)].tokens[0].i
        for token in reversed(self._parse.tokens[max(first, figure.i - _REACH) : figure.i]):
            if token.tag in ("NNS", "NNPS"):
                return self._as_case(number, token) if lemma(token) in _SOLDIERS | {"force"} else None
        return None

    def _beside_one(self, number: Number, figure: Token) -> Case | None:
        """ "A soldier was killed and four others wounded"."""
        for token in reversed(self._parse.tokens[max(0, figure.i - _REACH) : figure.i]):
            if token.sentence is not figure.sentence or token.tag in ("NNS", "NNPS"):
                return None
            if lemma(token) in _SOLDIERS and token.tag == "NN":
                alone = any(child.dep == "det" and child.lower in ("a", "an") for child in token.children)
                return self._as_case(number, token) if alone else None
        return None

    def _as_case(self, number: Number, soldiers: Token) -> Case:
        """Soldiers that no number counts, as what a number leans on."""
        return Case(self._parse, -1, number, soldiers, soldiers, "item")

    def _again(self, number: Number, figure: Token) -> Case | None:
        """ "Another 1,500 will follow", "two soldiers killed and three wounded": the men of the count before."""
        if not self.found or figure.sentence.i - self.found[-1].figure.sentence.i > _LOOK_BACK:
            return None
        last = self.found[-1]
        if self._others_between(last.head, figure):
            return None
        if _ANOTHER.search(self._parse.text, max(0, number.start - 30), number.start):
            return last if figure.dep in ("nsubj", "nsubjpass", "dobj", "pobj") else None
        if last.figure.sentence is not figure.sentence and self._is_of_another(figure):
            return last
        if last.figure.sentence is not figure.sentence or not _stands_alone(self._parse, figure):
            return None
        return (
            last if figure.dep in ("nsubj", "nsubjpass", "dobj", "conj", "pobj", "nummod", "attr") else None
        )

    def _is_of_another(self, figure: Token) -> bool:
        """ "Hungary has 22,700 soldiers. Slovakia has fewer than 13,000.": a force's, in words for its men."""
        verb = figure.head
        if figure.dep != "dobj" or lemma(verb) not in _HAS or not _stands_alone(self._parse, figure):
            return False
        subjects = (self._names.at(child) for child in verb.children if child.dep == "nsubj")
        return any(name is not None and name.kind in ("country", "group", "seat") for name in subjects)

    def _others_between(self, soldiers: Token, figure: Token) -> bool:
        """Whether others are named since: "12 officers and members of Congress, four from Arizona"."""
        between = self._parse.tokens[soldiers.i + 1 : figure.i]
        if len(between) > _REACH:
            return True
        plurals = (t for t in between if t.tag in ("NNS", "NNPS") and t.sentence is figure.sentence)
        if figure.dep in ("nsubj", "nsubjpass") and forms(figure.head) & _HARM:  # no roadblocks were hurt
            return any(lemma(token) in _PEOPLE for token in plurals)
        return any(lemma(token) not in _OTHERS_PASSED for token in plurals)

    def _same_amount(self, figure: Token) -> Case | None:
        """ "this number may rise to 500,000": the amount is that of the count before."""
        if not self.found or figure.sentence.i - self.found[-1].figure.sentence.i > 1:
            return None
        subjects = (
            child
            for verb in islice(figure.ancestors(), 3)
            for child in verb.children
            if child.dep in ("nsubj", "nsubjpass") and lemma(child) in words("soldiers.tsv", "amount")
        )
        for subject in subjects:
            pointed = any(c.lower in ("this", "that", "their", "its", "the") for c in subject.children)
            if pointed and len(subject.children) <= 2:
                return self.found[-1]
        return None


def _stands_alone(parse: Parse, figure: Token) -> bool:
    """No noun of its own: the next word is a verb, a participle or the end of the phrase."""
    following = parse.tokens[figure.i + 1] if figure.i + 1 < len(parse.tokens) else None
    if following is None or following.sentence is not figure.sentence:
        return True
    if following.lower == "of" or figure.lower == "one" or following.text in "-%$€£":
        return False
    return following.pos in _ALONE or following.lower in ("who", "more", "others")
