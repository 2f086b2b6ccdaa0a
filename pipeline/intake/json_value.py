"""JSON, read strictly: what two readers might take for two different messages is refused."""

import json
import re
from collections.abc import Mapping
from itertools import count
from typing import Any, TypeAlias

JsonObject: TypeAlias = Mapping[str, Any]

DEPTH = 100
"""how many objects and arrays may lie in one another"""
OBJECTS = 200_000
"""how many there may be: "{},{},…" takes fifty times its length in memory"""

_DIGITS = 400
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(text: str) -> Any:
    """The value of a JSON text.

    Half a surrogate pair, which is what is left where some program cut a headline inside an emoji, becomes U+FFFD:
    it is no reason to lose the story.

    Raises `ValueError` if it isn't JSON, names a field twice, nests more than `DEPTH` deep, has more than `OBJECTS`
    objects, or has a number that is none (NaN, Infinity) or is too large.
    """
    made = count(1)

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if next(made) > OBJECTS:
            raise ValueError(f"holds more than {OBJECTS:,} objects")
        return _object(pairs)

    try:
        value = json.loads(
            text, object_pairs_hook=object_of, parse_constant=_constant, parse_float=_float, parse_int=_int
        )
    except RecursionError:
        raise ValueError(f"nests more than {DEPTH} deep") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    _check_depth(value)
    return _repaired(value) if _SURROGATE.search(text) else value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"names a field twice: {name[:40]!a}")
        found[name] = value
    return found


def _constant(name: str) -> float:
    raise ValueError(f"holds {name}, which is not a number")


def _float(digits: str) -> float:
    value = float(digits[:_DIGITS])
    if len(digits) > _DIGITS or value in {float("inf"), float("-inf")}:
        raise ValueError("holds a number that is too large")
    return value


def _int(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError("holds a number that is too large")
    return int(digits)


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        if depth > DEPTH:
            raise ValueError(f"nests more than {DEPTH} deep")
        level = [below for one in level for below in (one.values() if isinstance(one, dict) else one)]


def _repaired(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_repaired(one) for one in value]
    if isinstance(value, dict):
        return {_repaired(name): _repaired(one) for name, one in value.items()}
    return value
