"""Part of speech and lemma: what spaCy's attribute ruler and rule lemmatizer say of a word, asked once and remembered.

Both are rules, and what they say of a token hangs on nothing but its word, its tag and its dependency label; eight
rules are about two tokens ("gon na", "there is"). A newspaper's words come again and again, so the two components,
a third of the whole parse, are asked only about what has not come yet. The answers are theirs, to the letter.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from spacy.attrs import DEP, ORTH, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

RULED: Final = ("attribute_ruler", "lemmatizer")
"""the components that are asked here, and not in spaCy's pipeline"""

MOST: Final = 100_000
"""words that are remembered, each in some hundreds of bytes; then it begins anew. 250,000 words of news have 40,000"""

_OF_A_WORD: Final = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
"""what a rule may ask of a token, for its answer to hang on the three alone"""
_READ_LATER: Final = frozenset({"tok2vec", "tagger", "parser", "ner", "muster_paragraphs", *RULED})
"""components that don't look at parts of speech or lemmas"""

_ANY: Final = "any"
"""a word, or a label, that no rule names: the rules can't tell them apart"""
_BETWEEN: Final = "\u241e"
"""words that are asked about together, and did not stand together, have it between them"""

Key = tuple[int, int, int]
"""spaCy's numbers for a word, its tag and its dependency label"""


class Word(NamedTuple):
    """What is said of a token; `dep` is None where its label stays as the parser gave it."""

    lemma: str
    pos: str
    tag: str
    dep: str | None = None


class _Ruled(NamedTuple):
    """What the ruler says: spaCy's numbers, and a lemma where it has one for the word. `places` are those that the
    word may have in rules about several tokens: (rule, place)."""

    pos: int
    morph: int
    tag: str
    dep: str | None
    lemma: int
    places: frozenset[tuple[int, int]] = frozenset()


