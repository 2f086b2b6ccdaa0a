"""Every scenario, played in memory."""

import pytest

from pipeline.claims import Played, play, words
from tests.pipeline.claims.scenario import Scenario
from tests.pipeline.claims.scenarios import REPLAYS, SCENARIOS


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario) -> None:
    played = play(scenario.stories, scenario.rules)
    assert told(played) == list(scenario.told)
    assert standing(played) == scenario.standing


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_all_of_it_again_changes_nothing(scenario: Scenario) -> None:
    once = play(scenario.stories, scenario.rules)
    again = play(scenario.stories, scenario.rules, since=once)
    assert (again.stories, again.alerts) == (once.stories, once.alerts)
    if scenario in REPLAYS:
        # two models that disagree, in turn: what stands is what the last one found
        assert standing(again) == standing(once)
    else:
        assert again == once


def told(played: Played) -> list[str]:
    return [f"{alert.kind}: {alert.words}" for alert in played.alerts.values()]


def standing(played: Played) -> set[str]:
    return {words(estimate.figure) for ledger in played.ledgers.values() for estimate in ledger.standing}
