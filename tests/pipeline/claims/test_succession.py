"""Which version of a story stands, and what is to be sent on."""

import pytest

from pipeline.claims import StoredStory, succession
from schemas import Story
from tests.pipeline.claims.newsroom import kill, wire, withhold

FIRST = wire("a", "AFP", "08:00", "3,000 KP in RU", "500 UA killed")
SECOND = wire("a", "AFP", "09:00", "10,000 KP in RU", "500 UA killed")


def stored(*versions: Story) -> StoredStory:
    kept = None
    for version in versions:
        kept = succession(kept, version).stored
    assert kept is not None
    return kept


def test_a_first_version_is_stored_with_its_claims() -> None:
    step = succession(None, FIRST)
    assert step.verdict == "newer"
    assert step.made == step.stored.claims
    assert [claim.low for claim in step.made] == [3_000, 500]
    assert step.withdrawn == ()


def test_a_higher_version_makes_carries_over_and_withdraws() -> None:
    before = stored(FIRST)
    step = succession(before, SECOND)
    assert step.verdict == "newer"
    assert [(claim.low, claim.state) for claim in step.made] == [(10_000, "made")]
    assert [(claim.low, claim.state, claim.version) for claim in step.withdrawn] == [
        (3_000, "withdrawn", SECOND.version)
    ]
    assert step.made[0].replaces == step.withdrawn[0].id == before.claims[0].id
    _, carried = step.stored.claims
    assert (carried.id, carried.version) == (before.claims[1].id, FIRST.version)
    assert SECOND.text[carried.number.start : carried.number.end] == "500"


@pytest.mark.parametrize("version", [SECOND, kill("a", "AFP", "09:00"), withhold("a", "AFP", "09:00")])
def test_the_same_version_again_sends_the_same_again_and_stores_nothing(version: Story) -> None:
    first = succession(stored(FIRST), version)
    again = succession(first.stored, version)
    assert again.verdict == "same"
    assert (again.stored, again.made, again.withdrawn) == (first.stored, first.made, first.withdrawn)


def test_an_older_version_is_passed_over() -> None:
    kept = stored(FIRST, SECOND)
    step = succession(kept, FIRST)
    assert (step.verdict, step.stored, step.made, step.withdrawn) == ("older", kept, (), ())


def test_at_a_tie_canceled_wins_whichever_came_first() -> None:
    usable, killed = wire("a", "AFP", "08:00", "3,000 KP in RU"), kill("a", "AFP", "08:00")
    assert succession(stored(usable), killed).verdict == "newer"
    assert succession(stored(killed), usable).verdict == "older"


@pytest.mark.parametrize("gone", [kill("a", "AFP", "10:00"), withhold("a", "AFP", "10:00")])
def test_a_tombstone_has_no_words_and_knows_what_was_claimed(gone: Story) -> None:
    # a newsroom may send the text with the kill
    gone = gone.model_copy(update={"text": "secret", "headline": "secret", "numbers": FIRST.numbers})
    step = succession(stored(FIRST, SECOND), gone)
    tombstone = step.stored
    assert (tombstone.uri, tombstone.version, tombstone.pubstatus) == ("a", gone.version, gone.pubstatus)
    assert (tombstone.headline, tombstone.text, tombstone.numbers, tombstone.claims) == (None, "", (), ())
    assert sorted(claim.low or 0 for claim in step.withdrawn) == [500, 10_000]
    assert sorted(claim.low or 0 for claim in tombstone.withdrawn_claims) == [500, 3_000, 10_000]


def test_a_kill_of_a_story_that_never_came_leaves_a_tombstone() -> None:
    step = succession(None, kill("a", "AFP", "08:00"))
    assert step.verdict == "newer"
    assert (step.made, step.withdrawn) == ((), ())


def test_a_version_of_another_story_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no version of"):
        succession(stored(FIRST), wire("b", "AFP", "09:00"))
