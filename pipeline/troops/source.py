"""Who says so."""

import re

from pipeline.parse import Token
from pipeline.troops.case import Case
from pipeline.troops.lemmas import lemma
from pipeline.troops.tables import words
from schemas import Quote, Source

_SAY = words("speech.tsv", "say")
_WORDS = words("speech.tsv", "noun")
_TRIM = re.compile(r"^(?:the|a|an)\s+", re.I)


def source_of(case: Case, quotes: tuple[Quote, ...]) -> Source | None:
    """The speaker of the quote that holds the number, else the attribution in the sentence, else None."""
    number = case.number
    for quote in quotes:
        if quote.speaker and any(start <= number.start and number.end <= end for start, end in quote.spans):
            return Source(text=quote.speaker.text, name=quote.speaker.name)
    noun = _according_to(case) or _sayer(case) or _sayer_behind(case)
    if noun is None:
        return None
    text = _phrase(case, noun)
    return Source(text=text, name=_TRIM.sub("", text)) if text else None


def _according_to(case: Case) -> Token | None:
    """ "according to the ministry" in the count's sentence."""
    tokens = case.head.sentence.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.lower == "according" and tokens[i + 1].lower == "to":
            return next((t for t in token.subtree() if t.dep == "pobj"), None)
    return None


def _sayer(case: Case) -> Token | None:
    """The subject of a reporting verb over the count: "officials said 300 had gone"."""
    for token in [case.head, *case.head.ancestors()]:
        if token.pos not in ("VERB", "AUX"):
            continue
        if lemma(token) in _SAY:
            subject = next((c for c in token.children if c.dep == "nsubj"), None)
            if subject is not None and case.head not in subject.subtree():
                return subject
            agent = next((n for c in token.children if c.dep == "agent" for n in c.children), None)
            if agent is not None and lemma(token) in ("confirm", "report", "announce", "estimate", "reveal", "claim"):
                return agent  # "confirmed by the ministry"
        if any(c.dep == "dobj" and lemma(c) in _WORDS for c in token.children):
            subject = next((c for c in token.children if c.dep == "nsubj"), None)
            if subject is not None:
                return subject  # "officials raised their estimates to 3,000"
        for child in token.children:
            if child.dep in ("parataxis", "ccomp") and lemma(child) in _SAY and case.head not in child.subtree():
                subject = next((c for c in child.children if c.dep == "nsubj"), None)
                if subject is not None:
                    return subject
    return None


def _sayer_behind(case: Case) -> Token | None:
    """ "300 men have gone - said the minister": a verb that the parser did not tie to what is said."""
    tokens = case.head.sentence.tokens
    for before, verb, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if verb.i > case.figure.i and verb.tag in ("VBD", "VBZ") and lemma(verb) in _SAY and before.text in _SET_OFF:
            subject = next((c for c in verb.children if c.i > verb.i and c.dep in ("nsubj", "dobj", "npadvmod")), None)
            return subject or (after if after.pos == "PROPN" else None)
    return None


_SET_OFF = ("-", "–", "—", ",", "”", '"', "''")


def _phrase(case: Case, noun: Token) -> str:
    """The noun with what belongs to it, up to a clause or a comma."""
    left = min((t.i for t in noun.subtree() if t.i <= noun.i and t.pos != "PUNCT"), default=noun.i)
    tokens = case.parse.tokens
    right = noun.i
    for token in noun.subtree():
        if token.i == right + 1 and token.pos not in ("PUNCT", "SPACE") and token.dep not in ("relcl", "acl", "appos"):
            right = token.i
    return case.parse.text[tokens[left].start : tokens[right].end]
