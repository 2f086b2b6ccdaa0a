"""How far each word's subtree reaches, worked out once a parse: walking the tree for each would cost too much."""

from pipeline.parse import Parse, Token


class Reach:
    """First and last token of everything that hangs on a token, the token itself included."""

    __slots__ = ("first", "last")

    def __init__(self, parse: Parse) -> None:
        n = len(parse.tokens)
        self.first = list(range(n))
        self.last = list(range(n))
        for token in reversed(_from_the_root(parse)):
            head = token.head.i
            self.first[head] = min(self.first[head], self.first[token.i])
            self.last[head] = max(self.last[head], self.last[token.i])

    def of(self, token: Token) -> tuple[int, int]:
        """Index of the first token and of the one after the last."""
        return self.first[token.i], self.last[token.i] + 1


def _from_the_root(parse: Parse) -> list[Token]:
    """Every token after the one it depends on."""
    order = [token for token in parse.tokens if token.head is token]
    for token in order:
        order.extend(token.children)
    return order
