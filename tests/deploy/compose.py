"""deploy/compose.yaml as Docker would have it: with the variables of deploy/compose.env.example put in."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = DEPLOY / "compose.yaml"
EXAMPLE = DEPLOY / "compose.env.example"
VARIABLE = re.compile(r"\$\{(?P<name>[A-Z_]+):-(?P<default>[^}]*)\}")

Service = Mapping[str, Any]


def example() -> dict[str, str]:
    """What the example sets."""
    lines = [line for line in EXAMPLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return dict(line.split("=", 1) for line in lines)


def compose() -> dict[str, Any]:
    """The whole file, its variables as the example has them."""
    text = COMPOSE.read_text(encoding="utf-8")
    given = example()
    found: dict[str, Any] = yaml.safe_load(VARIABLE.sub(lambda match: given[match["name"]], text))
    return found


def services(profile: str | None = None) -> dict[str, Service]:
    """All services, or those that a profile has."""
    every: dict[str, Service] = compose()["services"]
    return {
        name: service
        for name, service in every.items()
        if profile is None or profile in service.get("profiles", [profile])
    }


def mounts(service: Service) -> dict[str, str]:
    """What is mounted, by where it is then."""
    return {where: what for what, where, *_ in (each.split(":") for each in service.get("volumes", []))}


def is_ours(service: Service) -> bool:
    """Whether it runs our image."""
    return str(service["image"]).startswith("muster:")
