"""How far each word's subtree reaches, worked out once a parse: walking the tree for each would cost too much."""

from pipeline.parse import Parse, Token


class Reach:
    """First and last token of everything that hangs on a token, the token itself included."""

    __slots__ = ("first", "last")

    def __init__(self, parse: Parse) -> None:
        heads = parse.heads
        self.first = first = list(range(len(heads)))
        self.last = last = list(range(len(heads)))
        # each carries its place up to those above it that have none as far to that side: none is passed twice
        for i in range(len(heads)):
            above = heads[i]
            while first[above] > i:
                first[above] = i
                above = heads[above]
        for i in reversed(range(len(heads))):
            above = heads[i]
            while last[above] < i:
                last[above] = i
                above = heads[above]

    def of(self, token: Token) -> tuple[int, int]:
        """Index of the first token and of the one after the last."""
        return self.first[token.i], self.last[token.i] + 1
