"""A number that counts troops, with the words around it that say the rest."""

from dataclasses import dataclass, field
from functools import cache

from pipeline.parse import Parse, Token
from pipeline.troops.lemmas import lemma
from pipeline.troops.tables import rows, words
from schemas import Number

_CLAUSE_EDGES = frozenset({"ccomp", "advcl", "parataxis", "relcl", "dep"})
_FAR = 14
"""steps up the tree"""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One count. `head` is the noun of the men ("soldiers"), or the number where there is none."""

    parse: Parse
    index: int
    number: Number
    figure: Token
    head: Token
    via: str
    """how it was known to count troops: item, strength, again; whole for the 10,000 of "3,000 of the 10,000" """
    model: "Case | None" = field(default=None, repr=False)
    """for a number whose men are named before ("another 1,500 will follow"), the count that names them"""

    def path(self) -> list[Token]:
        """The men and what governs them, nearest first, up to the verb of their clause.

        A verb that they are only beside ("we chose this day with 150,000 men on the border") is not on it.
        """
        return path_of(self.head)

    def clause(self) -> list[Token]:
        """As `path`, with the verbs that they are beside."""
        return _path(self.head, adjuncts=True)

    def verbs(self) -> list[Token]:
        """The verbs on the path, nearest first."""
        return [token for token in self.path()[1:] if token.pos in ("VERB", "AUX")]


def path_of(head: Token) -> list[Token]:
    """See `Case.path`."""
    return _path(head, adjuncts=False)


def _path(head: Token, *, adjuncts: bool) -> list[Token]:
    found, token = [head], head
    for above in head.ancestors():
        if token.pos in ("VERB", "AUX") and (
            token.dep in _CLAUSE_EDGES or (token.dep == "conj" and has_subject(token))
        ):
            break
        if not adjuncts and above.pos in ("VERB", "AUX") and _is_beside(token, above):
            break
        found += [*_raised(token, above), above]
        if len(found) > _FAR or (not adjuncts and _is_beside_noun(token, above)):
            break
        token = above
    return found


def _raised(token: Token, verb: Token) -> list[Token]:
    """The leave of "300 soldiers are to leave", "are due to leave", "began to leave": it is the men who do."""
    if token.dep not in ("nsubj", "nsubjpass") or lemma(verb) not in words("verbs.tsv", "raises"):
        return []
    over = (verb, *(child for child in verb.children if child.dep in ("acomp", "oprd")))
    verbs = (child for each in over for child in each.children if child.dep == "xcomp" and child.tag == "VB")
    return [child for child in verbs if any(aux.lower == "to" for aux in child.children)]


def has_subject(verb: Token) -> bool:
    """Whether the verb has a subject or an agent of its own."""
    return any(child.dep in ("nsubj", "nsubjpass", "expl", "agent") for child in verb.children)


def _is_beside_noun(token: Token, noun: Token) -> bool:
    """ "the fate of 300 soldiers", "their words to 300 soldiers": what befalls the fate or the words is not the men's."""
    if token.pos != "ADP" or noun.pos not in ("NOUN", "PROPN"):
        return False
    return lemma(noun) not in _carriers() and not (token.lower == "of" and noun.tag == "CD")


@cache
def _carriers() -> frozenset[str]:
    """Nouns that pass on to the men what is said of them: "the deployment of", "a plan for", "the number of"."""
    found = (
        words("soldiers.tsv", "strength") | words("soldiers.tsv", "amount") | words("soldiers.tsv", "soldier")
    )
    for row in (*rows("roles.tsv"), *rows("status.tsv")):
        if row[1] in ("noun", "head"):
            found |= frozenset(row[2].split(", "))
    return found | words("context.tsv", "carrier")


def _is_beside(token: Token, verb: Token) -> bool:
    """Whether a phrase says only with whom or where the verb is done."""
    if token.dep in ("dative", "npadvmod"):
        return True
    if (token.pos != "ADP" and token.dep != "prep") or token.dep == "agent":
        return False
    if token.lower in ("of", "by", "to", "from", "at", "up", "over"):
        return token.lower in ("to", "from", "at") and not _levels(verb)
    if token.lower == "for":
        return lemma(verb) not in words("context.tsv", "asks")
    if token.lower == "with":
        return lemma(verb) not in words("verbs.tsv", "with")
    return True


@cache
def _level_verbs() -> frozenset[str]:
    kinds = ("grow", "own", "level", "take")
    return frozenset().union(*(words("verbs.tsv", kind) for kind in kinds))


def _levels(verb: Token) -> bool:
    """ "rose to 3,000", "taking the total to 3,000", "estimated at 900"."""
    return lemma(verb) in _level_verbs()


def modifiers(head: Token) -> list[Token]:
    """Adjectives, participles and clauses that describe a noun."""
    return [
        child for child in head.children if child.dep in ("amod", "acl", "relcl", "compound", "nmod", "appos")
    ]
