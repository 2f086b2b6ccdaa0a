"""What a number tells of that no noun after it names: "the total is now 3,000", "shares rose 6%", "Price: $448"."""

from itertools import islice, pairwise

from pipeline.numbers.marks import unit_words
from pipeline.numbers.phrases import NOUNS, is_time
from pipeline.numbers.tables import table, words
from pipeline.parse import Token

_CLIMB = 6
"""steps up the tree from a number to what it tells of"""
_BACK = 8
"""tokens from a bracketed number back to its bracket"""
_PARTS_OF_NOUNS = ("prep", "appos", "acl", "relcl", "amod", "nmod", "npadvmod")
_MOVES = ("to", "by", "from", "at")
_AMOUNTS = frozenset(row[0] for row in table("words.tsv") if row[1] in ("part", "plural"))
"""subjects that are numbers themselves: "a third voted", "thousands fled" """


def measured(token: Token, start: int) -> Token | None:
    """What a number completes, which starts at `start`: "the total is now 3,000", "shares rose 6%", "a range of 400 km"."""
    climb = token
    for above in islice(token.ancestors(), _CLIMB):
        is_part = start <= above.start <= token.start  # the tonnes of "7 tonnes an hour"
        named = above.pos in NOUNS and climb.dep in _PARTS_OF_NOUNS
        if named and not (is_part or is_time(above) or _is_a_unit(above)):
            return above
        if above.pos in ("VERB", "AUX"):
            if climb is token and climb.dep == "dobj" and above.lemma in words("context.tsv", "to people"):
                return None  # "the storm killed 30": people whom it does not name
            moved = _moved(above, climb)
            if moved is not None:
                return moved
            subject = next((child for child in above.children if child.dep in ("nsubj", "nsubjpass")), None)
            if subject is climb:
                return None  # "hundreds died": the number is the subject itself
            if subject is not None:
                return _antecedent(subject, above)
            if above.dep == "ccomp" and climb.i < above.i:
                return (
                    None  # "says that between 5 and 7 will be sold": the subject again, behind a preposition
                )
        climb = above
    return None


def named_before(first: Token) -> Token | None:
    """ "Price: $448", "Dow +0.2%", "Maldonado (15.3 points": what stands right before it."""
    sentence = first.sentence.tokens
    before = sentence[max(0, first.i - sentence[0].i - _BACK) : first.i - sentence[0].i][::-1]
    if before and first.text[0] == "+" and before[0].pos in NOUNS:
        return before[0]
    if len(before) > 1 and before[0].tag == "POS":  # "ahead of Oslo's 42%"
        return before[1] if before[1].pos in NOUNS and not is_time(before[1]) else None
    if len(before) > 1 and before[0].text in (":", "+", "~", "≈", "="):
        return before[1] if before[1].pos in NOUNS else None
    for token, named in pairwise(before):
        if token.text in ("(", "["):
            return named if named.pos in NOUNS and not is_time(named) else None
        if token.text == ")" or token.pos in ("VERB", "AUX", "ADP"):
            return None
    return None


def gapped(first: Token) -> Token | None:
    """The Rivas of "Silva had 50.9 percent and Rivas 49.1": a number that leaves out its verb and its unit."""
    sentence = first.sentence.tokens
    at = first.i - sentence[0].i
    return sentence[at - 1] if at > 0 and sentence[at - 1].pos == "PROPN" else None


def _moved(verb: Token, climb: Token) -> Token | None:
    """The forecast of "cut its forecast by 12% to 340 million": what someone moves, not who does."""
    if climb.dep != "prep" or climb.lower not in _MOVES or verb.lemma not in words("context.tsv", "moves"):
        return None
    found = next((child for child in verb.children if child.dep == "dobj" and child.i < climb.i), None)
    counts = found is not None and (_is_a_unit(found) or any(child.tag == "CD" for child in found.children))
    return found if found is not None and found.pos in NOUNS and not (is_time(found) or counts) else None


def _is_a_unit(noun: Token) -> bool:
    """The euros of "33 billion euros in ten years", the % of "Dow +0.2% S&P +0.3%"."""
    counted = noun.lower in unit_words() and any(child.tag == "CD" for child in noun.children)
    return counted or not noun.text[-1:].isalnum()


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """The noun itself, or the one that a relative or personal pronoun stands for."""
    if subject.pos in NOUNS:
        if _is_a_unit(subject):  # "30 cm of rain fell in 24 hours"
            return _of(subject)
        return subject if subject.lower not in _AMOUNTS else None
    if verb.dep == "relcl" and verb.head.pos in NOUNS:
        return verb.head
    if subject.lower not in ("it", "they", "he", "she", "which", "that", "who"):
        return None
    before = islice(reversed(subject.sentence.tokens), subject.sentence.tokens[-1].i - subject.i + 1, None)
    return next((t for t in before if t.pos in NOUNS and t.dep in ("nsubj", "nsubjpass")), None)


def _of(noun: Token) -> Token | None:
    """The rain of "30 cm of rain"."""
    of = next((child for child in noun.children if child.lower == "of"), None)
    return next((child for child in of.children if child.pos in NOUNS), None) if of is not None else None
