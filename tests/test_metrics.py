"""Every metric is documented, shown and counted; what the alarms and the dashboard ask for is there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from consumers.metrics import page
from consumers.metrics.declaring import DECLARED, REGISTRY, Declared, counter
from tests.promtool import promtool

ROOT = Path(__file__).parent.parent
DASHBOARD = ROOT / "deploy" / "grafana" / "dashboards" / "muster.json"
RULES = ROOT / "deploy" / "prometheus" / "rules.yaml"
SERIES = {name: each for each in DECLARED.values() for name in each.series}


def alarms() -> Iterator[tuple[str, str]]:
    """Each alarm, and what it asks."""
    for group in yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]:
        for rule in group["rules"]:
            yield rule["alert"], rule["expr"]


def panels() -> Iterator[tuple[str, str]]:
    """Each panel, and what it asks, as Prometheus gets it."""
    board: dict[str, Any] = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    for panel in board["panels"]:
        for target in panel.get("targets", ()):
            yield panel["title"], target["expr"].replace("$__rate_interval", "5m")


ASKED = [*alarms(), *panels()]


def named(expression: str) -> set[str]:
    return set(re.findall(r"\bmuster_\w+", expression))


def labels(expression: str) -> set[str]:
    """The labels that an expression looks at, but for those that Prometheus gives by itself."""
    selected = re.findall(r"(\w+)\s*[=!]~?\s*\"", expression)
    grouped = [name for names in re.findall(r"by \(([\w, ]+)\)", expression) for name in names.split(", ")]
    return {*selected, *grouped} - {"job", "instance", "le", "alertstate", "severity"}


@pytest.mark.parametrize("where", [name for name, _ in ASKED])
def test_what_an_alarm_or_a_panel_asks_for_is_declared_with_these_labels(where: str) -> None:
    for expression in (asked for name, asked in ASKED if name == where):
        asked_for = named(expression)
        assert asked_for <= set(SERIES), f"{asked_for - set(SERIES)} is not declared"
        known = {label for name in asked_for for label in SERIES[name].labels}
        assert labels(expression) <= known


@pytest.mark.parametrize("metric", DECLARED.values(), ids=lambda metric: metric.name)
def test_each_metric_is_on_the_dashboard(metric: Declared) -> None:
    shown = {name for _, expression in panels() for name in named(expression)}
    assert shown & set(metric.series)


def test_the_dashboard_asks_what_prometheus_can_answer(tmp_path: Path) -> None:
    rules = [{"record": f"panel:{number}", "expr": asked} for number, (_, asked) in enumerate(panels())]
    assert len(rules) > 25
    file = tmp_path / "panels.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}), encoding="utf-8")
    promtool("check", "rules", file)


@pytest.mark.parametrize("metric", DECLARED.values(), ids=lambda metric: metric.name)
def test_each_metric_is_counted_somewhere(metric: Declared) -> None:
    """By the name that the declarations have for it, in another file."""
    declarations = (ROOT / "consumers/metrics/declared.py").read_text(encoding="utf-8")
    found = re.search(rf"(\w+): Final = \w+\(\s*\"{metric.name}\"", declarations)
    assert found
    used = [
        path
        for path in (ROOT / "consumers").rglob("*.py")
        if path.name != "declared.py" and re.search(rf"\b{found[1]}\b", path.read_text(encoding="utf-8"))
    ]
    assert used


def test_no_label_is_of_those_that_would_have_no_end() -> None:
    endless = {"uri", "story", "headline", "address", "path", "id", "reason", "client", "user", "key"}
    assert not endless & {label for each in DECLARED.values() for label in each.labels}


def test_each_metric_says_what_it_means_and_when_to_worry() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    for each in DECLARED.values():
        assert f"| `{each.name}` ({each.kind}) |" in text
        assert each.means.endswith(".")
        assert each.worry.endswith(".")


def test_all_that_is_shown_is_declared() -> None:
    shown = {family.name for family in REGISTRY.collect()}
    assert shown == {name.removesuffix("_total") for name in DECLARED}


def test_a_counter_that_is_not_named_as_one_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="ends in _total"):
        counter("muster_things", "Things.", worry="Never.")
