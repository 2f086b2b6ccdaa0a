"""What a file of rules would change in the rulebook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consumers.command.rules.show import changes
from consumers.rules.rulebook import Kept
from schemas import Rule


@dataclass(frozen=True)
class Plan:
    """Rules to put and names to remove, and a line for each."""

    put: tuple[Rule, ...]
    remove: tuple[str, ...]
    lines: tuple[str, ...]
    unchanged: int

    @property
    def is_nothing(self) -> bool:
        """Whether the rulebook is as the file says."""
        return not (self.put or self.remove)


def plan(rules: Sequence[Rule], kept: Mapping[str, Kept], *, prune: bool) -> Plan:
    """What makes the rulebook say what the file says of the rules in it; with `prune`, of all rules."""
    put: list[Rule] = []
    lines: list[str] = []
    for rule in rules:
        before = kept.get(rule.name)
        if before is None or before.removed:
            put.append(rule)
            lines.append(f"added    {rule.name}")
        elif before.rule != rule:
            put.append(rule)
            what = ", ".join(changes(before.rule, rule)) if before.rule else "it was no rule"
            lines.append(f"changed  {rule.name}: {what}")
    named = {rule.name for rule in rules}
    remove = tuple(name for name, one in kept.items() if not one.removed and name not in named and prune)
    lines += [f"removed  {name}" for name in remove]
    return Plan(tuple(put), remove, tuple(lines), unchanged=len(rules) - len(put))
