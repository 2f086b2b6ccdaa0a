"""One model for all of these tests: it takes seconds to load."""

from collections.abc import Callable

import pytest

from pipeline.parse import Parse, Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser itself."""
    return Parser()


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[[str], Parse]:
    """A text as the stages after the parse read it."""

    def parsed(text: str) -> Parse:
        (columns,) = parser.parse([text])
        return Parse(text, columns)

    return parsed
