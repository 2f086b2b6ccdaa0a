"""A rule as people write it, in a file or on the command line.

Countries by name or by code, a change as 10%, quiet hours as 22:00-06:30 Europe/Berlin. What can't be meant is named,
field by field, with what could have been.
"""

import math
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from consumers.rules.searches import fault
from pipeline.gazetteer import country, country_name, demonym, place
from schemas import Rule

_LISTS: Final = frozenset({"kinds", "forces", "places", "roles", "statuses", "measures", "providers", "to"})
_ONE: Final = MappingProxyType(
    {"kinds": "kind", "roles": "role", "statuses": "status", "measures": "measure"}
    | {"watch": "thing to watch", "digest": "digest"}
)
_QUIET: Final = re.compile(r"(?P<start>\S+?)\s*[-–]\s*(?P<end>\S+)(?:\s+(?P<zone>\S+))?")
_PERCENT: Final = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*%")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+")


class Miswritten(ValueError):
    """A rule that can't be meant; `faults` are all that is wrong with it, each with its field."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def rule(fields: Mapping[str, Any], *, called: Mapping[str, str] = MappingProxyType({})) -> Rule:
    """The rule that is meant. `called`: what fields are called where they were written, if not by their names.

    Raises `Miswritten`.
    """
    faults: list[str] = []
    read: dict[str, Any] = {}
    for name, value in fields.items():
        try:
            read[name] = _READERS.get(name, _as_it_is)(_listed(name, value))
        except ValueError as error:
            faults.append(f"{called.get(name, name)}: {error}")
    try:
        meant = Rule.model_validate(read)
    except ValidationError as error:
        # what a rule needs as a whole can't be told while a field of it is wrong
        faults += [_said(one, called) for one in error.errors(include_url=False) if one["loc"] or not faults]
        raise Miswritten(faults) from None
    if faults:
        raise Miswritten(faults)
    return meant


def groups(meant: Rule) -> list[str]:
    """The forces of a rule that are no country, and so are taken to be groups: Wagner, or a misspelt Russia."""
    return [force for force in meant.forces if not _is_code(force)]


def _said(error: ErrorDetails, called: Mapping[str, str]) -> str:
    """What is wrong with one field, in words for the person who wrote it."""
    parts = [part for part in error["loc"] if isinstance(part, str)]
    field = parts[0] if parts else ""
    label = called.get(".".join(parts)) or ".".join([called.get(field, field), *parts[1:]])
    given = error["input"]
    match error["type"]:
        case "literal_error":
            there = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            return f"{label}: no {_ONE.get(field, field)} is called {given!r}; there are {there}"
        case "extra_forbidden":
            return f"{label}: there is no such field; there are {', '.join(Rule.model_fields)}"
        case "missing":
            return f"{label}: is missing"
        case "tuple_type":
            return f"{label}: is a list; write [one, another]"
        case "string_pattern_mismatch" if field in ("name", "to"):
            return (
                f"{label}: {given!r} can't be a name: one line of 1 to 100 characters, no space at its ends"
            )
        case "string_pattern_mismatch" if field == "quiet":
            return f"{label}: {given!r} is no time of day; write one such as 22:00"
    why = error["msg"].removeprefix("Value error, ")
    return f"{label}: {why}" if label else why


def _listed(name: str, value: Any) -> Any:
    """One value where there may be several is a list of one."""
    return [value] if name in _LISTS and isinstance(value, str) else value


def _as_it_is(value: Any) -> Any:
    return value


def _places(values: Any) -> Any:
    return _each(values, _place)


def _forces(values: Any) -> Any:
    return _each(values, _force)


def _each(values: Any, read: Callable[[str], str]) -> Any:
    """Each value read, once; what can't be is named with the others that can't."""
    if not (isinstance(values, list | tuple) and all(isinstance(value, str) for value in values)):
        return values
    found: list[str] = []
    faults: list[str] = []
    for value in values:
        try:
            found.append(read(value))
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise ValueError("; ".join(faults))
    return list(dict.fromkeys(found))


def _place(text: str) -> str:
    if iso := _country(text):
        return iso
    found = place(text)
    if found and found.iso:
        raise ValueError(f"{text!r} is in {country_name(found.iso)}: places are countries, write {found.iso}")
    raise ValueError(f"{text!r} is the name of no country, or of several; write a code such as EE")


def _force(text: str) -> str:
    return _country(text) or demonym(text) or text


def _country(text: str) -> str | None:
    """The code of a country by its code or its name, in small letters too."""
    if _is_code(text.upper()):
        return text.upper()
    return country(text) or (country(text.title()) or country(text.upper()) if text.islower() else None)


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{2}", text)) and country_name(text) != text


def _least_change(value: Any) -> Any:
    if isinstance(value, str):
        if match := _PERCENT.fullmatch(value.strip()):
            return float(match["number"]) / 100
        try:
            value = float(value)
        except ValueError:
            raise ValueError(f"{value!r} is no change; write 10% or 0.1") from None
    if isinstance(value, int | float) and value > 1:
        raise ValueError(f"{value:g} would be {value * 100:g}%; write it with %, or 0.1 for a tenth")
    return value


def _at_least(value: Any) -> Any:
    if isinstance(value, str):
        value = value.replace(",", "") if _GROUPED.fullmatch(value) else value
        try:
            value = float(value)
        except ValueError:
            raise ValueError(f"{value!r} is no number; write one such as 1000") from None
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no figure; write a number such as 1000")
    return value


def _quiet(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = _QUIET.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"{value!r} are no hours; write them such as 22:00-06:30 Europe/Berlin")
    return {name: part for name, part in match.groupdict().items() if part}


def _search(value: Any) -> Any:
    if isinstance(value, str) and (wrong := fault(value)):
        raise ValueError(wrong)
    return value


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        "places": _places,
        "forces": _forces,
        "least_change": _least_change,
        "at_least": _at_least,
        "quiet": _quiet,
        "search": _search,
    }
)
