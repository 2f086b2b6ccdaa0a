"""Clauses that a verb of saying governs, wherever the parser hangs them."""

from pipeline.parse import Token

_TO_SOMEONE = frozenset({"tell", "remind", "inform", "assure", "reassure", "warn", "notify", "brief"})


def told(verb: Token) -> list[Token]:
    """ "told a crowd that the dam had held": the parser ties what is said to the crowd"""
    if verb.lemma.lower() not in _TO_SOMEONE:
        return []
    whom = [child for child in verb.children if child.i > verb.i and child.dep in {"dobj", "dative"}]
    return [
        clause
        for someone in whom
        for clause in someone.children
        if clause.dep in {"relcl", "acl"} and any(is_that(child) for child in clause.children)
    ]


def is_clause(child: Token, verb: Token) -> bool:
    """ "said (that) they had gone", "“They went,” she said", "a claim that they went" """
    if child.dep == "ccomp":
        return True
    return (
        child.dep == "acl" and verb.pos in {"NOUN", "PROPN"} and any(c.dep == "mark" for c in child.children)
    )


def parenthesis(verb: Token) -> Token | None:
    """ "The troops, officials said, had gone", "As officials said, the troops had gone": the clause around the cue"""
    if verb.dep not in {"parataxis", "ccomp", "dep", "advcl"} or verb.head is verb:
        return None
    if not any(child.dep == "nsubj" for child in verb.children):
        return None
    if verb.dep == "advcl":
        return (
            verb.head if any(c.lower == "as" and c.dep in {"mark", "advmod"} for c in verb.children) else None
        )
    if verb.dep == "ccomp" and (verb.i < verb.head.i or not _comma_before(verb)):
        return None
    return verb.head


def is_that(mark: Token) -> bool:
    return mark.dep == "mark" and mark.lower == "that"


def _comma_before(verb: Token) -> bool:
    first = min([verb.i, *(c.i for c in verb.children)])
    before = verb.sentence.tokens[0].i
    return first > before and verb.sentence.tokens[first - before - 1].text in {",", "”", '"', "’"}
