"""What is parsed once and remembered is what parsing it again would give."""

from unittest.mock import patch

import pytest

from pipeline.parse import Parser, Repeated
from pipeline.parse.repeated import LONGEST

ONE, TWO, THREE = "Ten soldiers left Mali.", "“No,” she said.", "Norway sends 2,000 soldiers."


@pytest.mark.parametrize(
    ("texts", "asked"),
    [
        ([ONE, TWO], [[ONE, TWO]]),
        ([ONE, TWO, ONE], [[ONE, TWO]]),
        ([ONE], [[ONE]]),
        ([], [[]]),
    ],
)
def test_a_text_is_parsed_once_a_batch(parser: Parser, texts: list[str], asked: list[list[str]]) -> None:
    expected = [columns for text in texts for columns in parser.parse([text])]
    repeated = Repeated(parser)
    with patch.object(parser, "parse", wraps=parser.parse) as parse:
        assert list(repeated.parse(texts)) == expected
        assert list(repeated.parse(texts)) == expected
    assert [list(call.args[0]) for call in parse.call_args_list] == [*asked, []]


def test_what_was_not_asked_for_for_the_longest_time_is_forgotten_first(parser: Parser) -> None:
    repeated = Repeated(parser, most=2)
    for text, is_known in (
        (ONE, False),
        (TWO, False),
        (ONE, True),
        (THREE, False),
        (ONE, True),
        (TWO, False),
    ):
        with patch.object(parser, "parse", wraps=parser.parse) as parse:
            (columns,) = repeated.parse([text])
        assert list(parse.call_args.args[0]) == ([] if is_known else [text])
        assert [columns] == list(parser.parse([text]))


def test_a_text_that_would_take_all_the_room_is_not_kept(parser: Parser) -> None:
    repeated = Repeated(parser)
    long = ONE + " " + "x" * LONGEST
    assert list(repeated.parse([long])) == list(repeated.parse([long]))
    with patch.object(parser, "parse", wraps=parser.parse) as parse:
        list(repeated.parse([long]))
    assert list(parse.call_args.args[0]) == [long]
