"""What holds of names in any text at all."""

from collections.abc import Callable

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.entities import find_entities
from pipeline.parse import Columns, Parse

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
    " ",
    "\t",
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


def test_spaces_that_are_tokens_are_no_part_of_a_persons_name() -> None:
    """As the model gave them on a text that a scanner had read: two spaces are a token, and were a name by themselves."""
    text = "Ann  beat  Lee, Mr  Moe"
    words = ["Ann", " ", "beat", " ", "Lee", ",", "Mr", " ", "Moe"]
    pos = ["PROPN", "SPACE", "VERB", "SPACE", "PROPN", "PUNCT", "PROPN", "SPACE", "PROPN"]
    starts = [0, 4, 5, 10, 11, 14, 16, 19, 20]
    size = len(words)
    columns = Columns(
        starts,
        [len(word) for word in words],
        words,
        pos,
        pos,
        ["dep"] * size,
        [0] * size,
        [0],
        [(0, 5, "PERSON"), (6, 9, "PERSON")],
    )
    assert [entity.text for entity in find_entities(Parse(text, columns))] == ["Ann", "Lee", "Moe"]
    alone = msgspec.structs.replace(columns, names=[(1, 4, "PERSON")])
    assert find_entities(Parse(text, alone)) == ()
