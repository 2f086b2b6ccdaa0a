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
        verb = _last_word(sentence)
        word = _reports(verb) if verb is not None else None
        if verb is None or word is None or verb.i in known or regions.at(verb.start) is not None:
            continue
        tokens = [token for token in sentence.tokens if token.i <= verb.i and token.pos != "SPACE"]
        comma = _comma(tokens)
        if comma is None or not _names(tokens[comma + 1 : -1]):
            continue
        said, source = (tokens[0].start, tokens[comma - 1].end), tokens[comma + 1 : -1]
        yield Draft(
            spans=(said,),
            cue=verb,
            source=(source[-1], source[0].i, source[-1].i + 1),
            regions=tuple(regions.between(*said)),
            reports=word.kind,
        )


def _last_word(sentence: Sentence) -> Token | None:
    """The last token before the full stop and spaces at the sentence's end."""
    ends = (token for token in reversed(sentence.tokens) if token.pos != "SPACE")
    return next((token for token in ends if token.text not in {".", "!", "?"}), None)


def _reports(token: Token) -> Reporting | None:
    if token.pos != "VERB" and token.lemma.lower() not in _BOTH:
        return None
    word = reporting().get((token.lemma.lower(), "v"))
    return word if word is not None and "c" in word.frames else None


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
