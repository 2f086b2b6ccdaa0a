"""One case of what must happen: the stories that arrive, in order; what is told; which figures stand at the end."""

from dataclasses import dataclass

from schemas import Rule, Story

EVERYONE = Rule(name="everyone")
"""a rule with nothing set takes all that is news"""


@dataclass(frozen=True)
class Scenario:
    """`told`: `kind: words` of each alert, in order. `standing`: the figures that someone still claims."""

    name: str
    stories: tuple[Story, ...]
    told: tuple[str, ...] = ()
    standing: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = (EVERYONE,)


def scenario(
    name: str, *stories: Story, told: list[str], standing: list[str], rules: tuple[Rule, ...] = (EVERYONE,)
) -> Scenario:
    return Scenario(name, stories, tuple(told), frozenset(standing), rules)


NK = "North Korean troops in Russia"
ASKS_FOR_ALL = Rule(name="curious", kinds=("new", "revised", "corroborated", "withdrawn"))
