"""Clusters: who is a copy of whom, in whatever order they come."""

import itertools
import random
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.copies import Member, placed, signature, superseded

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
        known = after(known, {one.uri: one})
    return known


def after(known: Mapping[str, Member], batch: Mapping[str, Member | None]) -> dict[str, Member]:
    """The members once a batch is stored and placed: new stories, new versions of stories, and some that are killed
    (None)."""
    former = {known[uri].origin for uri in batch if uri in known}
    there = {**known, **{uri: one for uri, one in batch.items() if one is not None}}
    stored = {
        uri: replace(one, origin=known[uri].origin) if uri in batch and uri in known else one
        for uri, one in there.items()
        if batch.get(uri, one) is not None
    }
    return stored | placed(stored, batch, former=former)


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
    assert after(found, {again: stream[0]}) == found


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.one_of(st.none(), st.tuples(st.integers(0, 5), st.sets(st.integers(0, 5), min_size=1))),
        st.booleans(),
    ),
    max_size=12,
)
"""(which story, as what, whether a new batch begins); as nothing: it is killed"""


@given(EVENTS)
def test_whatever_was_changed_and_killed_in_whatever_batches_only_what_is_left_says_who_is_whose_copy(
    events: list[tuple[int, tuple[int, set[int]] | None, bool]],
) -> None:
    known: dict[str, Member] = {}
    left: dict[str, Member] = {}
    batch: dict[str, Member | None] = {}
    for number, what, is_new_batch in [*events, (9, None, True)]:
        if is_new_batch:
            known, batch = after(known, batch), {}
        uri = f"s{number}"
        one = story(uri, what[0], *sorted(what[1])) if what else None
        batch[uri] = one
        left.pop(uri, None)
        if one is not None:
            left[uri] = one
    assert known == settled(*left.values())


def test_copies_of_a_story_that_is_killed_are_copies_of_the_next() -> None:
    found = settled(FIRST, COPY, LONGER, OTHER)
    found = after(found, {"first": None})
    assert {uri: (one.origin, one.copy_of) for uri, one in found.items()} == {
        "copy": ("copy", None),
        "longer": ("copy", "copy"),
        "other": ("other", None),
    }


def test_clusters_that_a_story_linked_come_apart_when_it_goes_or_says_something_else() -> None:
    left, right, link = story("left", 1, 0, 1), story("right", 2, 4, 5), story("link", 3, 0, 1, 4, 5)
    linked = settled(left, right, link)
    for gone in (None, story("link", 9, 0, 1)):
        found = after(linked, {"link": gone})
        assert (found["left"].origin, found["right"].origin) == ("left", "right")


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
