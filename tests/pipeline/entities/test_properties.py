"""What holds of names in any text at all."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.entities import find_entities
from pipeline.parse import Parse

WORDS = [
    "Kyiv",
    "the",
    "John",
    "Carter",
    "North",
    "Korea",
    "’s",
    "U.S.",
    "(",
    ")",
    "-",
    "\n",
    "NATO",
    "KYIV",
    "2",
    "of",
    "said",
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ANY
@given(text=TEXTS)
def test_every_offset_is_true_and_none_is_over_another(parse: Callable[[str], Parse], text: str) -> None:
    end = 0
    for entity in find_entities(parse(text)):
        assert end <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        assert entity.name
        end = entity.end


@ANY
@given(text=TEXTS)
def test_one_text_has_one_answer(parse: Callable[[str], Parse], text: str) -> None:
    assert find_entities(parse(text)) == find_entities(parse(text))
