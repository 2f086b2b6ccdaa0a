"""Who says so: the speaker of the quote that holds the count, else the attribution in its sentence."""

import re
from bisect import bisect_right
from itertools import islice, pairwise

from pipeline.parse import Token
from pipeline.troops.case import Case
from pipeline.troops.lemmas import lemma
from pipeline.troops.tables import words
from schemas import Quote, Source, Speaker

_SAY = words("speech.tsv", "say")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_CAPTION = re.compile(r"[^\n:]*:[ \n]*([A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,5}) ?(?=\n|$)")
_MARKS = (";", ".", ",", "”", '"')
_TAIL = re.compile(
    r"(?: [-–—] |: )((?:[\w'’.]+ ){0,4}(?:military|army|police|officials?|ministry|minister|sources?|reports?|spokes\w+|governor"
    r"|monitors?|media|commander|president|witnesses|residents|UN|NATO|Pentagon|Kremlin|IDF|government|general|mayor))$"
)
_SET_OFF = ("-", "–", "—", ",", "”", '"', "''")
_NESTED = 8
"""quotes within quotes"""
_STEPS = 3
"""steps up the tree from a number to the verb that tells it"""
_REACH = 60
"""tokens from a count to who says so, behind it"""


class Speakers:
    """Who speaks where: the quotes of a story, looked up by place."""

    def __init__(self, quotes: tuple[Quote, ...]) -> None:
        spans = ((*span, quote.speaker) for quote in quotes if quote.speaker for span in quote.spans)
        self._spans = sorted(spans, key=lambda span: span[:2])

    def of(self, start: int, end: int) -> Speaker | None:
        """The speaker of the innermost quote that holds `text[start:end]`."""
        at = bisect_right(self._spans, start, key=lambda span: span[0])
        near = reversed(self._spans[max(0, at - _NESTED) : at])
        return next((speaker for _, last, speaker in near if end <= last), None)


def source_of(case: Case, speakers: Speakers) -> Source | None:
    """Who says the count; None where nobody is named."""
    teller = _teller(case)
    if teller is not None:
        text = _phrase(case, teller)
        return Source(text=text, name=_ARTICLE.sub("", text))
    speaker = speakers.of(case.number.start, case.number.end)
    if speaker:
        return Source(text=speaker.text, name=speaker.name)
    noun = _according_to(case) or _over(case) or _behind(case) or _set_off(case)
    said = _phrase(case, noun) if noun else _under_headline(case) or _tail(case)
    return Source(text=said, name=_ARTICLE.sub("", said)) if said else None


def _teller(case: Case) -> Token | None:
    """ "while the rebels claimed 80", "the army puts its losses at 30": the number itself is what is told."""
    token = case.figure if case.model is not None or case.via == "strength" else case.head
    for above in islice(token.ancestors(), _STEPS):
        if above.pos == "VERB":
            own = lemma(above) in words("speech.tsv", "tell of") and token.dep in ("dobj", "prep")
            subject = _subject(above) if own else None
            return subject if subject is not None and subject.pos in ("NOUN", "PROPN") else None
        token = above
    return None


def _according_to(case: Case) -> Token | None:
    """ "according to the ministry" in the count's sentence."""
    tokens = case.parse.tokens
    for token in tokens[max(0, case.figure.i - _REACH) : case.figure.i + _REACH]:
        if token.lower == "according" and token.sentence is case.figure.sentence:
            to = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
            return next((child for child in to.children if child.dep == "pobj"), None)
    return None


def _over(case: Case) -> Token | None:
    """The subject of a reporting verb over the count: "officials said 300 had gone"."""
    below = case.head
    for token in case.head.ancestors():
        if token.pos in ("VERB", "AUX"):
            found = _who_says(token, below) or _who_words(token) or _beside(token, below)
            if found is not None:
                return found
        elif lemma(token) in _SAY and below.dep == "ccomp":
            return _before_mistaken_noun(token)
        below = token
    return None


