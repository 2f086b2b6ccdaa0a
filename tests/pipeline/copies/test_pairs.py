"""Pairs of copies among texts."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.copies import Pair, is_copy, pairs, signature

BODY = (
    "Four ships have come into the harbour since Sunday, the port authority said, and none of them has said what"
    " it carries. Dockers were told to stay at home, and the road to the quay is closed."
)
EDITED = BODY.replace("Four", "FOUR").replace("Dockers", "Workers")
OTHER = "The council will vote on Thursday on whether the old swimming pool is to be closed for the winter months."


def test_each_pair_once_the_earlier_first() -> None:
    assert list(pairs([("a", BODY), ("b", OTHER), ("c", EDITED)])) == [Pair("a", "c", 0.906)]


def test_texts_too_short_to_tell_are_no_copies() -> None:
    assert not list(pairs([("a", "Breaking news."), ("b", "Breaking news.")]))


def test_the_same_text_thrice_is_three_pairs() -> None:
    assert [(pair.a, pair.b) for pair in pairs([(name, BODY) for name in "abc"])] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]


@given(st.lists(st.sampled_from([BODY, EDITED, OTHER, BODY + " " + OTHER, "short"]), max_size=6))
def test_looking_only_where_bands_meet_misses_nothing_here(texts: list[str]) -> None:
    named = [(str(i), text) for i, text in enumerate(texts)]
    found = {(pair.a, pair.b) for pair in pairs(named)}
    assert found == {
        (a, b) for (a, one), (b, other) in combinations(named, 2) if is_copy(signature(one), signature(other))
    }
