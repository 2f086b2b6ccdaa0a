"""Whom a subject names or stands for: "it", "its", "the group", "the militants"."""

from itertools import islice

from pipeline.parse import Token
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import BLOCS, Name, Names
from pipeline.troops.tables import words

_WORDS = 40
"""words of a phrase looked through, or back over for a subject"""
_ASIDE = ("relcl", "acl", "advcl", "appos", "conj", "ccomp")
_BACK = 2
"""sentences in which "the group" finds its name"""
_SUBJECTS = ("nsubj", "nsubjpass", "poss")


def stands_for(token: Token, names: Names) -> Name | None:
    """The force that a pronoun, or a noun that only points, stands for; None for other words."""
    if token.lower in ("he", "she", "it", "they", "his", "her"):
        return _subject_before(token, names)
    if token.lower in ("its", "their"):
        return _acting_before(token, names) or _subject_of_last_sentence(token, names)
    if lemma(token) in words("context.tsv", "points at group") and _is_pointed_at(token):
        return last_group(token, names)
    return None


def last_group(token: Token, names: Names) -> Name | None:
    """The armed group named last before the token, in its sentence or one of two before it."""
    sentences = names.parse.sentences
    for i in range(token.sentence.i, max(-1, token.sentence.i - _BACK - 1), -1):
        found = names.near(token, _WORDS) if i == token.sentence.i else names.of(sentences[i])[-_WORDS:]
        for name in reversed(found):
            if name.first < token.i and name.kind == "group" and not name.alliance:
                return name
    return None


def _is_pointed_at(noun: Token) -> bool:
    """ "the group", not "a group of soldiers"."""
    known = any(child.lower in ("the", "these", "those", "this") for child in noun.children)
    return known and not any(child.lower == "of" for child in noun.children)


def _acting_before(pronoun: Token, names: Names) -> Name | None:
    """ "Ukraine's partners have trained 75,000 of its soldiers": the last one before that acts or has."""
    named = (name for name in reversed(names.near(pronoun, _WORDS)) if name.last <= pronoun.i)
    acting = (name for name in named if names.last_token(name).dep in _SUBJECTS)
    return next((name for name in acting if name.kind in BLOCS), None)


def _subject_before(pronoun: Token, names: Names) -> Name | None:
    """The subject before it in the sentence, else that of the sentence before."""
    tokens = pronoun.sentence.tokens
    before = tokens[max(0, pronoun.i - tokens[0].i - _WORDS) : pronoun.i - tokens[0].i]
    noun = next((t for t in reversed(before) if t.dep == "nsubj" and t.pos in ("NOUN", "PROPN")), None)
    return named_in(noun, names) if noun is not None else _subject_of_last_sentence(pronoun, names)


def _subject_of_last_sentence(token: Token, names: Names) -> Name | None:
    """ "The African Union mission handed over its base. Some 2,000 of its soldiers have left"."""
    if token.sentence.i == 0:
        return None
    last = names.parse.sentences[token.sentence.i - 1]
    nouns = (t for t in last.tokens[:_WORDS] if t.dep in ("nsubj", "nsubjpass"))
    return next(filter(None, (named_in(noun, names) for noun in islice(nouns, 2))), None)


def named_in(noun: Token, names: Names) -> Name | None:
    """The force that a subject names: itself, or whose it is ("the Biden administration", "Russia's army")."""
    own = names.at(noun)
    if own and own.kind in BLOCS:
        return own
    for token in (*phrase(noun), *islice(noun.subtree(), _WORDS)):
        name = names.at(token)
        if name and name.kind in BLOCS:
            return name
    return None


def phrase(noun: Token) -> list[Token]:
    """The noun's own words, not those of clauses that hang off it."""
    found: list[Token] = []
    queue = [noun]
    while queue and len(found) < _WORDS:
        token = queue.pop()
        found.append(token)
        queue.extend(child for child in token.children[:_WORDS] if child.dep not in _ASIDE)
    return sorted(found, key=lambda token: token.i)
