"""Whose men they are."""

from itertools import islice

from pipeline.gazetteer import country_name
from pipeline.parse import Token
from pipeline.troops.case import Case, has_subject
from pipeline.troops.forces import Forces, origin, owner, sender
from pipeline.troops.lean import named_before
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Name, Names
from pipeline.troops.pronouns import last_group
from pipeline.troops.tables import words
from schemas import Force, Place
from schemas.story import Role

_AROUND = 300
"""code points on each side of a count in which its sentence can say that the men are abroad"""
_PARTS = 40
"""words of a subject looked through"""
_ABOVE = 4
"""steps up the tree to the verb by which a state tells of its losses"""
_HARMED = frozenset({"killed", "wounded", "captured", "missing"})


def force_of(
    case: Case, names: Names, forces: Forces, *, places: tuple[Place, ...], role: Role
) -> Force | None:
    """The force of a count, or None where the story does not tell."""
    if _is_anyones(case):
        return None
    name = _said(case, names) or (_said(case.model, names) if case.model else None)
    if name is None and role == "trained":
        return _trainees(case, names, forces, places)
    without = _enemies(case, names)
    if lemma(case.head) in words("context.tsv", "irregular"):
        return _force(name or last_group(case.head, names)) or (
            _of_place(places) if role in _HARMED else None
        )
    name = (
        name
        or _admits(case, names, role=role)
        or (_admits(case.model, names, role=role) if case.model else None)
    )
    home = _of_place(places) if role in _HARMED and is_of_state(case) else None
    if name is None and home is not None and forces.only_near(case.figure, home.iso):
        return home
    name = name or _spoken_of(case, forces, places, without=without)
    if name is not None or lemma(case.head) in words("context.tsv", "guest"):
        return _force(name)
    return _force(forces.only_state(without=_elsewhere(case, places))) or (
        _of_place(places) if role in _HARMED else None
    )


def _is_anyones(case: Case) -> bool:
    """ "a million soldiers of any army"."""
    of = (part for prep in case.head.children if prep.lower == "of" for part in prep.children)
    return any(child.lower == "any" for part in of for child in part.children)


def _force(name: Name | None) -> Force | None:
    return Force(name=name.name, iso=name.iso) if name else None


def _of_place(places: tuple[Place, ...]) -> Force | None:
    """ "12 soldiers were killed in Djibo", where the story names no force at all: the country's own."""
    if not places or places[0].iso is None:
        return None
    return Force(name=country_name(places[0].iso), iso=places[0].iso)


def _trainees(case: Case, names: Names, forces: Forces, places: tuple[Place, ...]) -> Force | None:
    """ "the EU's mission in Mozambique trained 1,700 marines": never those who train them."""
    trainers = _doers(case, names)
    hosts = [name for name in trainers if _is_where(names.last_token(name)) and name.kind == "country"]
    named = frozenset(name.name for name in trainers if name not in hosts)
    abroad = tuple(place for place in places if place.name not in named)
    other = _of_place(abroad) or _force(hosts[0] if hosts else forces.nearest(case.figure, without=named))
    bands = any(name.kind == "group" and not name.alliance for name in trainers)
    own = lemma(case.head) in words("context.tsv", "called up") or (
        bands and lemma(case.head) in ("fighter", "recruit")
    )
    return other or (_force(next((name for name in trainers if name.name in named), None)) if own else None)


def _doers(case: Case, names: Names) -> list[Name]:
    """Those named as subjects over the men."""
    subjects = (c for verb in case.verbs() for c in verb.children if c.dep in ("nsubj", "agent"))
    return [name for part in subjects for token in part.subtree()[:_PARTS] if (name := names.at(token))]


def _enemies(case: Case, names: Names) -> frozenset[str]:
    """ "JNIM claimed to have killed 200 soldiers": not JNIM's."""
    acts = case.head.dep == "dobj" and lemma(case.head.head) in words("verbs.tsv", "harm")
    return frozenset(name.name for name in _doers(case, names)) if acts else frozenset()


def _is_where(token: Token) -> bool:
    return token.dep == "pobj" and token.head.lower in words("context.tsv", "at")


def _said(case: Case, names: Names) -> Name | None:
    """Said in the count's own clause."""
    return (
        (named_before(names, case.number) if case.model is not None else None)
        or origin(case.figure, names)
        or owner(case.head, names)
        or _completed(case, names)
        or sender(case.head, names)
    )


def _completed(case: Case, names: Names) -> Name | None:
    """ "the Russian force of 3,000", "Russian losses are 899 soldiers": the noun that the men complete."""
    for token in case.path()[1:]:
        if token.pos in ("VERB", "AUX"):
            if lemma(token) in words("context.tsv", "completes"):
                subject = next((c for c in token.children if c.dep == "nsubj" and c is not case.head), None)
                return _any_owner(subject, names) if subject is not None else None
            if token.dep not in ("acl", "xcomp") or has_subject(token):
                return None  # on past "to add" in "Berlin's pledge to add 300 soldiers"
        elif token.pos in ("NOUN", "PROPN"):
            name = owner(token, names)
            if name:
                return name
    return None


def _any_owner(noun: Token, names: Names) -> Name | None:
    nouns = (token for token in noun.subtree()[:_PARTS] if token.pos in ("NOUN", "PROPN"))
    return next(filter(None, (owner(token, names) for token in nouns)), None)


def _admits(case: Case, names: Names, *, role: Role) -> Name | None:
    """ "Turkey says five soldiers were hurt", "Tajikistan reported two dead": a state tells of its own."""
    if role not in _HARMED or not is_of_state(case):
        return None
    below = case.head
    for verb in islice(case.head.ancestors(), _ABOVE):
        if (
            verb.pos == "VERB"
            and lemma(verb) in words("context.tsv", "admits")
            and below.dep in ("ccomp", "dobj")
        ):
            subject = next((child for child in verb.children if child.dep == "nsubj"), None)
            name = names.at(subject) if subject is not None else None
            return name if name is not None and name.kind in ("country", "seat", "army") else None
        below = verb
    return None


def is_of_state(case: Case) -> bool:
    """Whether "soldiers" or "troops" is what they are called: an armed group has fighters."""
    return lemma((case.model or case).head) in words("context.tsv", "of state")


def _elsewhere(case: Case, places: tuple[Place, ...]) -> frozenset[str]:
    """Countries that the men are abroad in, or go to."""
    abroad = _is_abroad(case)
    return frozenset(place.iso for place in places if place.iso and (place.to or abroad))


def _spoken_of(
    case: Case, forces: Forces, places: tuple[Place, ...], *, without: frozenset[str]
) -> Name | None:
    """The force that the story speaks of nearest to it; not the people of a country that they are sent to."""
    abroad = _is_abroad(case)
    without |= frozenset(place.name for place in places if place.to or abroad)
    sentence = case.head.sentence
    headline = len(sentence) < _PARTS and not any(token.pos in ("VERB", "AUX") for token in sentence)
    soldiers = is_of_state(case)
    nearest = forces.nearest(case.figure, without=without, ahead=headline, soldiers=soldiers)
    return nearest or forces.foremost(without=without, soldiers=soldiers)


def _is_abroad(case: Case) -> bool:
    """Men at a border or sent somewhere are not that country's."""
    sentence = case.head.sentence
    start, end = (
        max(sentence.start, case.number.start - _AROUND),
        min(sentence.end, case.number.end + _AROUND),
    )
    text = case.parse.text[start:end].lower()
    return any(word in text for word in words("context.tsv", "abroad"))
