"""Numbers as a careful reader would give them, phenomenon by phenomenon."""

from collections.abc import Callable

import pytest

from pipeline.numbers import find_numbers
from pipeline.parse import Parse
from tests.pipeline.numbers import how_many, of_what
from tests.pipeline.numbers.cases import written
from tests.pipeline.tables import rows

TABLES = how_many.TABLES | of_what.TABLES


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*row, id=f"{name}: {row[0]}") for name, table in TABLES.items() for row in rows(table)],
)
def test_a_text_gives_the_numbers_of_its_row(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    assert written(find_numbers(parse(text)), expected) == expected


@pytest.mark.parametrize(("text", "lemma"), rows(of_what.LEMMAS))
def test_an_item_has_the_singular_of_its_noun(parse: Callable[[str], Parse], text: str, lemma: str) -> None:
    (number,) = find_numbers(parse(text))
    assert number.item is not None
    assert number.item.lemma == lemma
