"""What people are: "US Treasury Secretary", "the defence minister" beside their names."""

from pipeline.entities.mentions import Mention
from pipeline.entities.tables import offices, ranks
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
    before = _before(parse, mention, head)
    if before is not None and not _ranks_alone(before):
        return before
    return _behind(parse, head) or _in_front(parse, head) or before


def _head(parse: Parse, mention: Mention) -> Token:
    """The word of the name that the others hang on."""
    tokens = parse.tokens[mention.first : mention.end]
    return next((t for t in tokens if not mention.first <= t.head.i < mention.end), tokens[-1])


_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "dr", "mister"})
"""what is said of anyone, and so is no role"""


def _ranks_alone(role: str) -> bool:
    """ "Brig. Gen." says less than "deputy commander of the force" behind the name"""
    return all(word.lower().rstrip(".") in ranks() for word in role.split())


def _before(parse: Parse, mention: Mention, head: Token) -> str | None:
    """ "US Treasury Secretary Janet Yellen", "US Secretary of State Antony Blinken": what stands right before a name"""
    words = _hung(parse, mention, head)
    if not words or not any(_tells(word) for word in words):
        words = _of(parse, mention) or words
    while words and words[-1].lower.rstrip(".") in _ADDRESS:
        words = words[:-1]
    if words and _rank(words[-1]) and any(_tells(word) and not _rank(word) for word in words):
        words = words[:-1]  # "Former NATO commander Gen."
    if not any(_tells(word) for word in words):
        return None
    return _words(parse, words[0], words[-1])


def _rank(token: Token) -> bool:
    return token.lower.rstrip(".") in ranks()


def _tells(token: Token) -> bool:
    """Whether a word can be what someone is: a common noun or an office; "Syria" and "State" alone are not."""
    return token.pos == "NOUN" or token.lower.rstrip(".") in offices() | ranks()


def _of(parse: Parse, mention: Mention) -> list[Token]:
    """ "US Secretary of State", "UN Special Envoy for Syria" before a name, which the parser hangs on the last word"""
    tokens, i = parse.tokens, mention.first
    while i > 2 and mention.first - i < LONGEST:
        while i and tokens[i - 1].lower not in offices() and _of_a_name(tokens[i - 1]):
            i -= 1
        if i < 2 or tokens[i - 1].lower not in _OF:
            return []
        i -= 2
        if tokens[i].lower in offices():
            break
    first = i
    if tokens[i].lower not in offices():
        return []
    while first and mention.first - first < LONGEST and tokens[first - 1].pos in {"PROPN", "ADJ", "NOUN"}:
        first -= 1
    same = tokens[first].sentence is tokens[mention.first].sentence
    return tokens[first : mention.first] if same else []


_OF = frozenset({"of", "for", "to", "at"})


def _of_a_name(token: Token) -> bool:
    return token.pos in {"PROPN", "ADJ", "NOUN"} or token.lower == "the"


def _hung(parse: Parse, mention: Mention, head: Token) -> list[Token]:
    """The words right before a name that hang on it."""
    first = mention.first
    while first and mention.first - first < LONGEST:
        token = parse.tokens[first - 1]
        hyphen = token.text == "-" and parse.text[token.end : token.end + 1].isalpha()
        if not (token.pos in _BEFORE - {"ADP"} or hyphen) or head not in token.ancestors():
            break
        first -= 1
    return parse.tokens[first : mention.first]


def _behind(parse: Parse, head: Token) -> str | None:
    """ "Anna Ross, the mayor of Lund, …" """
    noun = next((c for c in head.children if c.dep == "appos" and c.pos == "NOUN" and c.i > head.i), None)
    return _phrase(parse, noun) if noun is not None else None


def _in_front(parse: Parse, head: Token) -> str | None:
    """ "the mayor of Lund, Anna Ross, …" """
    noun = head.head
    if head.dep != "appos" or noun.i > head.i:
        return None
    while noun.dep == "pobj" and noun.head.lower in {"of", "for"} and noun.head.head.lower in offices():
        noun = noun.head.head  # the parser hangs her on Lund
    return _phrase(parse, noun, before=head) if _is_office(noun) else None


def _is_office(token: Token) -> bool:
    return token.pos == "NOUN" or (token.pos == "PROPN" and token.lower in offices())


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
    if last.tag == "POS" or last.pos == "ADP":
        return None  # "Hezbollah's Naim Qassem"
    text = " ".join(parse.text[first.start : last.end].split())
    return text if any(c.isalpha() for c in text) else None
