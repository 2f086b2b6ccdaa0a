"""Whose men they are."""

from pipeline.parse import Token
from pipeline.troops.case import Case
from pipeline.troops.names import Name, Names
from pipeline.troops.tables import words
from schemas import Force

_AGAINST = frozenset(
    "kill wound injure capture destroy eliminate liquidate neutralise neutralize train instruct teach detain face fight"
    " repel defeat attack target hit strike host drill ambush ally".split()
)
"""verbs whose subject is not the force: "Ukraine killed 300 soldiers", "the UK trained 20,000" """
_SPEAKING = words("speech.tsv", "say")
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
_BLOCS = ("country", "people", "seat", "group")


def force_of(case: Case, names: Names) -> Force | None:
    """The force of a count, or None where the story does not tell."""
    name = _of_noun(case, names) or _of_model(case, names) or _of_verb(case, names) or _last_named(case, names)
    return Force(name=name.name, iso=name.iso) if name else None


def _of_model(case: Case, names: Names) -> Name | None:
    if case.model is None:
        return None
    return _of_noun(case.model, names) or _of_model(case.model, names) or _of_verb(case.model, names)


def _of_noun(case: Case, names: Names) -> Name | None:
    """ "Russian soldiers", "soldiers of the Russian army", "Russia's 3,000 troops", "Wagner mercenaries"."""
    inside = [t for t in case.head.subtree() if t.sentence is case.head.sentence and _close(t, case.head)]
    found = [name for token in inside if (name := names.at(token)) and name.kind in _BLOCS]
    for wanted in (("people", "group"), ("country", "seat")):
        for name in found:
            if name.kind in wanted and _is_owner(name, case, names):
                return name
    return None


def _close(token: Token, head: Token) -> bool:
    """In the noun's own phrase, not in a clause that hangs off it."""
    for above in [token, *token.ancestors()]:
        if above is head:
            return True
        if above.dep in ("relcl", "acl", "advcl", "appos", "conj", "ccomp"):
            return False
    return False


def _is_owner(name: Name, case: Case, names: Names) -> bool:
    token = names.parse.tokens[name.last - 1]
    for above in [token, *token.ancestors()]:
        if above is case.head:
            return True
        if above.dep == "poss" or above.dep == "prep" and above.lower in ("of", "from") and above.head is case.head:
            return True
        if above.dep == "prep":
            return False
    return False


def _of_verb(case: Case, names: Names) -> Name | None:
    """The subject that sends, has or loses them; a verb against them has another's."""
    for verb in case.verbs():
        lemma = verb.lemma.lower()
        agent = _agent(verb, names)
        if lemma in _AGAINST or lemma in _SPEAKING:
            continue
        for child in verb.children:
            if child.dep in ("nsubj", "nsubjpass") and child is not case.head:
                name = _name_in(child, names)
                if name:
                    return name
        if agent:
            return agent
    return None


def _agent(verb: Token, names: Names) -> Name | None:
    for child in verb.children:
        if child.dep == "agent":
            return _name_in(child, names)
    return None


def _name_in(noun: Token, names: Names) -> Name | None:
    own = names.at(noun)
    if own and own.kind in _BLOCS:
        return own
    for token in noun.subtree():
        name = names.at(token)
        if name and name.kind in _BLOCS and _close(token, noun):
            return name
    return None


def _last_named(case: Case, names: Names) -> Name | None:
    """The force named last before the count, in its sentence or one of the sentences before."""
    sentence = case.head.sentence
    here = [name for name in names.of(sentence) if name.kind in _BLOCS and name.last <= case.figure.i]
    for name in reversed(here):
        if _acts(name, names):
            return name
    for i in range(sentence.i - 1, max(-1, sentence.i - 6), -1):
        for name in names.of(names.parse.sentences[i]):
            if name.kind in _BLOCS and _acts(name, names):
                return name
    return None


def _acts(name: Name, names: Names) -> bool:
    """As a subject or an owner, not a place or an object."""
    token = names.parse.tokens[name.last - 1]
    return token.dep in ("nsubj", "nsubjpass", "poss", "amod", "compound", "agent")
