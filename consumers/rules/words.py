"""A rule in words, for the terminal and the desk."""

from collections.abc import Iterator

from pipeline.gazetteer import country_name
from schemas import Rule

_KINDS = Rule.model_fields["kinds"].default


def asks(rule: Rule) -> str:
    """What a rule asks for, in words."""
    return "; ".join(_asks(rule)) or "all that is news"


def tells(rule: Rule) -> str:
    """Who is told, and when."""
    to = ", ".join(rule.to) or "the feed"
    hours = f"quiet {rule.quiet.start}-{rule.quiet.end} {rule.quiet.zone}" if rule.quiet else ""
    return "; ".join(filter(None, [to, rule.digest, hours]))


def changes(before: Rule, after: Rule) -> list[str]:
    """The fields that differ: "at_least: 100 → 200"."""
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    return [f"{name}: {_value(was[name])} → {_value(now[name])}" for name in now if was[name] != now[name]]


def _asks(rule: Rule) -> Iterator[str]:
    if rule.watch == "stories":
        yield f"stories that say {rule.search}"
    else:
        yield from _figures(rule)
        if rule.search:
            yield f"in stories that say {rule.search}"
    if rule.providers:
        yield f"by {', '.join(rule.providers)}"


def _figures(rule: Rule) -> Iterator[str]:
    if rule.kinds != _KINDS:
        yield ", ".join(rule.kinds) or "nothing"
    if rule.forces:
        yield f"troops of {', '.join(map(_country, rule.forces))}"
    if rule.places:
        yield f"in {', '.join(map(_country, rule.places))}"
    for values in (rule.roles, rule.statuses, rule.measures):
        if values:
            yield ", ".join(values)
    if rule.at_least is not None:
        yield f"at least {rule.at_least:,.10g}"
    if rule.least_change is not None:
        yield f"changes of {rule.least_change * 100:g}% or more"
    more = [name for name in ("historic", "unnamed", "vague") if getattr(rule, name)]
    if more:
        yield f"{', '.join(more)} too"


def _country(iso: str) -> str:
    return country_name(iso) if len(iso) == 2 else iso


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "any"
    if isinstance(value, dict):
        return f"{value['start']}-{value['end']} {value['zone']}"
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
