"""Who asks for what."""

from typing import Any

import pytest

from pipeline.claims import claims_of, takes
from pipeline.claims.rules import follows
from schemas import AlertKind, Claim, Rule
from tests.pipeline.claims.newsroom import figure, wire

NARVA: dict[str, Any] = {"search": "Narva bridge"}


def rule(**asked: Any) -> Rule:
    return Rule(name="rule", **asked)


def claim(provider: str | None) -> Claim:
    (made,) = claims_of(wire("a", provider, "08:00", "3,000 KP in RU"))
    return made


@pytest.mark.parametrize(
    ("asked", "written", "taken"),
    [
        ({}, "3,000 KP in RU", True),
        ({"kinds": ("revised",)}, "3,000 KP in RU", False),
        ({"forces": ("KP",)}, "3,000 KP in RU", True),
        ({"forces": ("north korea",)}, "3,000 KP in RU", True),
        ({"forces": ("wagner",)}, "3,000 Wagner in UA", True),
        ({"forces": ("UA",)}, "3,000 KP in RU", False),
        ({"forces": ("UA",), "unnamed": True}, "3,000 troops in RU", False),
        ({"places": ("RU",)}, "3,000 KP in Kursk:RU", True),
        ({"places": ("RU",)}, "3,000 KP", False),
        ({"roles": ("killed",)}, "3,000 KP in RU", False),
        ({"statuses": ("actual",)}, "denied 3,000 KP in RU", False),
        ({"measures": ("total",)}, "3,000 more KP in RU", False),
        ({"at_least": 4_000}, "3,000-5,000 KP in RU", True),
        ({"at_least": 4_000}, "3,000 KP in RU", False),
        ({"at_least": 4_000}, "at least 4,000 KP in RU", True),
        ({}, "historic 3,000 KP in RU", False),
        ({"historic": True}, "historic 3,000 KP in RU", True),
        ({}, "vaguely 1,000 KP in RU", False),
        ({"vague": True}, "vaguely 1,000 KP in RU", True),
        ({}, "3,000 troops in RU", False),
        ({"unnamed": True}, "3,000 troops in RU", True),
        # nothing comes of these whatever is written
        ({"paused": True}, "3,000 KP in RU", False),
        ({"watch": "stories", **NARVA}, "3,000 KP in RU", False),
        # a figure that no story gives has no provider
        ({"providers": ("AFP",)}, "3,000 KP in RU", False),
    ],
)
def test_of_a_figure(asked: dict[str, Any], written: str, taken: bool) -> None:
    assert takes(rule(**asked), "new", figure(written)) is taken


@pytest.mark.parametrize(
    ("asked", "kind", "was", "written", "taken"),
    [
        # the least change, up and down, with what lies just beside it
        ({"least_change": 0.1}, "revised", "3,000 KP", "3,300 KP", True),
        ({"least_change": 0.1}, "revised", "3,000 KP", "3,299 KP", False),
        ({"least_change": 0.1}, "revised", "3,000 KP", "2,700 KP", True),
        ({"least_change": 0.1}, "revised", "1,000 KP", "900 KP", True),
        ({"least_change": 0.1}, "revised", "3,000 KP", "2,701 KP", False),
        ({"least_change": 2}, "revised", "1,000 KP", "3,000 KP", True),
        ({"least_change": 2}, "revised", "1,000 KP", "2,999 KP", False),
        # a range is known by its middle
        ({"least_change": 0.5}, "revised", "2,000-4,000 KP", "at least 4,500 KP", True),
        ({"least_change": 0.5}, "revised", "2,000-4,000 KP", "4,000 KP", False),
        # from nothing to anything is no small change, and with nothing to compare none can be told
        ({"least_change": 9}, "revised", "0 KP", "1 KP", True),
        ({"least_change": 9}, "revised", None, "1 KP", True),
        ({"least_change": 0}, "revised", "3,000 KP", "3,001 KP", True),
        # it is asked of revisions only
        ({"least_change": 9}, "new", None, "3,000 KP", True),
        ({"least_change": 9, "kinds": ("corroborated",)}, "corroborated", "3,000 KP", "3,000 KP", True),
        ({"least_change": 0.1, "kinds": ("new",)}, "revised", "3,000 KP", "9,000 KP", False),
    ],
)
def test_of_a_change(
    asked: dict[str, Any], kind: AlertKind, was: str | None, written: str, taken: bool
) -> None:
    standing = figure(was) if was else None
    assert takes(rule(**asked), kind, figure(written), standing=standing) is taken


@pytest.mark.parametrize(
    ("providers", "provider", "taken"),
    [
        ((), "AFP", True),
        ((), None, True),
        (("AFP",), "AFP", True),
        (("afp", "Test Wire"), "AFP", True),
        (("TEST  WIRE",), "Test Wire", True),
        (("Ärzteblatt",), "ÄRZTEBLATT", True),
        (("AFP",), "AFP Arabic", False),
        (("AFP",), None, False),
    ],
)
def test_of_a_provider(providers: tuple[str, ...], provider: str | None, taken: bool) -> None:
    assert takes(rule(providers=providers), "new", claim(provider)) is taken


@pytest.mark.parametrize(
    ("asked", "found", "taken"),
    [
        (NARVA, {"rule"}, True),
        (NARVA, {"another"}, False),
        (NARVA, set(), False),
        ({}, set(), True),
        ({**NARVA, "places": ("EE",)}, {"rule"}, False),
    ],
)
def test_of_a_story_that_its_search_finds(asked: dict[str, Any], found: set[str], taken: bool) -> None:
    assert takes(rule(**asked), "new", claim("AFP"), found=found) is taken


@pytest.mark.parametrize(
    ("asked", "written", "follows_it"),
    [
        ({"at_least": 1_000}, "800 KP", True),
        ({"least_change": 0.1, "at_least": 1_000}, "800 KP", True),
        ({"least_change": 0.1}, "3,100 KP", False),
        ({"kinds": ("new",)}, "800 KP", False),
        ({"paused": True}, "800 KP", False),
    ],
)
def test_of_what_becomes_of_3000_that_were_told(
    asked: dict[str, Any], written: str, follows_it: bool
) -> None:
    assert follows(rule(**asked), "revised", figure(written), standing=figure("3,000 KP")) is follows_it
