"""What holds of numbers and troop counts whatever the text."""

import re
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.numbers import find_numbers
from pipeline.parse import Columns, Parse
from pipeline.troops import find_troop_counts
from schemas import Number

PIECES = (
    "3,000", "1.5m", "10 000", "3½", "twelve", "thousand", "hundred", "million", "a", "half", "of", "and", "to", "-", "–",
    "one", "dozens", "soldiers", "troops", "Russian", "Ukraine", "killed", "$", "€", "%", "per", "km", "'s", "(", ")", ",",
    ".", "\n", "more", "than", "up", "between", "from", "in", "2022", "who", "said", "another", "total", "T-72", "9/11",
    "10:45", "1/0", "1e99", "9" * 40, "٣", "²", "\u202f", "\x00", "😀", "minus", "point", "five", "North Korea", "soldiers:", "A" * 300, "1,11,11,", "Putin",
)  # fmt: skip

texts = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)

quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(text=texts)
@quick
def test_every_number_stands_where_it_says(parse: Callable[[str], Parse], text: str) -> None:
    numbers = find_numbers(parse(text))
    assert all(text[number.start : number.end] == number.text for number in numbers)
    assert all(first.end <= second.start for first, second in pairwise(numbers))
    assert all(_ends_fit_their_bound(number) for number in numbers)


@given(text=texts)
@quick
def test_every_troop_count_is_of_a_number(parse: Callable[[str], Parse], text: str) -> None:
    parsed = parse(text)
    numbers = find_numbers(parsed)
    counts = find_troop_counts(parsed, numbers, entities=(), quotes=())
    indexes = [count.number for count in counts]
    assert indexes == sorted(set(indexes))
    assert all(index < len(numbers) and numbers[index].unit is None for index in indexes)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1,",
        "(",
        "one ",
        "one hundred ",
        "million ",
        "half a ",
        "1/",
        "3,000 soldiers ",
        "its 3,000 men ",
        "troops, about 30, ",
        "Mali , Chad 30 ",
        "near Sake ",
        "$",
        "12:",
        "5 km, ",
    ],
)
def test_a_long_text_takes_time_by_its_length(piece: str) -> None:
    short, long = _seconds(piece, 4_000), _seconds(piece, 32_000)
    assert long < 8 * short * 4 + 0.5, f"{short:.2f} s for 4 kB, {long:.2f} s for 32 kB"


def test_a_megabyte_of_digits_takes_time_by_its_length() -> None:
    assert _seconds("7", 1_000_000) < 20 * _seconds("7", 100_000) + 0.5


def _ends_fit_their_bound(number: Number) -> bool:
    closed = {
        "at_least": (True, False),
        "more_than": (True, False),
        "at_most": (False, True),
        "less_than": (False, True),
    }
    low, high = closed.get(number.bound, (True, number.bound != "vague"))
    return (number.low is not None) == low and (number.high is not None) == high


def _seconds(piece: str, length: int) -> float:
    """CPU time for a text of one piece again and again, parsed by white space alone."""
    text = piece * (length // len(piece))
    words = list(re.finditer(r"\S+", text))
    columns = Columns(
        starts=[word.start() for word in words],
        lengths=[len(word.group()) for word in words],
        lemmas=[word.group() for word in words],
        pos=["NOUN"] * len(words),
        tags=["NNS"] * len(words),
        deps=["dep"] * len(words),
        heads=[i - i % 50 for i in range(len(words))],
        sentences=list(range(0, len(words), 50)) or [0],
        names=[],
    )
    parsed = Parse(text, columns)
    start = time.process_time()
    find_troop_counts(parsed, find_numbers(parsed), entities=(), quotes=())
    return time.process_time() - start
