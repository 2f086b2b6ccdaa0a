"""Two runs of one stream: what the wild one lost, doubled, or has otherwise than the quiet one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from tests.chaos.run import EndState

MOST = 5
"""differences of a kind that are shown"""


def differences(quiet: EndState, wild: EndState) -> list[str]:
    """Everything that is not the same, in words; nothing where all is well."""
    return [
        *_differ("story", quiet.stories, wild.stories),
        *_differ("origin of", quiet.origins, wild.origins),
        *_differ("claim", quiet.claims, wild.claims),
        *_differ("ledger", quiet.ledgers, wild.ledgers),
        *_differ("alert", quiet.alerts, wild.alerts),
        *_sets("searchable story", quiet.searchable, wild.searchable),
        *_sets("dead letter", _bytes_of(quiet.letters), _bytes_of(wild.letters)),
        *_sets("delivery of", frozenset(quiet.alerts), frozenset(wild.delivered)),
        *wild.faults_of_the_desk[:MOST],
    ]


def repeats(counts: Counter[str]) -> int:
    """How many came more than once, counted raw."""
    return sum(count - 1 for count in counts.values())


def _differ(what: str, quiet: Mapping[str, Any], wild: Mapping[str, Any]) -> Sequence[str]:
    changed = sorted(key for key in quiet.keys() & wild.keys() if quiet[key] != wild[key])
    shown = [f"{key} ({_otherwise(quiet[key], wild[key])})" for key in changed]
    return [
        *_sets(what, frozenset(quiet), frozenset(wild)),
        *_shown(f"{what} {{}} is not the same", shown),
    ]


def _otherwise(quiet: object, wild: object) -> str:
    """The fields that are not the same, and from where on in each."""
    before, after = _fields(quiet), _fields(wild)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return "; ".join(f"{name} {_short(before.get(name), after.get(name))}" for name in names)


def _fields(value: object) -> Mapping[str, object]:
    match value:
        case BaseModel():
            return dict(value)
        case Mapping():
            return value
        case _:
            return {"": value}


def _short(quiet: object, wild: object) -> str:
    before, after = str(quiet), str(wild)
    pairs = zip(before, after, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
    shown = slice(max(0, same - 40), same + 160)
    return f"{before[shown]!r}, now {after[shown]!r}"


def _sets(what: str, quiet: frozenset[str], wild: frozenset[str]) -> Sequence[str]:
    return [
        *_shown(f"{what} {{}} is missing", sorted(quiet - wild)),
        *_shown(f"{what} {{}} is there and should not be", sorted(wild - quiet)),
    ]


def _shown(words: str, keys: Sequence[str]) -> list[str]:
    more = [words.format(f"of {len(keys) - MOST} more")] if len(keys) > MOST else []
    return [*(words.format(key) for key in keys[:MOST]), *more]


def _bytes_of(letters: Counter[str]) -> frozenset[str]:
    """Without offsets: the order in which two partitions' garbage comes is its own."""
    return frozenset(f"{key.partition(':')[0]} {key.rpartition(' ')[2]}" for key in letters)
