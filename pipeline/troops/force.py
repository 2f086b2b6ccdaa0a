"""Whose men they are."""

from pipeline.parse import Token
from pipeline.troops.case import Case
from pipeline.troops.forces import Forces, owner, sender
from pipeline.troops.names import Name, Names
from schemas import Force, Place


def force_of(case: Case, names: Names, forces: Forces, places: tuple[Place, ...]) -> Force | None:
    """The force of a count, or None where the story does not tell."""
    name = _said(case, names) or _of_model(case, names) or _spoken_of(case, names, forces, places)
    return Force(name=name.name, iso=name.iso) if name else None


def _said(case: Case, names: Names) -> Name | None:
    """Said in the count's own clause."""
    return owner(case.head, names) or _from_outside(case, names) or sender(case.head, names)


def _from_outside(case: Case, names: Names) -> Name | None:
    """ "the Russian force of 3,000", "Russian losses are 899 soldiers": the noun that the men complete."""
    for token in case.path()[1:]:
        if token.pos in ("VERB", "AUX"):
            if token.lemma.lower() in ("be", "total", "number", "reach", "exceed", "include", "stand", "amount"):
                subject = next((c for c in token.children if c.dep == "nsubj" and c is not case.head), None)
                return _any_owner(subject, names) if subject is not None else None
            return None
        if token.pos in ("NOUN", "PROPN"):
            name = owner(token, names)
            if name:
                return name
    return None


def _any_owner(noun: Token, names: Names) -> Name | None:
    for token in noun.subtree():
        if token.pos in ("NOUN", "PROPN"):
            name = owner(token, names)
            if name:
                return name
    return None


def _of_model(case: Case, names: Names) -> Name | None:
    if case.model is None:
        return None
    return _said(case.model, names) or _of_model(case.model, names)


def _spoken_of(case: Case, names: Names, forces: Forces, places: tuple[Place, ...]) -> Name | None:
    """The force that the story speaks of nearest to it; not the people of a country that they are sent to."""
    without = frozenset(place.name for place in places if place.to or _abroad(case))
    verbless = not any(t.pos in ("VERB", "AUX") for t in case.head.sentence.tokens)
    return forces.nearest(case.figure, without=without, ahead=verbless) or forces.foremost(without=without)


def _abroad(case: Case) -> bool:
    """Men at a border or sent somewhere are not that country's."""
    text = case.parse.text[case.head.sentence.start : case.head.sentence.end].lower()
    return any(word in text for word in ("border", "frontier", "doorstep", "neighbour", "neighbor", "invade", "deploy", "sent to"))
