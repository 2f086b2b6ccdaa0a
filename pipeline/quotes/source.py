"""The source of a cue: which words of the text name the one who speaks."""

from pipeline.parse import Parse, Token
from pipeline.quotes.cues import Cue
from pipeline.quotes.tree import Reach

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSES = frozenset({"advcl", "xcomp", "acl", "pcomp"})
_INHERIT = frozenset({"xcomp", "conj", "advcl", "ccomp", "pcomp", "parataxis", "dep"})
_AFTERTHOUGHTS = frozenset(
    {"relcl", "appos", "acl", "advcl", "parataxis", "punct", "dep", "prep", "conj", "cc", "amod"}
)


def source(cue: Cue, parse: Parse) -> Token | None:
    """The head of the words that name the source, None where no one is named."""
    token = cue.token
    if token.lower == "according":
        return _object_of(token, "to")
    if token.pos in {"NOUN", "PROPN"}:
        return _owner(token)
    if token.pos == "ADJ":
        return subject(token.head) if token.dep in {"acomp", "attr", "oprd"} else subject(token)
    found = (
        _speaker(token)
        or _cut_off(token, parse)
        or _behind_the_marks(token, parse)
        or _hung_on_what_is_said(token, parse)
    )
    return _after_the_dateline(found, parse) if found is not None else None


def _after_the_dateline(head: Token, parse: Parse) -> Token | None:
    """ "WASHINGTON — President Ross said": the place where the story was written does not speak"""
    after = parse.tokens[head.i + 1] if head.i + 1 < len(parse.tokens) else None
    if (
        after is None
        or len(head.text) < _SHORTEST_PLACE
        or not head.text.isupper()
        or after.text not in _DASHES
    ):
        return head
    named = [c for c in head.children if c.i > head.i and c.dep == "appos" and c.pos != "X"]
    named += [c for c in head.head.children if c.i > head.i and c.dep == "nsubj"]
    return named[-1] if named else head


_SHORTEST_PLACE = 4
"""letters; shorter words in capitals are agencies, which do speak"""
_DASHES = frozenset({"-", "--", "–", "—", "(", ","})


def quoted_as(verb: Token) -> Token | None:
    """ "Ross was quoted as saying": the verb that has Ross for its subject; None if this isn't said so"""
    above = verb.head.head
    named = verb.dep == "pcomp" and verb.head.lower == "as" and above.lemma.lower() in {"quote", "cite"}
    return above if named and subject(above) is not None else None


def _speaker(verb: Token) -> Token | None:
    quoting = quoted_as(verb)
    own = subject(quoting or verb)
    if quoting is not None:
        return own
    if passive(verb):
        return _object_of(verb, "by")
    if own is not None:
        return own
    after = _inverted(verb)
    if after is not None:
        return after
    return _inherited(verb)


def _cut_off(verb: Token, parse: Parse) -> Token | None:
    """ "Kyiv | on Wednesday called on …": a sentence broken before its verb leaves the subject in the one before"""
    first = verb.sentence.tokens[0].i
    if verb.head is not verb or verb.tag not in FINITE or not first:
        return None
    before = parse.tokens[first - 1]
    while before.head is not before:
        before = before.head
    alone = before.pos in {"PROPN", "NOUN"} and before.sentence.tokens[-1].i == first - 1
    return before if alone else None


_NAME_PARTS = frozenset({"compound", "det", "amod", "poss", "nmod", "case", "nummod"})
_MARKS = frozenset({"”", '"', "''", "’", "»"})


def _behind_the_marks(verb: Token, parse: Parse) -> Token | None:
    """ "“We are cold,” said Ana Ruiz, who leads the choir, “and …”": the parser ties Ruiz to what she says next"""
    if verb.tag not in FINITE or not verb.i or parse.tokens[verb.i - 1].text not in _MARKS:
        return None
    token = parse.tokens[verb.i + 1] if verb.i + 1 < len(parse.tokens) else None
    while token is not None and token.dep in _NAME_PARTS and token.head.i > token.i:
        token = token.head
    return token if token is not None and token.pos in {"PROPN", "NOUN", "PRON"} else None


