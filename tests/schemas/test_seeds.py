"""The seeds and what is expected of them fit together."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from schemas import Article, epoch_ms

SEEDS = Path(__file__).parents[2] / "seeds"
EXPECTED: dict[str, Any] = tomllib.loads((SEEDS / "expected.toml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = EXPECTED["step"]
TITLES = [step["title"] for step in STEPS]
BROKEN = "22-broken.json"


def article(name: str) -> Article:
    return Article.model_validate_json((SEEDS / name).read_bytes())


def test_each_file_is_published_in_one_step_in_the_order_of_their_names() -> None:
    published = [name for step in STEPS for name in step["files"]]
    assert published == sorted(path.name for path in SEEDS.glob("*.json"))


def test_the_table_for_people_has_each_file_in_the_same_order() -> None:
    published = [Path(name).stem for step in STEPS for name in step["files"]]
    rows = [line.split("`")[1] for line in (SEEDS / "README.md").read_text().splitlines() if "| `" in line]
    assert rows == published


def test_each_file_but_the_broken_one_is_an_article_with_its_version_and_time() -> None:
    for path in SEEDS.glob("*.json"):
        if path.name != BROKEN:
            seed = article(path.name)
            assert seed.versioncreated, path.name
            assert seed.published, path.name
            assert set(json.loads(path.read_bytes())) <= set(Article.model_fields), path.name


def test_the_broken_one_is_cut_off() -> None:
    with pytest.raises(ValidationError, match="EOF"):
        article(BROKEN)


def test_the_same_version_comes_again_byte_for_byte() -> None:
    assert (SEEDS / "08-update.json").read_bytes() == (SEEDS / "11-same-version-again.json").read_bytes()


@pytest.mark.parametrize("number", range(len(STEPS)), ids=TITLES)
def test_after_a_step_the_highest_version_of_each_of_its_stories_is_kept(number: int) -> None:
    highest: dict[str, Article] = {}
    for name in (name for step in STEPS[: number + 1] for name in step["files"] if name != BROKEN):
        seed = article(name)
        kept = highest.get(seed.uri)
        if kept is None or _version(seed) > _version(kept):
            highest[seed.uri] = seed
    step = STEPS[number]
    stories = {story["uri"]: story for story in step["stories"]}
    assert set(stories) == {article(name).uri for name in step["files"] if name != BROKEN}
    for uri, story in stories.items():
        assert epoch_ms(story["version"]) == _version(highest[uri])
        assert story["pubstatus"] == highest[uri].pubstatus
        assert story["searchable"] == (story["pubstatus"] == "usable")


@pytest.mark.parametrize("step", STEPS, ids=TITLES)
def test_a_story_that_fires_nothing_says_why_and_one_that_does_not_say_fires(step: dict[str, Any]) -> None:
    fired = {alert["story"] for alert in step["alerts"]}
    assert fired == {story["uri"] for story in step["stories"] if "why_none" not in story}
    assert ("why_none" in step) is (step["alerts"] == [])


def test_stories_that_are_no_copies_share_no_force_unless_one_is_there_to_meet_the_other() -> None:
    """So that no alert depends on what another seed says."""
    forces: dict[str, set[str]] = {}
    for step in STEPS:
        for story in step["stories"]:
            for count in story.get("troop_counts", []):
                forces.setdefault(count["force"], set()).add(story.get("copy_of", story["uri"]))
    assert {force for force, stories in forces.items() if len(stories) > 1} == {"NO", "TR", "CA"}


def _version(seed: Article) -> int:
    assert seed.versioncreated is not None
    return epoch_ms(seed.versioncreated)
