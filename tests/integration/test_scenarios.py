"""The table of scenarios on real servers: what Kafka, Elasticsearch and the workers make of it is what the pure code
makes of it.

All scenarios run at once in one installation, each with stories, providers, forces and rules of its own, the first
story of each, then the second of each; what is told and counted is compared with the pure code's, by id.
"""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import zip_longest

import pytest

from consumers import topics
from consumers.errors import MusterError
from consumers.rules.rulebook import Rulebook
from consumers.stored.elastic import Store
from consumers.stored.ledgers import Ledgers
from pipeline.claims import Ledger, Played, StoredStory, play
from schemas import Alert, Force, Rule, Story
from tests.integration.installation import Installation
from tests.pipeline.claims.scenario import Scenario
from tests.pipeline.claims.scenarios import SCENARIOS

STAGES = "index,watch,count,deliver"


def own(number: int, scenario: Scenario) -> Scenario:
    """The scenario with names that no other has."""
    stories = tuple(_own_story(number, story) for story in scenario.stories)
    providers = tuple({story.provider for story in stories if story.provider})
    rules = tuple(_own_rule(number, rule, providers) for rule in scenario.rules)
    return Scenario(scenario.name, stories, scenario.told, scenario.standing, rules)


def _own_story(number: int, story: Story) -> Story:
    counts = tuple(
        count.model_copy(update={"force": Force(name=_name(number, count.force.name), iso=None)})
        if count.force
        else count
        for count in story.troop_counts
    )
    provider = f"{story.provider} {number}" if story.provider else None
    parent = _name(number, story.evolvedfrom) if story.evolvedfrom else None
    changes = {"uri": _name(number, story.uri), "provider": provider, "troop_counts": counts}
    changes |= {"evolvedfrom": parent}
    return story.model_copy(update=changes)


def _own_rule(number: int, rule: Rule, providers: tuple[str, ...]) -> Rule:
    return rule.model_copy(update={"name": _name(number, rule.name), "providers": providers})


def _name(number: int, name: str) -> str:
    return f"{name} of {number}"


MINE = [own(number, scenario) for number, scenario in enumerate(SCENARIOS)]
QUIET = [play(scenario.stories, scenario.rules) for scenario in MINE]


def test_a_scenario_with_names_of_its_own_is_the_same_scenario() -> None:
    for scenario, mine, quiet in zip(SCENARIOS, MINE, QUIET, strict=True):
        kinds = [alert.kind for alert in quiet.alerts.values()]
        assert kinds == [told.partition(":")[0] for told in scenario.told], mine.name


def test_all_scenarios_on_real_servers_by_two_workers_one_of_them_killed(installation: Installation) -> None:
    asyncio.run(put(installation, [rule for scenario in MINE for rule in scenario.rules]))
    with (
        pytest.raises(MusterError, match="the worker stopped by itself"),
        installation.worker(stages=STAGES, name="one"),
        installation.worker(stages=STAGES, name="two") as second,
    ):
        for step, stories in enumerate(zip_longest(*(scenario.stories for scenario in MINE))):
            installation.put(
                topics.STORIES,
                [(story.uri, story.model_dump_json().encode()) for story in stories if story is not None],
            )
            if step == 2:
                second.process.kill()
            installation.wait()
        # and all of it again, as after a disaster
        for story in (story for scenario in MINE for story in scenario.stories if not story.silent):
            installation.put(topics.STORIES, [(story.uri, story.model_dump_json().encode())])
        installation.wait()
        found = installation.look()
        ledgers = asyncio.run(read(installation, {key for quiet in QUIET for key in quiet.ledgers}))

    told = {
        (number, alert.id): alert
        for number, quiet in enumerate(QUIET)
        for alert in (_of(found.alerts, number))
    }
    for number, (scenario, quiet) in enumerate(zip(MINE, QUIET, strict=True)):
        mine = {key: alert for (owner, key), alert in told.items() if owner == number}
        assert_same(scenario, quiet, mine, found.stories, ledgers)
    assert not found.dead_letters


def assert_same(
    scenario: Scenario,
    quiet: Played,
    alerts: Mapping[str, Alert],
    stories: Mapping[str, StoredStory],
    ledgers: Mapping[str, Ledger],
) -> None:
    assert alerts == quiet.alerts, scenario.name
    for uri, story in quiet.stories.items():
        assert stories[uri] == story, scenario.name
    for key, ledger in quiet.ledgers.items():
        assert ledgers[key] == ledger, scenario.name


def _of(alerts: Mapping[str, Alert], number: int) -> list[Alert]:
    return [alert for alert in alerts.values() if alert.about.story.endswith(f" of {number}")]


async def put(installation: Installation, rules: Sequence[Rule]) -> None:
    async with Store(installation.settings) as store:
        book = Rulebook(store)
        await book.put(*rules)
        await book.remove("everyone")


async def read(installation: Installation, keys: set[str]) -> dict[str, Ledger]:
    async with Store(installation.settings) as store:
        return await Ledgers(store).read(keys)
