"""Where the men are, or where they go."""

from pipeline.parse import Token
from pipeline.troops.case import Case, modifiers
from pipeline.troops.lemmas import lemma
from pipeline.troops.names import Name, Names
from pipeline.troops.tables import words
from schemas import Place

_AT = frozenset("in at near on around across along inside within throughout outside along".split())
_TO = frozenset("to into toward towards onto for".split())
_BORDERS = frozenset("border frontier doorstep territory region soil side line front city town east south north west area coast neighbour neighbor flank edge capital outskirts".split())
_PEOPLE = frozenset("president minister leader army force government people support ministry ambassador parliament head soldier troop military ally aid help general official citizen part member threat return response".split())
_FIGHTING = frozenset("war conflict fighting battle fight campaign invasion operation offensive".split())
_ENTER = words("verbs.tsv", "enter")
_MEN = words("soldiers.tsv", "soldier") | words("soldiers.tsv", "amount") | words("soldiers.tsv", "strength") | words("soldiers.tsv", "toll")
_ANAPHORS = frozenset({"its", "their", "whose", "his", "her", "our", "my"})
_LOOK_BACK = 3
"""sentences in which "its border" finds whose it is"""


def places_of(case: Case, names: Names) -> tuple[Place, ...]:
    """The places that the text gives to the count, in order."""
    found: dict[str, Place] = {}
    for name, to in _near(case, names) or _pointed_at(case, names) or _of_antecedent(case, names):
        found.setdefault(name.name, Place(name=name.name, iso=name.iso, to=to))
    return tuple(found.values())


def _near(case: Case, names: Names) -> list[tuple[Name, bool]]:
    """Named in a phrase that hangs on the men or on a verb of their clause."""
    found = []
    clause = case.clause()
    below = [m for m in modifiers(case.head) if m.dep in ("acl", "relcl")]
    for name in names.of(case.head.sentence):
        if name.kind in ("group", "leader") or name.kind == "people" and not _is_ground(name, names):
            continue
        token = names.parse.tokens[name.last - 1]
        prep = _preposition(token)
        if prep is not None and _hangs_on(prep, clause, below):
            found.append((name, prep.lower in _TO))
        elif token.dep == "dobj" and lemma(token.head) in _ENTER and token.head in (*clause, *below):
            found.append((name, False))  # "soldiers invaded France"
    return found


def _preposition(token: Token) -> Token | None:
    """The preposition over a name: "in eastern Russia", "on Ukraine's border", "at the border with Ukraine"."""
    for above in token.ancestors():
        if above.dep == "prep" or above.pos == "ADP":
            governor = lemma(above.head)
            if above.lower in ("with", "of", "between", "against") and above.head.pos in ("NOUN", "PROPN"):
                if governor in _BORDERS | _FIGHTING or above.lower == "of" and governor not in _PEOPLE:
                    continue
            return above if above.lower in _AT | _TO else None
        if above.pos in ("VERB", "AUX") or lemma(above) in _PEOPLE:
            return None
    return None


def _hangs_on(prep: Token, clause: list[Token], below: list[Token]) -> bool:
    token = prep
    for above in prep.ancestors():
        if above in clause or above in below:
            return token.dep not in ("ccomp", "advcl", "relcl", "parataxis") and not (
                token.dep == "conj" and token.pos in ("VERB", "AUX")
            )
        if above.pos in ("VERB", "AUX") and above.dep in ("ccomp", "relcl", "parataxis"):
            return False
        if above.pos in ("NOUN", "PROPN") and not _carries(above):
            return False  # "aid to Ukraine", "a headquarters in Poland": something else's place
        token = above
    return False


def _carries(noun: Token) -> bool:
    """Whether a place that hangs on the noun is the men's: "the number of its troops along the border"."""
    if noun.dep == "pobj":
        return noun.head.lower in _AT | _TO or noun.head.lower == "of" and lemma(noun.head.head) in _MEN
    return noun.dep in ("dobj", "nsubj", "nsubjpass", "appos", "attr") and lemma(noun) in _MEN


def _is_ground(name: Name, names: Names) -> bool:
    """ "the Ukrainian border"."""
    return lemma(names.parse.tokens[name.last - 1].head) in _BORDERS


def _pointed_at(case: Case, names: Names) -> list[tuple[Name, bool]]:
    """ "on its borders", "around its neighbour", "on the country's doorstep", "there": the country spoken of before."""
    clause = case.clause()
    for token in case.head.sentence.tokens:
        if lemma(token) in _BORDERS and token.dep in ("pobj", "conj", "dobj") and _hangs_on(token.head, clause, [*modifiers(case.head)]):
            pointer = next((c for c in token.children if c.dep == "poss"), None)
            if pointer is not None and (pointer.lower in _ANAPHORS or lemma(pointer) in ("country", "neighbour", "neighbor", "nation")):
                name = _spoken_of(case, pointer, names)
                return [(name, False)] if name else []
        if token.lower == "there" and token.dep == "advmod" and token.head in clause:
            name = _spoken_of(case, token, names)
            return [(name, False)] if name else []
    return []


def _spoken_of(case: Case, pointer: Token, names: Names) -> Name | None:
    """The country or place named last before `pointer`, not the men's own."""
    own = {name.name for name in names.of(case.head.sentence) if _is_own(names.parse.tokens[name.last - 1], case)}
    kinds = ("country", "seat", "place") if pointer.lower == "there" else ("country", "people", "seat", "place")
    sentences = names.parse.sentences
    for i in range(pointer.sentence.i, max(-1, pointer.sentence.i - _LOOK_BACK - 1), -1):
        for name in reversed(names.of(sentences[i])):
            if name.last <= pointer.i and name.kind in kinds and name.name not in own:
                return name
    return None


def _is_own(token: Token, case: Case) -> bool:
    """The men's own country: "Russian soldiers", "Russia massed"."""
    if token.dep in ("amod", "poss", "compound") and lemma(token.head) in ("soldier", "troop", "military", "force", "army"):
        return True
    return token.dep == "nsubj" and token.head in case.path()


def _of_antecedent(case: Case, names: Names) -> list[tuple[Name, bool]]:
    """ "Estonia, where Britain has 1,700 personnel"."""
    verb = case.clause()[-1]
    if verb.dep != "relcl" or not any(t.lower in ("where", "whose", "which") for t in verb.subtree()):
        return []
    inside = {t.i for t in verb.head.subtree() if t.i < min(t.i for t in verb.subtree())} | {verb.head.i}
    found = [n for n in names.of(verb.sentence) if n.last - 1 in inside and n.kind in ("country", "place", "people", "seat")]
    return [(found[-1], False)] if found else []
