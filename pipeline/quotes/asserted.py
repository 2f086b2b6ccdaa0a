"""Whether a cue reports that something was said, or only speaks of saying: "she may say", "to deny", "is called"."""

from pipeline.parse import Token
from pipeline.quotes.cues import Cue
from pipeline.quotes.source import passive, subject

_NOT_YET = frozenset({"to", "would", "could", "should", "might", "may", "can", "will", "must", "'ll", "’ll"})
_DID = frozenset({"do", "does", "did"})
_NO_ONE = frozenset(
    {"you", "we", "i", "one", "they", "it", "this", "that", "nobody", "everyone", "people", "anyone"}
)


def asserted(cue: Cue, speaker: Token | None, *, clause: bool) -> bool:
    """Whether the cue tells of a saying, given who speaks and whether what is said is a clause.

    A clause behind a verb of saying is let through most easily; verbs of thinking and what stands in another's
    words least.
    """
    verb = cue.token
    if verb.lower == "according":
        return True
    if verb.pos in {"NOUN", "PROPN"}:
        return clause or cue.word.kind == "demand"
    if _only_possible(verb) or _imperative(verb):
        return False
    if cue.word.kind == "think":
        return not (
            verb.dep in {"ccomp", "pcomp", "xcomp"} or _negated(verb) or _passive(verb) or _no_one(speaker)
        )
    if clause:
        return True
    if verb.dep == "pcomp" and subject(verb) is not None:
        # "with the mayor telling residents to leave"
        return True
    return not (verb.dep in {"ccomp", "xcomp", "acl", "pcomp"} or _passive(verb) or _no_one(speaker))


def _only_possible(verb: Token) -> bool:
    """ "to say", "would say"; but "did not say" """
    helpers = {child.lower for child in verb.children if child.dep == "aux"}
    if not helpers and verb.tag == "VB" and verb.dep == "conj":
        # "refused to confirm or deny"
        helpers = {child.lower for child in verb.head.children if child.dep == "aux"}
    if helpers & _DID:
        return False
    return bool(helpers & _NOT_YET)


def _imperative(verb: Token) -> bool:
    """ "Call the office before noon", "Note that the shop is closed" """
    return (
        verb.tag == "VB"
        and verb.head is verb
        and not any(child.dep in _NOT_ORDERED for child in verb.children)
    )


_NOT_ORDERED = frozenset({"nsubj", "nsubjpass", "aux", "auxpass"})


def _negated(verb: Token) -> bool:
    return any(child.dep == "neg" for child in verb.children)


def _passive(verb: Token) -> bool:
    """ "is called a thief", with no one named who calls him so"""
    return passive(verb) and not any(child.dep == "agent" for child in verb.children)


def _no_one(speaker: Token | None) -> bool:
    return speaker is not None and speaker.lower in _NO_ONE
