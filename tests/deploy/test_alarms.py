"""The alarms fire when they should and not else, and whoever is woken is told what to do."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.promtool import promtool

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "prometheus"
CASES = Path(__file__).parent / "alarms.yaml"


def alarms() -> list[dict[str, Any]]:
    rules: dict[str, Any] = yaml.safe_load((FOLDER / "rules.yaml").read_text(encoding="utf-8"))
    return [rule for group in rules["groups"] for rule in group["rules"]]


def test_each_alarm_fires_and_stays_silent_as_its_cases_say() -> None:
    promtool("test", "rules", CASES)


def test_prometheus_takes_its_configuration() -> None:
    promtool("check", "config", "--lint=all", "--lint-fatal", FOLDER / "prometheus.yaml")


@pytest.mark.parametrize("alarm", alarms(), ids=lambda alarm: alarm["alert"])
def test_each_alarm_has_a_case_in_which_it_fires_and_one_in_which_it_does_not(alarm: dict[str, Any]) -> None:
    asked = [
        bool(case.get("exp_alerts"))
        for test in yaml.safe_load(CASES.read_text(encoding="utf-8"))["tests"]
        for case in test["alert_rule_test"]
        if case["alertname"] == alarm["alert"]
    ]
    assert set(asked) == {True, False}


@pytest.mark.parametrize("alarm", alarms(), ids=lambda alarm: alarm["alert"])
def test_each_alarm_says_what_it_means_and_what_to_do_and_leads_to_more(alarm: dict[str, Any]) -> None:
    said = alarm["annotations"]
    assert all(said[name] for name in ("summary", "means", "do"))
    page, _, anchor = said["page"].partition("#")
    headings = re.findall(r"^#+ (.+)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert anchor in {heading.lower().replace(" ", "-") for heading in headings}


def test_few_alarms_wake_anyone() -> None:
    waking = [alarm["alert"] for alarm in alarms() if alarm["labels"]["severity"] == "page"]
    assert 5 <= len(waking) <= 8
