"""Which partitions are asked about, and what is made of the answer."""

from faust.types import TP

from consumers.worker.skipped import STILL, STILL_BEHIND_OTHERS, Skipped

ONE, TWO = TP("articles", 0), TP("articles", 1)


def test_a_partition_that_moves_or_has_messages_in_hand_is_no_suspect() -> None:
    skipped = Skipped()
    for number in range(10):
        assert not skipped.suspects({ONE: number}, set(), now=number * STILL)
    for number in range(10, 20):
        assert not skipped.suspects({ONE: 9}, {ONE}, now=number * STILL)


def test_one_that_stands_still_is_asked_about_and_gone_back_to() -> None:
    skipped = Skipped()
    assert not skipped.suspects({ONE: 42, TWO: 7}, set(), now=0)
    assert skipped.suspects({ONE: 42, TWO: 7}, set(), now=STILL) == {ONE, TWO}
    assert skipped.asked(ONE, 16) == 16
    assert skipped.asked(TWO, 7) is None
    # what is right is not asked about again before it moves; what was sought is as new
    assert not skipped.suspects({ONE: 16, TWO: 7}, set(), now=2 * STILL)
    assert skipped.suspects({ONE: 16, TWO: 7}, set(), now=4 * STILL) == {ONE}
    assert skipped.suspects({ONE: 20, TWO: 9}, set(), now=5 * STILL) == set()


def test_behind_other_partitions_messages_it_may_wait_longer() -> None:
    skipped = Skipped()
    skipped.suspects({ONE: 42}, {TWO}, now=0)
    assert not skipped.suspects({ONE: 42}, {TWO}, now=STILL_BEHIND_OTHERS - 1)
    assert skipped.suspects({ONE: 42}, {TWO}, now=STILL_BEHIND_OTHERS) == {ONE}


def test_a_partition_that_was_lost_and_came_back_begins_anew() -> None:
    skipped = Skipped()
    skipped.suspects({ONE: 42}, set(), now=0)
    skipped.suspects({}, set(), now=5)
    assert not skipped.suspects({ONE: 42}, set(), now=STILL)
