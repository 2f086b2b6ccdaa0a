"""Sentences that end with who says so, where the parser sees no clause: "…, court records show."."""

from collections.abc import Iterable, Iterator

from pipeline.parse import Parse, Sentence, Token
from pipeline.quotes.join import Draft
from pipeline.quotes.marks import Regions
from pipeline.quotes.table import Reporting, reporting

_LONGEST_SOURCE = 8
"""tokens between the last comma and the verb"""

_SHORTEST_WORDS = 3
"""tokens before that comma"""

_BOTH = frozenset({"show", "report", "say", "claim"})
"""verbs that the parser takes for nouns here"""

_NOT_NAMES = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PUNCT"})


def closing(parse: Parse, regions: Regions, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """A quote for every sentence that ends with a comma, a name and a verb of saying that is no draft's cue yet."""
    known = {draft.cue.i for draft in drafts if draft.cue is not None}
    for sentence in parse.sentences:
        tokens = _bare(sentence)
        word = _reports(tokens[-1]) if tokens else None
        if word is None or tokens[-1].i in known or regions.at(tokens[-1].start) is not None:
            continue
        comma = _comma(tokens)
        if comma is None or not _names(tokens[comma + 1 : -1]):
            continue
        said, source = (tokens[0].start, tokens[comma - 1].end), tokens[comma + 1 : -1]
        yield Draft(
            spans=(said,),
            cue=tokens[-1],
            source=(source[-1], source[0].i, source[-1].i + 1),
            regions=tuple(regions.between(*said)),
            reports=word.kind,
        )


def _bare(sentence: Sentence) -> list[Token]:
    """The sentence's tokens without the full stop and spaces at its end."""
    tokens = [token for token in sentence.tokens if token.pos != "SPACE"]
    while tokens and tokens[-1].text in {".", "!", "?"}:
        tokens.pop()
    return tokens


def _reports(token: Token) -> Reporting | None:
    word = reporting().get((token.lemma.lower(), "v"))
    is_verb = token.pos == "VERB" or token.lemma.lower() in _BOTH
    return word if word is not None and "c" in word.frames and is_verb else None


def _comma(tokens: list[Token]) -> int | None:
    """Index of the last comma, if it stands near enough to the end and far enough from the start."""
    for k in range(len(tokens) - 3, max(_SHORTEST_WORDS, len(tokens) - _LONGEST_SOURCE - 2), -1):
        if tokens[k].text == ",":
            return k
    return None


def _names(source: list[Token]) -> bool:
    """Whether the words can be who says it: a noun phrase, perhaps of two joined by "and" """
    of = {"and", "of", "’s", "'s"}
    return source[-1].pos in {"NOUN", "PROPN", "PRON"} and not any(
        token.pos in _NOT_NAMES and token.lower not in of for token in source
    )
