"""Clusters: who is a copy of whom, in whatever order they come."""

import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.copies import Member, joined, signature, superseded

SENTENCES = [
    f"The {adjective} {who} said on Monday that {what} had been seen near {where} since the spring."
    for adjective, who, what, where in [
        ("first", "minister", "more lorries", "the northern harbour"),
        ("second", "mayor of the town", "a field of tents", "an old quarry"),
        ("third", "farmer", "low helicopters", "the reservoir"),
        ("fourth", "captain", "four grey ships", "the lighthouse"),
        ("fifth", "teacher", "strangers with maps", "the railway bridge"),
        ("sixth", "driver", "columns of smoke", "the salt works"),
    ]
]


def story(uri: str, born: int, *sentences: int) -> Member:
    made = signature(" ".join(SENTENCES[i] for i in sentences))
    assert made is not None
    return Member(uri, born, made, origin=uri)


def settled(*arriving: Member) -> dict[str, Member]:
    """The members after each has arrived in turn."""
    known: dict[str, Member] = {}
    for one in arriving:
        known |= joined(one, known.values())
    return known


FIRST = story("first", 1, 0, 1, 2)
COPY = story("copy", 2, 0, 1, 2)
LONGER = story("longer", 3, 0, 1, 2, 3)
OTHER = story("other", 4, 3, 4, 5)


def test_a_copy_is_under_the_story_that_came_first() -> None:
    found = settled(FIRST, COPY, OTHER)
    assert {uri: one.origin for uri, one in found.items()} == {
        "first": "first",
        "copy": "first",
        "other": "other",
    }
    assert (found["copy"].copy_of, found["copy"].similarity) == ("first", 1.0)
    assert found["first"].copy_of is None


def test_an_original_that_comes_late_takes_its_place() -> None:
    found = settled(COPY, FIRST)
    assert found["copy"].origin == "first"
    assert found["copy"].copy_of == "first"
    assert found["first"].copy_of is None


def test_a_story_that_links_two_clusters_makes_them_one() -> None:
    left, right, link = story("left", 1, 0, 1), story("right", 2, 4, 5), story("link", 3, 0, 1, 4, 5)
    found = settled(left, right, link)
    assert {one.origin for one in found.values()} == {"left"}
    assert found["right"].copy_of is None, "it was made from neither"


def test_a_copy_of_a_copy_names_the_one_that_it_has_most_in_common_with() -> None:
    found = settled(FIRST, LONGER, story("late", 9, 0, 1, 2, 3))
    assert found["late"].origin == "first"
    assert found["late"].copy_of == "longer" or found["late"].similarity == 1.0


STREAM = st.lists(
    st.tuples(st.integers(0, 5), st.sets(st.integers(0, 5), min_size=1)), min_size=1, max_size=8
).map(lambda rows: [story(f"s{i}", born, *sorted(parts)) for i, (born, parts) in enumerate(rows)])


@given(STREAM, st.randoms(use_true_random=False))
def test_whatever_the_order_the_clusters_are_the_same(stream: list[Member], chance: random.Random) -> None:
    shuffled = list(stream)
    chance.shuffle(shuffled)
    origins = {uri: one.origin for uri, one in settled(*stream).items()}
    assert {uri: one.origin for uri, one in settled(*shuffled).items()} == origins


@given(STREAM)
def test_an_origin_is_the_first_of_its_cluster_and_a_copy_is_later_than_what_it_copies(
    stream: list[Member],
) -> None:
    found = settled(*stream)
    for one in found.values():
        origin = found[one.origin]
        assert (origin.born, origin.uri) <= (one.born, one.uri)
        assert origin.origin == origin.uri
        if one.copy_of is not None:
            assert (found[one.copy_of].born, one.copy_of) < (one.born, one.uri)
            assert found[one.copy_of].origin == one.origin


@given(STREAM)
def test_a_story_that_comes_again_changes_nothing(stream: list[Member]) -> None:
    found = settled(*stream)
    again = stream[0].uri
    assert found | joined(found[again], found.values()) == found


def rewrite(of: str, one: Member) -> Member:
    return replace(one, parent=of)


def test_a_rewrite_is_in_its_parents_cluster_whatever_its_words_and_whichever_comes_first() -> None:
    parent, child, third = FIRST, rewrite("first", OTHER), rewrite("other", story("third", 9, 5))
    flash = replace(third, uri="flash", signature=None, origin="flash", parent="third")
    for order in itertools.permutations([parent, child, third, flash, COPY]):
        found = settled(*order)
        assert {one.origin for one in found.values()} == {"first"}, order
        assert found["other"].copy_of is None
        assert found["copy"].copy_of == "first"


def test_a_story_is_superseded_by_its_latest_rewrite_for_as_long_as_there_is_one() -> None:
    early, late = rewrite("first", OTHER), rewrite("first", replace(LONGER, born=8))
    found = settled(FIRST, COPY, early, late)
    changed = superseded(found, ["first", "copy", "gone"])
    assert {uri: one.superseded_by for uri, one in changed.items()} == {"first": "longer"}
    found |= changed
    assert superseded(found, found) == {}
    del found["longer"]
    assert superseded(found, ["first"])["first"].superseded_by == "other"
    del found["other"]
    assert superseded(found, ["first"])["first"].superseded_by is None