class Words:
    """Asks the two components of a loaded model; they are taken out of its pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._strings = nlp.vocab.strings
        self._vocab = nlp.vocab
        # Any: spaCy says no more of a component than that it is one
        self._ruler: Any = nlp.get_pipe("attribute_ruler")
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer")
        nlp.select_pipes(disable=list(RULED))
        _index(self._lemmatizer)
        patterns = _patterns(self._ruler)
        self._names = _Names(patterns)
        self._labels = {self._strings.add(label) for label in self._names.labels}
        self._any = self._strings.add(_ANY)
        self._rules = [pattern for pattern in patterns if len(pattern) > 1]
        self._place = Matcher(self._vocab)
        for rule, pattern in enumerate(self._rules):
            for place, asked in enumerate(pattern):
                self._place.add(f"{rule} {place}", [[dict(asked)]])
        self._begin()

    def _begin(self) -> None:
        self._ruled: dict[tuple[str, int, int], _Ruled] = {}
        self._words: dict[Key, tuple[Word, frozenset[tuple[int, int]]]] = {}
        self._runs: dict[tuple[Key, ...], list[Word]] = {}

    @staticmethod
    def can_ask(nlp: Language) -> bool:
        """Whether a model is made as this needs it; another has its components asked as spaCy does."""
        if not _READ_LATER.issuperset(nlp.pipe_names) or not set(RULED).issubset(nlp.pipe_names):
            return False
        ruler, lemmatizer = (nlp.get_pipe(name) for name in RULED)
        return (
            isinstance(ruler, AttributeRuler)
            and isinstance(lemmatizer, Lemmatizer)
            and lemmatizer.mode == "rule"
            and not lemmatizer.overwrite
            and all(_is_of_a_word(asked) for pattern in _patterns(ruler) for asked in pattern)
        )

    def of(self, doc: Doc) -> list[Word]:
        """What is said of each token of a parsed document."""
        if len(self._words) > MOST:
            self._begin()
        keys = [
            (word, tag, dep if dep in self._labels else self._any)
            for word, tag, dep in doc.to_array([ORTH, TAG, DEP]).tolist()
        ]
        self._learn([key for key in dict.fromkeys(keys) if key not in self._words])
        found = [self._words[key] for key in keys]
        words = [word for word, _ in found]
        places = [each for _, each in found]
        for first, last in _joined((i, self._end(places, i)) for i, each in enumerate(places) if each):
            words[first:last] = self._said_together(tuple(keys[first:last]))
        return words

    def _end(self, places: Sequence[frozenset[tuple[int, int]]], i: int) -> int:
        """After the last token of the longest rule that begins at one; that one itself if none does."""
        ends = [
            i + len(self._rules[rule])
            for rule, begins in places[i]
            if begins == 0
            and i + len(self._rules[rule]) <= len(places)
            and all((rule, place) in places[i + place] for place in range(len(self._rules[rule])))
        ]
        return max(ends, default=i)

    def _learn(self, keys: Sequence[Key]) -> None:
        if not keys:
            return
        kinds = [(self._names.kind(self._strings[word]), tag, dep) for word, tag, dep in keys]
        self._learn_kinds([kind for kind in dict.fromkeys(kinds) if kind not in self._ruled])
        ruled = [self._ruled[kind] for kind in kinds]
        doc = Doc(self._vocab, words=[self._strings[word] for word, _, _ in keys])
        token: Any  # spaCy's own stubs lack what is asked of one here
        for token, said in zip(doc, ruled, strict=True):
            token.pos, token.lemma = said.pos, said.lemma
            token.set_morph(said.morph)
        self._lemmatizer(doc)
        for token, key, said in zip(doc, keys, ruled, strict=True):
            self._words[key] = Word(token.lemma_, token.pos_, said.tag, said.dep), said.places

    def _learn_kinds(self, kinds: Sequence[tuple[str, int, int]]) -> None:
        """Ask the ruler about kinds of words that have not come yet, each by itself."""
        if not kinds:
            return
        between = (_BETWEEN, 0, 0)
        doc = self._doc([each for kind in kinds for each in (kind, between)])
        places: dict[int, set[tuple[int, int]]] = {}
        for found, at, _ in self._place(doc, allow_missing=True):
            rule, place = map(int, self._strings[found].split())
            places.setdefault(at, set()).add((rule, place))
        self._ruler(doc)
        for i, kind in enumerate(kinds):
            token: Any = doc[2 * i]  # as above
            self._ruled[kind] = _Ruled(
                token.pos,
                token.morph.key,
                token.tag_,
                token.dep_ if token.dep != kind[2] else None,
                token.lemma,
                frozenset(places.get(2 * i, ())),
            )

    def _said_together(self, keys: tuple[Key, ...]) -> list[Word]:
        """What both say of words that stand together and that a rule is about."""
        if keys not in self._runs:
            doc = self._doc([(self._strings[word], tag, dep) for word, tag, dep in keys])
            self._runs[keys] = [
                Word(token.lemma_, token.pos_, token.tag_, token.dep_ if token.dep != dep else None)
                for token, (_, _, dep) in zip(self._lemmatizer(self._ruler(doc)), keys, strict=True)
            ]
        return self._runs[keys]

    def _doc(self, words: Sequence[tuple[str, int, int]]) -> Doc:
        doc = Doc(self._vocab, words=[word for word, _, _ in words])
        for token, (_, tag, dep) in zip(doc, words, strict=True):
            token.tag, token.dep = tag, dep
        return doc


class _Names:
    """The words and labels that rules name."""

    def __init__(self, patterns: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        asked = [each for pattern in patterns for each in pattern]
        self.labels = frozenset(chain.from_iterable(_named(each.get("DEP")) for each in asked))
        self._words = frozenset(chain.from_iterable(_named(each.get("LOWER")) for each in asked))
        shapes = [each["LOWER"]["REGEX"] for each in asked if "REGEX" in _tests(each.get("LOWER"))]
        self._shape = re.compile("|".join(f"(?:{shape})" for shape in shapes)) if shapes else None

    def kind(self, word: str) -> str:
        """The word itself, in small letters, where a rule may be about it, else one that stands for all others."""
        lower = word.lower()
        if lower in self._words or word.isspace() or (self._shape and self._shape.search(lower)):
            return lower
        return _ANY


def _index(lemmatizer: Any) -> None:
    """Its list of known forms, through which it goes from the beginning for each word, as a set."""
    forms = lemmatizer.lookups.get_table("lemma_index", {})
    for pos in list(forms):
        forms[pos] = frozenset(forms[pos])


def _patterns(ruler: Any) -> list[list[Mapping[str, Any]]]:
    return [pattern for rule in ruler.patterns for pattern in rule["patterns"]]


def _is_of_a_word(asked: Mapping[str, Any]) -> bool:
    """Whether what a rule asks of a token is what is looked at here, and in a way that is known here."""
    return (
        _OF_A_WORD.issuperset(asked)
        and _tests(asked.get("DEP")) <= {"IN", "NOT_IN"}
        and _tests(asked.get("LOWER")) <= {"IN", "NOT_IN", "REGEX"}
    )


def _tests(asked: object) -> frozenset[str]:
    return frozenset(asked) if isinstance(asked, Mapping) else frozenset()


def _named(asked: object) -> list[str]:
    """The words that a rule compares with."""
    if isinstance(asked, str):
        return [asked]
    return [*asked.get("IN", ()), *asked.get("NOT_IN", ())] if isinstance(asked, Mapping) else []


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of tokens, in order, those that overlap as one; empty ones are none."""
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if last <= first:
            continue
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
