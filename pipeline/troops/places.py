"""Where the men are, or where they go."""

from dataclasses import replace

from pipeline.parse import Token
from pipeline.troops.around import around
from pipeline.troops.case import Case, modifiers
from pipeline.troops.lean import named_before
from pipeline.troops.lemmas import forms, lemma
from pipeline.troops.names import Name, Names
from pipeline.troops.tables import words
from schemas import Place

Found = list[tuple[Name, bool]]
"""places, with whether the men go there"""

_AT = words("context.tsv", "at")
_TO = words("context.tsv", "to")
_GROUND = words("context.tsv", "ground")
_MEN = frozenset().union(*(words("soldiers.tsv", kind) for kind in ("soldier", "amount", "strength", "toll")))
_HARM = frozenset().union(
    *(
        words("roles.tsv", role, how)
        for role in ("killed", "wounded", "captured")
        for how in ("verb", "object")
    )
)
_LEAVE = frozenset().union(
    *(words("roles.tsv", "withdrawn", how) for how in ("verb", "object", "subject", "noun"))
)
_OCCASION = frozenset({"when", "as", "after", "while", "where"})
_LOOK_BACK = 3
"""sentences in which "its border" finds whose it is"""
_REACH = 80
"""tokens from the men to a place in their sentence"""


def places_of(case: Case, names: Names) -> tuple[Place, ...]:
    """The places that the text gives to the count, in order."""
    near = _near(case, names) or _pointed_at(case, names) or _of_antecedent(case, names)
    near = near or _below_headline(case, names) or _caption(case, names) or around(case, names)
    found: dict[str, Place] = {}
    for name, to in near:
        found.setdefault(name.name, Place(name=name.name, iso=name.iso, to=to))
    return tuple(found.values())


def _near(case: Case, names: Names) -> Found:
    """Named in a phrase that hangs on the men or on a verb of their clause."""
    found: Found = []
    verbs = [m for m in modifiers(case.head) if m.dep in ("acl", "relcl")]
    verbs += [c for m in verbs for c in m.children if c.dep == "conj" and c.pos == "VERB"]
    verbs += [c for verb in case.verbs() if lemma(verb) in _HARM for c in verb.children if _is_occasion(c)]
    clause = {token.i for token in (*case.clause(), *verbs)}
    listed = named_before(names, case.number) if case.model is not None else None
    for name in names.near(case.head, _REACH):
        token = names.last_token(name)
        if name.kind in ("group", "army", "leader") or (
            name.kind == "people" and lemma(token.head) not in _GROUND
        ):
            continue
        if name == listed:
            continue
        prep = _preposition(token)
        if prep is not None and _hangs_on(prep, clause):
            found.append((name, prep.lower in _TO))
        elif (
            token.dep == "dobj"
            and token.head.i in clause
            and lemma(token.head) in words("verbs.tsv", "enter")
        ):
            found.append((name, False))  # "soldiers invaded France"
    return found


def _is_occasion(clause: Token) -> bool:
    """ "three soldiers were killed when a bomb hit their convoy near the town": where it was is where they were."""
    return clause.dep == "advcl" and any(child.lower in _OCCASION for child in clause.children)


def _preposition(token: Token) -> Token | None:
    """The preposition over a name: "in eastern Russia", "on Ukraine's border", "at the border with Ukraine"."""
    for above in token.ancestors():
        if above.dep == "prep" or above.pos == "ADP":
            if _belongs_to_noun(above):
                continue
            left = above.lower == "from" and bool(
                forms(above.head) & _LEAVE
            )  # "withdrew 300 troops from Mali"
            return above if left or above.lower in _AT | _TO else None
        if above.pos in ("VERB", "AUX") or lemma(above) in words("context.tsv", "person"):
            return None
    return None


def _belongs_to_noun(prep: Token) -> bool:
    """ "the border with Ukraine", "the conflict between Ukraine and Russia", "the city of Kursk"."""
    if prep.head.pos not in ("NOUN", "PROPN") or prep.lower not in ("with", "of", "between", "against"):
        return False
    noun = lemma(prep.head)
    if noun in _GROUND | words("context.tsv", "fighting"):
        return True
    return prep.lower == "of" and noun not in words("context.tsv", "person")


def _hangs_on(prep: Token, clause: set[int]) -> bool:
    """Whether the phrase says where the clause's men are, not where something else of the sentence is."""
    token = prep
    for above in prep.ancestors():
        verb = above.pos in ("VERB", "AUX")
        if above.i in clause:
            aside = (
                "ccomp",
                "advcl",
                "relcl",
                "parataxis",
                *(("conj",) if token.pos in ("VERB", "AUX") else ()),
            )
            return token.dep not in aside
        if verb and above.dep in ("ccomp", "relcl", "parataxis"):
            return False
        if above.pos in ("NOUN", "PROPN") and not _carries(above):
            return False  # "aid to Ukraine", "a headquarters in Poland": something else's place
        token = above
    return False