def _who_says(verb: Token, below: Token) -> Token | None:
    """ "officials said", "confirmed by the ministry"."""
    if lemma(verb) not in _SAY:
        return None
    subject = _subject(verb)
    if subject is not None and subject is not below:
        return subject
    if lemma(verb) not in words("context.tsv", "passive"):
        return None
    return next((noun for child in verb.children if child.dep == "agent" for noun in child.children), None)


def _who_words(verb: Token) -> Token | None:
    """ "officials raised their estimates to 3,000"."""
    objects = (child for child in verb.children if child.dep == "dobj")
    return _subject(verb) if any(lemma(child) in words("speech.tsv", "noun") for child in objects) else None


def _beside(verb: Token, below: Token) -> Token | None:
    """ "300 men, officials said, have gone"."""
    for child in verb.children:
        if child is not below and child.dep in ("parataxis", "ccomp") and lemma(child) in _SAY:
            return _subject(child)
    return None


def _before_mistaken_noun(noun: Token) -> Token | None:
    """ "Ukraine's military claims that …", where the parser takes the verb for a noun."""
    tokens, i = noun.sentence.tokens, noun.i - noun.sentence.tokens[0].i
    return tokens[i - 1] if i else None


def _behind(case: Case) -> Token | None:
    """ "300 men have gone - said the minister": a verb that the parser did not tie to what is said."""
    tokens = case.parse.tokens[case.figure.i : case.figure.i + _REACH]
    for before, verb, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if verb.sentence is not case.figure.sentence:
            return None
        if before.text in _SET_OFF and verb.tag in ("VBD", "VBZ") and lemma(verb) in _SAY:
            subject = (c for c in verb.children if c.i > verb.i and c.dep in ("nsubj", "dobj", "npadvmod"))
            return next(subject, after if after.pos == "PROPN" else None)
    return None


def _set_off(case: Case) -> Token | None:
    """ "30,000 soldiers, Nicosia says;": a verb of saying between marks, with its subject before it."""
    tokens = case.parse.tokens[case.figure.i : case.figure.i + _REACH]
    for verb, after in pairwise(tokens):
        if verb.sentence is not case.figure.sentence:
            return None
        if after.text in _MARKS and verb.tag in ("VBD", "VBZ", "VBP") and lemma(verb) in _SAY:
            subject = _subject(verb)
            first = (
                min((part.i for part in subject.subtree()[:_REACH]), default=0) if subject is not None else 0
            )
            return subject if first > case.figure.i and case.parse.tokens[first - 1].text == "," else None
    return None


def _tail(case: Case) -> str | None:
    """ "8 troops killed in Lebanon - military", "Three soldiers killed in gunfight: police": the end of a headline."""
    sentence = case.figure.sentence
    found = _TAIL.search(case.parse.text, case.number.end, min(sentence.end, case.number.end + 300))
    return found.group(1) if found and not any(t.tag == "MD" for t in sentence.tokens[:_REACH]) else None


def _under_headline(case: Case) -> str | None:
    """ "ARMY TO CALL UP 300 MEN: DEFENCE OFFICIAL"."""
    line = _CAPTION.match(case.parse.text, case.number.end, case.number.end + 300)
    opens = case.parse.text.rfind("\n", 0, case.number.start) + 1
    bare = not re.search(r"[.!?] ", case.parse.text[max(opens, case.number.start - 300) : case.number.start])
    return line.group(1).strip() if line and bare else None


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep == "nsubj"), None)


def _phrase(case: Case, noun: Token) -> str:
    """The noun with what belongs to it, up to a clause or a comma."""
    parts = noun.subtree()
    left = min((t.i for t in parts if t.i <= noun.i and t.pos != "PUNCT"), default=noun.i)
    tokens = case.parse.tokens
    right = noun.i
    for token in parts:
        if (
            token.i == right + 1
            and token.pos not in ("PUNCT", "SPACE")
            and token.dep not in ("relcl", "acl", "appos")
        ):
            right = token.i
    return case.parse.text[tokens[left].start : tokens[right].end]
