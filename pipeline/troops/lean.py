"""Counts whose men are named by a count before: "another 1,500 will follow", "Bamako acknowledged 10"."""

import re
from itertools import islice

from pipeline.parse import Parse, Token
from pipeline.troops.case import Case
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.names import Name, Names
from pipeline.troops.nouns import is_of_soldiers
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
_OF_THEM = re.compile(r" of (?:them|these|those|whom)\b(?! \w+s\b)")
_ALONE = ("VERB", "AUX", "PUNCT", "ADP", "SCONJ", "ADV")
_BOUNDS = frozenset(
    {
        "another",
        "about",
        "some",
        "only",
        "just",
        ",",
        ":",
        "a",
        "further",
        "around",
        "nearly",
        "almost",
        "roughly",
    }
    | {"more", "than", "over", "up", "to", "at", "least", "fewer", "under"}
)
_BARE = ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "nummod", "dative", "npadvmod", "advmod")


class Leaning:
    """The counts found so far, and the one that a number without a noun of its own leans on."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._parse = parse
        self._names = names
        self.found: list[Case] = []
        self._fresh = False
        """whether the last number of the text (times and money aside) was a count"""

    @property
    def last(self) -> Case | None:
        """The count found last."""
        return self.found[-1] if self.found else None

    def note(self, case: Case | None) -> None:
        """Takes in what became of the next number."""
        self._fresh = case is not None
        if case is not None:
            self.found.append(case)

    def model(self, number: Number, figure: Token, others: Token | None, *, strength: bool) -> Case | None:
        """The count (or the soldiers) that the number leans on; "others" is a noun that only points."""
        model = self._of_them(number, figure)
        if model is not None or strength:
            return model
        if self._in_list(number, figure):
            return self.last
        again = self._again(number, figure) or self._same_amount(figure) or self._told_anew(number, figure)
        if again is not None or self.found:
            return again or (self._beside_one(number, figure) if others else None)
        told = figure.dep in ("nsubj", "nsubjpass") and forms(figure.head) & _HARM
        bare = told and _stands_alone(self._parse, figure)  # "a soldier died and two were wounded"
        return self._beside_one(number, figure) if others or bare else None

    def _in_list(self, number: Number, figure: Token) -> bool:
        """ "Spain has 650 soldiers in Lebanon, Italy 1,000": a name and its number, as the one before."""
        last = self.last
        if last is None or not self._fresh or not _stands_alone(self._parse, figure):
            return False
        near = figure.sentence.i - last.figure.sentence.i <= 1
        return near and named_before(self._names, number) is not None

    def _told_anew(self, number: Number, figure: Token) -> Case | None:
        """ "32 soldiers died. Bamako acknowledged 10.": what is done with the number is done with men or with counts."""
        if figure.dep not in _BARE or not _stands_alone(self._parse, figure):
            return None
        last = self.last if self._fresh else None
        if last is None or figure.sentence.i - last.figure.sentence.i > _LOOK_BACK:
            return self._after_mention(number, figure)
        verb = next((above for above in islice(figure.ancestors(), 3) if above.pos in ("VERB", "AUX")), None)
        if verb is None:
            return None
        kind = "anew" if figure.dep in ("nsubj", "nsubjpass") else "anew object"
        return last if forms(verb) & words("verbs.tsv", kind) else None

    def _after_mention(self, number: Number, figure: Token) -> Case | None:
        """ "Burundi confirmed that it had soldiers in South Kivu. It has some 10,000 there.": soldiers no number counts."""
        verb = figure.head
        if lemma(verb) not in _HAS or figure.dep != "dobj" or figure.sentence.i == 0:
            return None
        if not any(child.dep == "nsubj" and child.lower in ("it", "they") for child in verb.children):
            return None
        before = self._parse.sentences[figure.sentence.i - 1].tokens[-_REACH:]
        plurals = [token for token in before if token.tag in ("NNS", "NNPS")]
        last = plurals[-1] if plurals else None
        return self._as_case(number, last) if last is not None and lemma(last) in _SOLDIERS else None

    def _of_them(self, number: Number, figure: Token) -> Case | None:
        """ "ordered 300 of them to the border": the soldiers spoken of last."""
        if not _OF_THEM.match(self._parse.text, number.end):
            return None
        first = self._parse.sentences[max(0, figure.sentence.i - 1)].tokens[0].i
        for token in reversed(self._parse.tokens[max(first, figure.i - _REACH) : figure.i]):
            if token.tag in ("NNS", "NNPS"):
                armed = lemma(token) == "force" or is_of_soldiers(self._names, token)
                return self._as_case(number, token) if armed else None
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
            if child.dep in ("nsubj", "nsubjpass", "dobj") and lemma(child) in words("soldiers.tsv", "amount")
        )
        for subject in subjects:
            pointed = any(c.lower in ("this", "that", "their", "its", "the") for c in subject.children)
            if pointed and len(subject.children) <= 2:
                return self.found[-1]
        return None


def named_before(names: Names, number: Number) -> Name | None:
    """The Italy of "…, Italy 1,000": a name that stands as subject, where the verb is left out."""
    parse = names.parse
    tokens = parse.tokens_in(number.start, number.end)
    i = tokens[0].i - 1 if tokens else -1
    while i > 0 and parse.tokens[i].lower in _BOUNDS:
        i -= 1
    name = names.at(parse.tokens[i]) if i >= 0 else None
    if name is None or name.kind not in ("country", "group", "seat", "army"):
        return None
    first = name.first - (name.first > 0 and parse.tokens[name.first - 1].lower == "the")
    before = parse.tokens[first - 1] if first > 0 else None
    opens = before is None or before.sentence is not parse.tokens[i].sentence
    return (
        name
        if opens or (before is not None and before.lower in (",", ";", ":", "and", "while", "but"))
        else None
    )


def _stands_alone(parse: Parse, figure: Token) -> bool:
    """No noun of its own: the next word is a verb, a participle or the end of the phrase."""
    following = parse.tokens[figure.i + 1] if figure.i + 1 < len(parse.tokens) else None
    if following is None or following.sentence is not figure.sentence:
        return True
    if following.lower == "of" or figure.lower == "one" or following.text in "-%$€£":
        return False
    return following.pos in _ALONE or following.lower in ("who", "more", "others")
