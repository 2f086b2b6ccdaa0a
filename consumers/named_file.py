"""YAML files that name things and say what each is: receivers, providers.

Secrets come from the environment or from files of their own, are `SecretStr` from the moment they are read, and are
in no error: a mistake is told by name and field.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError

from consumers.errors import MusterError
from schemas.rule import Name

_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)

T = TypeVar("T")
Model = TypeVar("Model", bound=BaseModel)


class Mistake(Exception):
    """What is wrong with a field, and what to do. Never what it holds."""


@dataclass(frozen=True)
class Kind:
    """What a file names, in words: "receiver", and below each "apprise, apprise_file or webhook", an "address"."""

    one: str
    below: str
    value: str = "value"

    def read(self, path: Path, build: Callable[[str, Any], T]) -> dict[str, T]:
        """What `build` makes of each name and what stands below it; it raises `Mistake`.

        Raises `MusterError` with every mistake in it, each by name and field.
        """
        found: dict[str, T] = {}
        mistakes: list[str] = []
        for name, content in self._entries(path).items():
            try:
                found[name] = build(name, content)
            except Mistake as mistake:
                mistakes.append(f"{self.one} {name}: {mistake}")
        if mistakes:
            raise MusterError(f"{self.one}s file {path}: " + "; ".join(mistakes))
        return found

    def entry(self, model: type[Model], content: Any) -> Model:
        """What stands below a name as a strict model of its fields."""
        if not isinstance(content, dict):
            raise Mistake(f"write below it {self.below}, a colon, and the {self.value}")
        try:
            return model.model_validate(content)
        except ValidationError as error:
            fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
        name = str(fault["loc"][0])
        if fault["type"] == "extra_forbidden":
            # a secret in the place of a field's name is not shown either
            shown = f"{name}: " if re.fullmatch(r"[a-z_]{1,20}", name) else ""
            raise Mistake(f"{shown}there is no such field; there are {', '.join(model.model_fields)}")
        raise Mistake(f"{name}: {_meant(fault['type'], fault['msg'])}")

    def _entries(self, path: Path) -> dict[str, Any]:
        what = f"{self.one}s file {path}"
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506  # nosec B506  # a SafeLoader
        except (OSError, UnicodeDecodeError) as error:
            raise MusterError(f"{what} can't be read ({type(error).__name__})") from None
        except yaml.MarkedYAMLError as error:
            # the library would show the line, and the secret in it
            where = f" at line {error.problem_mark.line + 1}" if error.problem_mark else ""
            said = str(error.problem) if isinstance(error, _Twice) else "is not YAML"
            raise MusterError(f"{what}{where}: {said}") from None
        except yaml.YAMLError:
            raise MusterError(f"{what} is not YAML") from None
        if content is None:
            return {}
        if not isinstance(content, dict):
            raise MusterError(f"{what}: write a name, a colon, and below it {self.below}")
        for name in content:
            if not isinstance(name, str) or not _is_name(name):
                raise MusterError(
                    f"{what}: the name of {self.one} {list(content).index(name) + 1} must be one line "
                    "of text, 100 characters at most (in quotes if YAML takes it for something else)"
                )
        return content


class Values:
    """What the fields of a file mean, with what the environment and other files hold filled in."""

    def __init__(self, path: Path, environment: Mapping[str, str] = os.environ) -> None:
        self._folder = path.parent
        self._environment = environment

    def value(self, field: str, value: SecretStr) -> SecretStr:
        """With what the environment has in the place of each ${NAME}."""

        def held(match: re.Match[str]) -> str:
            found = self._environment.get(match[1])
            if not found:
                raise Mistake(f"{field}: the environment variable {match[1]} is not set; set it")
            return found

        return SecretStr(_VARIABLE.sub(held, value.get_secret_value()).strip())

    def file(self, field: str, name: SecretStr) -> SecretStr:
        """What the file of that name holds; it is looked for beside the one that names it."""
        path = self._folder / self.value(field, name).get_secret_value()
        try:
            return SecretStr(path.read_text(encoding="utf-8").strip())
        except (OSError, ValueError) as error:
            raise Mistake(f"{field}: the file that it names can't be read ({type(error).__name__})") from None


def checked(field: str, value: SecretStr, check: Callable[[SecretStr], None]) -> SecretStr:
    """The value, once `check` has raised no `ValueError` about it."""
    try:
        check(value)
    except ValueError as error:
        raise Mistake(f"{field}: {error}") from None
    return value


def _meant(kind: str, said: str) -> str:
    if kind.startswith(("int", "float", "greater", "less", "finite")):
        return said[0].lower() + said[1:]
    return "must be text (in quotes if YAML takes it for something else)"


def _is_name(name: str) -> bool:
    try:
        _NAME.validate_python(name)
    except ValidationError:
        return False
    return True


class _Twice(yaml.constructor.ConstructorError):
    """A name stands twice: the later one would silently replace the earlier."""


class _Loader(yaml.SafeLoader):
    """Refuses what stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise _Twice(None, None, "the same name stands twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)