def _hung_on_what_is_said(verb: Token, parse: Parse) -> Token | None:
    """ "Spain has sent ships to Malta, the minister, Ana Ruiz, said": the parser hangs the minister on Malta"""
    if verb.tag not in FINITE or verb.i < _SHORTEST_CLAUSE:
        return None
    before = parse.tokens[verb.i - 1]
    token = parse.tokens[verb.i - 2] if before.text == "," else before
    while (token.dep == "compound" and token.head.i > token.i) or token.dep == "conj":
        token = token.head
    if token.dep != "appos" or token.sentence is not verb.sentence or token.i >= verb.i:
        return None
    while token.head.dep == "appos":
        token = token.head
    first = min([token.i, *(child.i for child in token.children)])
    return token if first and parse.tokens[first - 1].text == "," else None


_SHORTEST_CLAUSE = 4
"""tokens; a clause with an apposition and its commas is longer"""


def subject(verb: Token) -> Token | None:
    """The verb's own subject; a clause cannot speak.

    Of several the nearest before it: "“The matrix in the matrix,” Ross tweeted" has two for the parser.
    """
    found = [child for child in verb.children if child.dep in {"nsubj", "nsubjpass"}]
    before = [child for child in found if child.i < verb.i]
    return before[-1] if before else next(iter(found), None)


def passive(verb: Token) -> bool:
    """ "was described as", "is expected to": the subject is not who speaks"""
    if any(child.dep in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    # "a statement issued by the ministry"
    return verb.tag == "VBN" and verb.dep in {"acl", "amod"}


def _inverted(verb: Token) -> Token | None:
    """ "…, said Ross": the parser at times takes the speaker for an object"""
    after = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep in {"dobj", "npadvmod", "attr", "dep", "appos", "oprd"}
    ]
    if (
        after
        and after[0].pos in {"PROPN", "PRON"}
        and verb.lemma in {"say", "add", "write", "explain", "ask", "note"}
    ):
        return after[0]
    return None


def _inherited(verb: Token) -> Token | None:
    """The subject of the verb that this one leans on: "Ross nodded and said", "… saying that"."""
    seen = 0
    token = verb
    while token.head is not token and seen < 6:
        seen += 1
        head = token.head
        if token.dep in {"acl", "relcl"}:
            return head
        if token.dep == "conj" and token.tag in FINITE and head.tag not in FINITE and head.dep in _CLAUSES:
            # "pleaded for them to answer and said": what is finite is not on a par with what is not
            token = head.head
            own = subject(token)
            if own is not None:
                return own
            continue
        if token.dep in _INHERIT and head.pos in {"VERB", "AUX"}:
            if token.dep == "xcomp" and (
                given := next((c for c in head.children if c.dep == "dobj" and c.i < token.i), None)
            ):
                return given
            if passive(head) and token.dep not in {"conj", "xcomp", "advcl"}:
                return _object_of(head, "by")
            own = subject(head)
            if own is not None:
                return own
        elif token.dep in {"pcomp", "prep", "aux"}:
            pass
        else:
            return None
        token = head
    return None


def _object_of(token: Token, preposition: str) -> Token | None:
    for child in token.children:
        if child.lower == preposition or child.dep == "agent":
            found = next((c for c in child.children if c.dep in {"pobj", "pcomp"}), None)
            if found is not None:
                return found
    return None


def _owner(noun: Token) -> Token | None:
    """ "Ross's claim that …", "a report by the ministry", "the ministry made a statement that …" """
    for child in noun.children:
        if child.dep == "poss":
            return child
    for child in noun.children:
        if child.lower in {"by", "from"}:
            return _object_of(noun, child.lower)
    if noun.dep in {"dobj", "attr", "pobj"}:
        head = noun.head if noun.dep != "pobj" else noun.head.head
        if head.pos in {"VERB", "AUX"}:
            return _speaker(head)
    if noun.lemma in {"report", "statement"}:
        return noun
    return None


def extent(head: Token, reach: Reach, cue: Token) -> tuple[int, int]:
    """The words around a source's head that name it: "US National Security Council spokesman John Kirby".

    Clauses and appositions behind a comma are left out.
    """
    first, end = reach.first[head.i], head.i + 1
    if first <= cue.i < head.i:
        first = head.i
    for child in sorted(head.children, key=lambda c: c.i):
        if child.i < head.i:
            continue
        if child.dep == "punct" and child.text == "-":
            continue
        if child.dep in {"relcl", "advcl", "parataxis", "punct"} or child.i == cue.i:
            break
        if child.dep == "appos" and child.pos != "PROPN":
            break
        if reach.first[child.i] <= cue.i <= reach.last[child.i]:
            break
        if child.dep == "acl" and reach.last[child.i] - child.i > 8:
            break
        end = max(end, reach.last[child.i] + 1)
    return first, end
