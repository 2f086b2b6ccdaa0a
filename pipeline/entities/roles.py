"""What people are: "US Treasury Secretary", "the defence minister" beside their names."""

from pipeline.entities.mentions import Mention
from pipeline.parse import Parse, Token

LONGEST = 12
"""tokens of a role; what is longer tells more than a role"""

_BEFORE = frozenset({"NOUN", "PROPN", "ADJ", "PART", "ADP"})
_ASIDE = frozenset({"relcl", "acl", "appos", "advcl", "conj", "cc", "punct"})


def role(parse: Parse, mention: Mention) -> str | None:
    """The role that stands with a person's name, without its article; None where none does."""
    if mention.type != "PERSON":
        return None
    head = _head(parse, mention)
    return _before(parse, mention, head) or _behind(parse, head) or _in_front(parse, head)


def _head(parse: Parse, mention: Mention) -> Token:
    """The word of the name that the others hang on."""
    tokens = parse.tokens[mention.first : mention.end]
    return next((t for t in tokens if not mention.first <= t.head.i < mention.end), tokens[-1])


def _before(parse: Parse, mention: Mention, head: Token) -> str | None:
    """ "US Treasury Secretary Janet Yellen": what hangs on the name and stands right before it"""
    first = mention.first
    while first and mention.first - first < LONGEST:
        token = parse.tokens[first - 1]
        if token.pos not in _BEFORE - {"ADP"} or token.pos == "SPACE" or head not in token.ancestors():
            break
        first -= 1
    words = parse.tokens[first : mention.first]
    return _words(parse, words[0], words[-1]) if any(w.pos in ("NOUN", "PROPN") for w in words) else None


def _behind(parse: Parse, head: Token) -> str | None:
    """ "Anna Ross, the mayor of Lund, …" """
    noun = next((c for c in head.children if c.dep == "appos" and c.pos == "NOUN" and c.i > head.i), None)
    return _phrase(parse, noun) if noun is not None else None


def _in_front(parse: Parse, head: Token) -> str | None:
    """ "the mayor of Lund, Anna Ross, …" """
    if head.dep != "appos" or head.head.pos != "NOUN" or head.head.i > head.i:
        return None
    noun = head.head
    while noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.pos == "NOUN":
        noun = noun.head.head  # the parser hangs her on Lund
    return _phrase(parse, noun, before=head)


def _phrase(parse: Parse, noun: Token, *, before: Token | None = None) -> str | None:
    """A noun with what describes it, up to the first comma."""
    first = noun.i
    while (
        first and parse.tokens[first - 1].head.i >= first - 1 and noun in parse.tokens[first - 1].ancestors()
    ):
        first -= 1
    last = noun
    for child in noun.children:
        if child.i > noun.i and child.dep in _ASIDE:
            break
        if child.i > noun.i:
            last = child.subtree()[-1]
    while last.i > noun.i and (last.pos in ("PUNCT", "SPACE") or (before is not None and last.i >= before.i)):
        last = parse.tokens[last.i - 1]
    return _words(parse, parse.tokens[first], last) if last.i - first < LONGEST else None


def _words(parse: Parse, first: Token, last: Token) -> str | None:
    while first.i < last.i and first.pos in ("DET", "PRON", "PUNCT", "SPACE"):
        first = parse.tokens[first.i + 1]
    text = " ".join(parse.text[first.start : last.end].split())
    return text if any(c.isalpha() for c in text) else None
