"""A rule as a form has it: text and ticks, each fault with its field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from starlette.datastructures import ImmutableMultiDict

from consumers.rules import written
from schemas import Rule

LISTS: Final = ("forces", "places", "providers", "to")
"""fields of names, one a line"""
TICKS: Final = ("kinds", "roles", "statuses", "measures")
FLAGS: Final = ("historic", "unnamed", "vague", "paused")
TEXTS: Final = ("name", "watch", "at_least", "least_change", "search", "digest", "quiet")

_LONGEST: Final = 4_000
"""characters that one field may have"""
_FROM_ADDRESS: Final = MappingProxyType(
    {"force": "forces", "place": "places", "provider": "providers", "role": "roles", "kind": "kinds"}
)
"""what addresses call one of several: `?force=KP&force=RU`"""


@dataclass(frozen=True)
class Filled:
    """What stands in a form: by field its text, or what is ticked. `faults` by field; under "" what is wrong with it
    as a whole."""

    values: Mapping[str, str | tuple[str, ...] | bool]
    faults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def faulty(self, faults: Mapping[str, str]) -> "Filled":
        """The same with these faults."""
        return Filled(self.values, MappingProxyType(dict(faults)))


def sent(form: ImmutableMultiDict[str, Any]) -> Filled:
    """What a person has filled in; whatever is no field is passed over."""
    return Filled(MappingProxyType(dict(_values(form))))


def asked(query: ImmutableMultiDict[str, str]) -> Filled:
    """A form that comes filled in, as an address says: `?search=bridge&force=KP&at_least=1000`."""
    renamed = ImmutableMultiDict(
        [(_FROM_ADDRESS.get(name, name), value) for name, value in query.multi_items()]
    )
    values = dict(_values(renamed))
    if not values["kinds"]:
        values["kinds"] = Rule.model_fields["kinds"].default
    return Filled(MappingProxyType(values))


def shown(rule: Rule) -> Filled:
    """A rule in the form."""
    fields = rule.model_dump(mode="json")
    values: dict[str, str | tuple[str, ...] | bool] = {}
    for name in LISTS:
        values[name] = "\n".join(fields[name])
    for name in TICKS:
        values[name] = tuple(fields[name])
    for name in FLAGS:
        values[name] = bool(fields[name])
    values |= {
        "name": rule.name,
        "watch": rule.watch,
        "search": rule.search or "",
        "digest": rule.digest or "",
    }
    values["at_least"] = _number(rule.at_least)
    values["least_change"] = f"{rule.least_change * 100:g}%" if rule.least_change is not None else ""
    values["quiet"] = f"{rule.quiet.start}-{rule.quiet.end} {rule.quiet.zone}" if rule.quiet else ""
    return Filled(MappingProxyType(values))


def meant(filled: Filled) -> Rule:
    """The rule that is meant. Raises `written.Miswritten`."""
    fields: dict[str, Any] = {}
    for name, value in filled.values.items():
        if name in LISTS:
            fields[name] = _lines(str(value), commas=name in ("forces", "places"))
        elif name == "kinds" or value:
            # no kind ticked is a rule that takes nothing, and is said to be a fault
            fields[name] = list(value) if isinstance(value, tuple) else value
    if not fields["kinds"]:
        raise written.Miswritten(["kinds: tick one at least, or the rule takes nothing"])
    return written.rule(fields)


def faults(error: written.Miswritten) -> dict[str, str]:
    """What is wrong by field; what is wrong with the rule as a whole under ""."""
    found: dict[str, list[str]] = {}
    for fault in error.faults:
        label, separator, said = fault.partition(": ")
        name = label.partition(".")[0]
        known = bool(separator) and name in Rule.model_fields
        found.setdefault(name if known else "", []).append(said if known else fault)
    return {name: "; ".join(said) for name, said in found.items()}


def _values(form: ImmutableMultiDict[str, Any]) -> Iterable[tuple[str, str | tuple[str, ...] | bool]]:
    for name in TEXTS:
        yield name, _text(form.getlist(name)[:1]).strip()
    for name in LISTS:
        yield name, _text(form.getlist(name))
    for name in TICKS:
        yield name, tuple(dict.fromkeys(value for value in form.getlist(name) if isinstance(value, str)))[:20]
    for name in FLAGS:
        yield name, _text(form.getlist(name)[:1]) not in ("", "false")


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else str(value)


def _text(values: Sequence[Any]) -> str:
    return "\n".join(value for value in values if isinstance(value, str))[:_LONGEST]


def _lines(text: str, *, commas: bool) -> list[str]:
    """Names, one a line; countries also with commas between them."""
    lines = text.replace(",", "\n").splitlines() if commas else text.splitlines()
    return [line.strip() for line in lines if line.strip()]
