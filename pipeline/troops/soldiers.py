"""Which numbers count military personnel, and the word that says so."""

import re
from itertools import islice

from pipeline.numbers.phrases import noun_after
from pipeline.parse import Parse, Token
from pipeline.troops.case import Case
from pipeline.troops.lemmas import lemma
from pipeline.troops.strength import is_military, strength_of
from pipeline.troops.tables import words
from schemas import Number

_SOLDIERS = words("soldiers.tsv", "soldier")
_ARMED = words("soldiers.tsv", "armed")
_OTHERS_PASSED = (
    _SOLDIERS
    | words("soldiers.tsv", "strength")
    | words("soldiers.tsv", "toll")
    | words("context.tsv", "time")
)
_LOOK_BACK = 2
"""sentences in which "another 1,500" finds whom it counts"""
_REACH = 60
"""tokens between a count and one that leans on it"""
_ANOTHER = re.compile(r"\b(?:another|further|additional|remaining|other) (?:\w+ )?$", re.I)
_OF_WHOLE = re.compile(r",? (?:out )?of (?:the |its |their )?")
_OF_THEM = re.compile(r" of (?:them|these|those|whom)\b(?! \w+s\b)")
_STRONG = ("-strong", " strong", "-man", "-soldier")
_ALONE = ("VERB", "AUX", "PUNCT", "ADP", "SCONJ", "ADV")


def find_cases(parse: Parse, numbers: tuple[Number, ...]) -> list[Case]:
    """The numbers that count troops, in order."""
    finder = _Finder(parse)
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

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self.found: list[Case] = []

    def look_at(self, index: int, number: Number, figure: Token) -> None:
        """Keeps the number if it counts troops."""
        noun = noun_after(self._parse, number.start, number.end)
        if noun is not None:
            if _counts(self._parse, noun, figure) or self._is_strong(number, noun):
                via = "whole" if self._holds_the_last(number, noun) else "item"
                self.found.append(Case(self._parse, index, number, figure, noun, via))
            return
        head = self._of_them(number, figure) or strength_of(self._parse, figure)
        model = None if head else self._again(number, figure) or self._same_amount(figure)
        if head:
            self.found.append(Case(self._parse, index, number, figure, head, "strength"))
        elif model:
            root = model.model or model
            self.found.append(Case(self._parse, index, number, figure, figure, "again", root))

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

    def _of_them(self, number: Number, figure: Token) -> Token | None:
        """ "ordered 300 of them to the border": the soldiers spoken of last."""
        if not _OF_THEM.match(self._parse.text, number.end):
            return None
        first = self._parse.sentences[max(0, figure.sentence.i - 1)].tokens[0].i
        for token in reversed(self._parse.tokens[max(first, figure.i - _REACH) : figure.i]):
            if token.tag in ("NNS", "NNPS"):
                return token if lemma(token) in _SOLDIERS else None
        return None

    def _again(self, number: Number, figure: Token) -> Case | None:
        """ "Another 1,500 will follow", "two soldiers killed and three wounded": the men of the count before."""
        if not self.found or figure.sentence.i - self.found[-1].figure.sentence.i > _LOOK_BACK:
            return None
        last = self.found[-1]
        if self._others_between(last.head, figure):
            return None
        if _ANOTHER.search(self._parse.text, max(0, number.start - 30), number.start):
            return last if figure.dep in ("nsubj", "nsubjpass", "dobj", "pobj") else None
        if last.figure.sentence is not figure.sentence or not _stands_alone(self._parse, figure):
            return None
        return (
            last if figure.dep in ("nsubj", "nsubjpass", "dobj", "conj", "pobj", "nummod", "attr") else None
        )

    def _others_between(self, soldiers: Token, figure: Token) -> bool:
        """Whether others are named since: "12 officers and members of Congress, four from Arizona"."""
        between = self._parse.tokens[soldiers.i + 1 : figure.i]
        if len(between) > _REACH:
            return True
        plurals = (t for t in between if t.tag in ("NNS", "NNPS") and t.sentence is figure.sentence)
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


def _counts(parse: Parse, noun: Token, figure: Token) -> bool:
    """Whether the noun is one of soldiers, or here is."""
    word = lemma(noun)
    if word in _SOLDIERS or noun.lower in _SOLDIERS:
        return (
            noun.tag != "NN"
            or figure.lower == "one"
            or noun.lower.endswith(("s", "men", "women", "infantry"))
        )
    if word in _ARMED or noun.lower in _ARMED:
        return _is_armed(parse, noun, figure)
    if word in words("soldiers.tsv", "toll"):  # "Russia has 70,000 losses"
        return is_military(parse, noun) and not is_military(parse, noun, civilian=True)
    return False


def _is_armed(parse: Parse, noun: Token, figure: Token) -> bool:
    """ "3,000 Wagner fighters", "300 special-forces men": a force is named, or soldiers are what it is about."""
    phrase = parse.tokens[max(0, figure.i - 3) : noun.i + 6]
    near = {token.lower for token in phrase if token.sentence is noun.sentence}
    inside = {lemma(token) for token in parse.tokens[figure.i : noun.i + 1]}
    if inside & words("context.tsv", "civil"):
        return False
    word = lemma(noun)
    if word == "fighter":
        return not near & words("context.tsv", "aircraft")
    if word in words("context.tsv", "serving"):
        return not inside & words("context.tsv", "services")
    if inside & words("context.tsv", "not serving"):
        return False  # "12 military intelligence officers were indicted"
    if near & words("context.tsv", "military"):
        return True
    return word in words("context.tsv", "trade") and is_military(parse, noun)


def _stands_alone(parse: Parse, figure: Token) -> bool:
    """No noun of its own: the next word is a verb, a participle or the end of the phrase."""
    following = parse.tokens[figure.i + 1] if figure.i + 1 < len(parse.tokens) else None
    if following is None or following.sentence is not figure.sentence:
        return True
    if following.lower == "of" or figure.lower == "one" or following.text in "-%$€£":
        return False
    return following.pos in _ALONE or following.lower in ("who", "more")
