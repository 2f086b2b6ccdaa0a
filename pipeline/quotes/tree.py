"""How far each word's subtree reaches, worked out once a parse: walking the tree for each would cost too much."""

from pipeline.parse import Parse, Token


class Reach:
    """First and last token of everything that hangs on a token, the token itself included."""

    __slots__ = ("first", "last")

    def __init__(self, parse: Parse) -> None:
        n = len(parse.tokens)
        self.first = first = list(range(n))
        self.last = last = list(range(n))
        for token in reversed(_from_the_root(parse)):
            head, own = token.head.i, token.i
            # a walk from the root backwards: a token's own reach is known before it is its head's
            # min() and max() would be half of what this costs
            if first[own] < first[head]:  # noqa: PLR1730
                first[head] = first[own]
            if last[own] > last[head]:  # noqa: PLR1730
                last[head] = last[own]

    def of(self, token: Token) -> tuple[int, int]:
        """Index of the first token and of the one after the last."""
        return self.first[token.i], self.last[token.i] + 1


def _from_the_root(parse: Parse) -> list[Token]:
    """Every token after the one it depends on."""
    order = [token for token in parse.tokens if token.head is token]
    for token in order:
        if token.children:
            order.extend(token.children)
    return order
