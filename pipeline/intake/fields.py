"""What a JSON object says, with the right type."""

from collections.abc import Iterator
from typing import Any

from pipeline.intake.json_value import JsonObject


def string(item: JsonObject, name: str) -> str | None:
    """A field's text; None if it is missing, null or blank. Raises `ValueError` if it is something else."""
    value = item.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a string")
    return value if value.strip() else None


def if_string(item: JsonObject, *names: str) -> str | None:
    """The first of these fields that is a text. A story isn't lost over a byline of another type."""
    for name in names:
        value = item.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def objects(value: Any) -> Iterator[JsonObject]:
    """The objects of a list, or of an object's values; of anything else none."""
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (one for one in values if isinstance(one, dict))


def identifier(item: JsonObject, *names: str) -> str:
    """The first of these fields that is there. Raises `ValueError` if none is."""
    for name in names:
        if found := string(item, name):
            return found.strip()
    raise ValueError(f"has no {' or '.join(names)}")
