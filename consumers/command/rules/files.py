"""Rules in a YAML file: `rules:` and a list of them, a list alone, or one rule."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from consumers.counted import counted
from consumers.errors import MusterError
from consumers.rules.written import Miswritten, rule
from schemas import Rule


class Broken(MusterError):
    """A file that holds no rules, or not only rules: nothing may come of it. `faults` are all that is wrong."""

    def __init__(self, path: Path, faults: list[str]) -> None:
        super().__init__(f"{counted(len(faults), 'fault')} in {_name(path)}: nothing is changed")
        self.faults = faults


def read(path: Path) -> list[Rule]:
    """The rules in a file; `-` is standard input. Raises `Broken` with every fault, by line, rule and field."""
    name = _name(path)
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        written = list(_written(data))
    except OSError as error:
        raise MusterError(f"{path}: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise Broken(path, [f"{name}:{line}: {error.problem or error.context}"]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Broken(path, [f"{name}: {' '.join(str(error).split())}"]) from error
    rules, faults = [], []
    for line, fields in written:
        try:
            rules.append(rule(fields))
        except Miswritten as error:
            called = " ".join(str(fields.get("name") or "a rule without a name").split())[:100]
            faults += [f"{name}:{line}: {called}: {fault}" for fault in error.faults]
    twice = [called for called, times in Counter(rule.name for rule in rules).items() if times > 1]
    faults += [f"{name}: {called}: name: two rules have it" for called in twice]
    if faults:
        raise Broken(path, faults)
    return rules


def dump(rules: Iterable[Rule]) -> str:
    """The rules as a file that `read` gives back; fields that are as they would be anyway are left out."""
    written = [_plain(rule) for rule in rules]
    text: str = yaml.safe_dump(
        {"rules": written}, sort_keys=False, allow_unicode=True, default_flow_style=None, width=110
    )
    return text


def _plain(rule: Rule) -> dict[str, Any]:
    fields = rule.model_dump(mode="json", exclude_defaults=True)
    if rule.at_least is not None and rule.at_least.is_integer():
        fields["at_least"] = int(rule.at_least)
    if rule.least_change is not None and rule.least_change > 1:
        fields["least_change"] = f"{rule.least_change * 100:g}%"
    return fields


def _name(path: Path) -> str:
    return "standard input" if str(path) == "-" else str(path)


def _written(data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each rule as it is written, and the line that it starts at."""
    loader = _Loader(data)
    try:
        root = loader.get_single_node()
        for node in _nodes(root):
            fields = loader.construct_document(node)
            if not isinstance(fields, dict):
                raise yaml.MarkedYAMLError(problem="this is no rule", problem_mark=node.start_mark)
            yield node.start_mark.line + 1, {str(name): value for name, value in fields.items()}
    finally:
        loader.dispose()


def _nodes(root: yaml.Node | None) -> list[yaml.Node]:
    if root is None:
        return []
    if isinstance(root, yaml.MappingNode):
        parts = {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)}
        if "rules" not in parts:
            return [root]
        if others := sorted(set(parts) - {"rules"}):
            problem = f"beside rules there can't be {', '.join(others)}"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=root.start_mark)
        root = parts["rules"]
        if isinstance(root, yaml.ScalarNode) and not root.value:
            return []
    if not isinstance(root, yaml.SequenceNode):
        raise yaml.MarkedYAMLError(problem="this is no list of rules", problem_mark=root.start_mark)
    return list(root.value)


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: NO is Norway, 22:00 a time of day, and a field is written once.

    By YAML 1.1, which PyYAML keeps to, these are false, 1,320 (minutes), and the last of two.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  as the parent has it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        for name, times in names.items():
            if times > 1:
                raise yaml.MarkedYAMLError(problem=f"{name} stands here twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?", "-0123456789"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), list(_first))
