"""A number that counts troops, with the words around it that say the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.parse import Parse, Token
from schemas import Number

_CLAUSE_EDGES = frozenset({"ccomp", "advcl", "parataxis", "relcl"})


@dataclass(frozen=True, slots=True)
class Case:
    """One count. `head` is the noun of the men ("soldiers"), or the number where there is none."""

    parse: Parse
    index: int
    number: Number
    figure: Token
    head: Token
    via: str
    """how it was known to count troops: item, strength, amount, again"""
    model: "Case | None" = field(default=None, repr=False)
    """for a number whose men are named before ("another 1,500 will follow"), the count that names them"""

    def path(self) -> list[Token]:
        """From the men up to the verb of their clause: what they depend on, nearest first."""
        found, token = [self.head], self.head
        for above in self.head.ancestors():
            if token.dep in _CLAUSE_EDGES and token.pos in ("VERB", "AUX"):
                break
            found.append(above)
            if len(found) > 12:
                break
            token = above
        return found

    def verbs(self) -> list[Token]:
        """The verbs on the path, nearest first."""
        return [token for token in self.path() if token.pos in ("VERB", "AUX")]

    def over(self) -> Iterator[Token]:
        """Everything above the men up to the root, their clause's edge crossed."""
        yield from self.head.ancestors()


def modifiers(head: Token) -> list[Token]:
    """Adjectives, participles and relative clauses of a noun, with what hangs off them closely."""
    found = []
    for child in head.children:
        if child.dep in ("amod", "acl", "relcl", "compound", "nmod", "appos"):
            found.append(child)
    return found
