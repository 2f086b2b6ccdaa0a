"""Who asks for what."""

from typing import Any

import pytest

from pipeline.claims import takes
from schemas import Rule
from tests.pipeline.claims.newsroom import figure


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
    ],
)
def test_takes(asked: dict[str, Any], written: str, taken: bool) -> None:
    assert takes(Rule(name="rule", **asked), "new", figure(written)) is taken
