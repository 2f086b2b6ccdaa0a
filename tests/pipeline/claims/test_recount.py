"""What a rule would have sent, from the last that is known of every claim."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

import pytest

from pipeline.claims import play
from pipeline.claims.recount import Sent, recount
from schemas import Claim, Rule, Story
from tests.pipeline.claims.newsroom import clock, kill, wire
from tests.pipeline.claims.scenario import Scenario
from tests.pipeline.claims.scenarios import SCENARIOS

ALL = Rule(name="all")
LONG_AGO = clock("-9d 00:00")


def known(*stories: Story) -> list[Claim]:
    """The claims as the index keeps them once the stories have come: the last that was said of each."""
    stored = play(stories, [ALL]).stories.values()
    return [claim for story in stored for claim in (*story.claims, *story.withdrawn_claims)]


def told(sent: Sequence[Sent]) -> list[str]:
    return [f"{each.moment:%H:%M} {each.alert.kind}: {each.alert.words}" for each in sent]


def again(*stories: Story, rule: Rule = ALL, since: datetime = LONG_AGO) -> list[str]:
    return told(recount(known(*stories), rule, since=since))


def test_a_figure_that_was_corrected_is_told_as_it_was_and_as_it_is() -> None:
    stories = (wire("a", "AFP", "08:00", "3,000 KP in RU"), wire("a", "AFP", "09:00", "10,000 KP in RU"))
    assert again(*stories) == [
        "08:00 new: 3,000 North Korean troops in Russia",
        "09:00 revised: 10,000 North Korean troops in Russia, up from 3,000",
    ]


def test_a_kill_takes_back_what_was_told() -> None:
    assert again(wire("a", "AFP", "08:00", "3,000 KP in RU"), kill("a", "AFP", "10:30")) == [
        "08:00 new: 3,000 North Korean troops in Russia",
        "10:30 withdrawn: 3,000 North Korean troops in Russia",
    ]


def test_what_came_before_the_window_is_counted_and_not_shown() -> None:
    stories = (
        wire("a", "AFP", "08:00", "3,000 KP in RU"),
        wire("b", "Reuters", "09:00", "3,000 KP in RU"),
        wire("c", "AP", "10:00", "5,000 KP in RU"),
    )
    assert again(*stories, since=clock("08:30")) == [
        "10:00 revised: 5,000 North Korean troops in Russia, up from 3,000"
    ]
    assert again(*stories, since=clock("10:00")) == again(*stories, since=clock("08:30"))
    assert again(*stories, since=clock("10:01")) == []


def test_news_is_counted_in_its_own_order_not_in_that_of_the_index() -> None:
    stories = [wire(f"s{hour}", "AFP", f"{hour:02}:00", f"{hour},000 KP in RU") for hour in range(1, 9)]
    claims = known(*stories)
    in_order = told(recount(claims, ALL, since=LONG_AGO))
    assert len(in_order) == 8
    Random(7).shuffle(claims)
    assert told(recount(claims, ALL, since=LONG_AGO)) == in_order


def test_two_figures_of_one_version_do_not_revise_each_other_when_one_of_them_was_withdrawn() -> None:
    both = wire("a", "AFP", "08:00", "3,000 KP in RU", "5,000 KP in RU", published="07:00")
    assert again(both, wire("a", "AFP", "09:00", "5,000 KP in RU")) == [
        "07:00 new: 3,000 North Korean troops in Russia",
        "07:00 new: 5,000 North Korean troops in Russia",
        "09:00 withdrawn: 3,000 North Korean troops in Russia",
    ]


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ({}, ["new", "revised", "withdrawn"]),
        ({"paused": True}, ["new", "revised", "withdrawn"]),
        ({"forces": ("UA",)}, []),
        ({"at_least": 10_000}, []),
        ({"least_change": 0.5}, ["new", "withdrawn"]),
        ({"providers": ("Reuters",)}, []),
        ({"search": "Narva"}, []),
    ],
    ids=str,
)
def test_a_rule_is_asked(asked: dict[str, object], kinds: list[str]) -> None:
    rule = Rule.model_validate({"name": "one", **asked})
    claims = known(
        wire("a", "AFP", "08:00", "3,000 KP in RU"),
        wire("b", "AFP", "09:00", "3,900 KP in RU"),
        kill("a", "AFP", "10:00"),
    )
    sent = recount(claims, rule, since=LONG_AGO)
    assert [each.alert.kind for each in sent] == kinds
    assert all(each.alert.rules == ("one",) for each in sent)


def test_a_rule_with_a_search_takes_the_stories_that_were_found() -> None:
    claims = known(wire("a", "AFP", "08:00", "3,000 KP in RU"), wire("b", "AFP", "09:00", "500 UA in PL"))
    rule = Rule(name="one", search="Narva")
    assert told(recount(claims, rule, since=LONG_AGO, found={"b"})) == [
        "09:00 new: 500 Ukrainian troops in Poland"
    ]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_every_scenario_can_be_counted_again(scenario: Scenario) -> None:
    """Whatever order the stories came in, no alert comes twice and the news runs forward."""
    sent = recount(known(*scenario.stories), ALL, since=LONG_AGO)
    assert len({each.alert.id for each in sent}) == len(sent)
    assert [each.moment for each in sent] == sorted(each.moment for each in sent)