def _carries(noun: Token) -> bool:
    """Whether a place that hangs on the noun is the men's: "the number of its troops along the border"."""
    if noun.dep == "pobj":
        return noun.head.lower in _AT | _TO or (noun.head.lower == "of" and lemma(noun.head.head) in _MEN)
    return noun.dep in ("dobj", "nsubj", "nsubjpass", "appos", "attr") and lemma(noun) in _MEN


def _pointed_at(case: Case, names: Names) -> Found:
    """ "on its borders", "around its neighbour", "on the country's doorstep", "there": the country spoken of before."""
    clause = {token.i for token in (*case.clause(), *modifiers(case.head))}
    tokens = names.parse.tokens[max(0, case.head.i - _REACH) : case.head.i + _REACH]
    for token in tokens:
        if token.sentence is case.head.sentence:
            pointer = _pointer(token, clause)
            if pointer is not None:
                name = _spoken_of(case, pointer, names)
                return [(name, False)] if name else []
    return []


def _pointer(token: Token, clause: set[int]) -> Token | None:
    """The word of a phrase of place that stands for a name."""
    if token.lower == "there":
        return token if token.dep == "advmod" and token.head.i in clause else None
    if (
        lemma(token) not in _GROUND
        or token.dep not in ("pobj", "conj", "dobj")
        or not _hangs_on(token.head, clause)
    ):
        return None
    owner = next((child for child in token.children if child.dep == "poss"), None)
    if owner is None:
        return None
    stands = owner.lower in words("context.tsv", "pointer") or lemma(owner) in words("context.tsv", "country")
    return owner if stands else None


def _spoken_of(case: Case, pointer: Token, names: Names) -> Name | None:
    """The country or place named last before `pointer`, not the men's own."""
    own = {name.name for name in names.near(case.head, _REACH) if _is_own(names.last_token(name), case)}
    kinds = (
        ("country", "seat", "place") if pointer.lower == "there" else ("country", "people", "seat", "place")
    )
    sentences = names.parse.sentences
    for i in range(pointer.sentence.i, max(-1, pointer.sentence.i - _LOOK_BACK - 1), -1):
        for name in reversed(names.of(sentences[i])):
            if name.last <= pointer.i and name.kind in kinds and name.name not in own:
                return name
    return None


def _is_own(token: Token, case: Case) -> bool:
    """The men's own country: "Russian soldiers", "Russia massed"."""
    if token.dep in ("amod", "poss", "compound") and lemma(token.head) in _MEN:
        return True
    return token.dep == "nsubj" and token.head in case.path()


def _of_antecedent(case: Case, names: Names) -> Found:
    """ "Estonia, where Britain has 1,700 personnel"."""
    verb = case.clause()[-1]
    if verb.dep != "relcl" or verb.head.i >= verb.i:
        return []
    between = names.parse.tokens[verb.head.i : verb.i]
    where = next(
        (token for token in between if token.lower in ("where", "whose") or _is_in_which(token)), None
    )
    if where is None:
        return []
    kinds = ("country", "place", "people", "seat")
    found = [name for name in names.of(verb.sentence) if name.kind in kinds and name.last <= where.i]
    inside = [
        name for name in found if verb.head in (names.last_token(name), *names.last_token(name).ancestors())
    ]
    return [(inside[-1], False)] if inside else []


def _caption(case: Case, names: Names) -> Found:
    """ "Mali: 13 soldiers missing after clash"."""
    first = next(iter(names.of(case.figure.sentence)), None)
    if (
        first is None
        or first.kind not in ("country", "place")
        or first.first != case.figure.sentence.tokens[0].i
    ):
        return []
    end = names.last_token(first).end
    return [(first, False)] if names.parse.text.startswith((": ", " - ", " – "), end) else []


def _is_in_which(token: Token) -> bool:
    """ "to which it sends 300"; not "Burundi, which lost 20 soldiers"."""
    return token.lower == "which" and token.dep == "pobj"


def _below_headline(case: Case, names: Names) -> Found:
    """ "3,000 soldiers" over a paragraph: where the soldiers of its first sentence are."""
    sentence = case.head.sentence
    if len(sentence) > _REACH or sentence.i + 1 >= len(names.parse.sentences):
        return []
    if any(token.pos in ("VERB", "AUX") for token in sentence):
        return []
    following = names.parse.sentences[sentence.i + 1].tokens[:_REACH]
    soldiers = next((token for token in following if lemma(token) in words("soldiers.tsv", "soldier")), None)
    return _near(replace(case, head=soldiers), names) if soldiers is not None else []
