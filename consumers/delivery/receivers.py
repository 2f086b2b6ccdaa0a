"""The receivers file: a name for everyone who can be told, and how they are reached.

    desk-mail:
      apprise: mailtos://muster:${SMTP_PASSWORD}@mail.example?to=desk@example.org
    war-room:
      apprise_file: /run/secrets/war-room   # Apprise addresses, one a line
    archive:
      webhook: https://archive.example/muster
      secret: ${ARCHIVE_SECRET}

Secrets come from the environment or from files of their own, are `SecretStr` from the moment they are read, and are
in no error: a mistake is told by receiver and field.
"""

import base64
import binascii
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, SecretStr, TypeAdapter, ValidationError
from yarl import URL

from consumers.errors import MusterError
from schemas.rule import Name

_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_PREFIX: Final = "whsec_"
_SHORTEST_KEY, _LONGEST_KEY = 24, 64
"""bytes, as the Standard Webhooks scheme has them"""
_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)
_KINDS: Final = "apprise, apprise_file or webhook"


class _Entry(BaseModel):
    """A receiver as the file has it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    apprise: SecretStr | list[SecretStr] | None = None
    apprise_file: SecretStr | None = None
    webhook: SecretStr | None = None
    secret: SecretStr | None = None
    secret_file: SecretStr | None = None


@dataclass(frozen=True)
class Receiver:
    """Someone who can be told: by a signed webhook, or at one or more Apprise addresses."""

    name: str
    apprise: tuple[SecretStr, ...] = ()
    webhook: SecretStr | None = None
    secret: SecretStr = field(default=SecretStr(""))


class _Mistake(Exception):
    """What is wrong with a field, and what to do. Never what it holds."""


def read(path: Path | None, environment: Mapping[str, str] = os.environ) -> dict[str, Receiver]:
    """The receivers by name; none without a file.

    Raises `MusterError` with every mistake in it, each by receiver and field.
    """
    if path is None:
        return {}
    found: dict[str, Receiver] = {}
    mistakes: list[str] = []
    for name, entry in _entries(path).items():
        try:
            found[name] = _Reading(path, environment).receiver(name, entry)
        except _Mistake as mistake:
            mistakes.append(f"receiver {name}: {mistake}")
    if mistakes:
        raise MusterError(f"receivers file {path}: " + "; ".join(mistakes))
    return found


def _entries(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506  # a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise MusterError(f"receivers file {path} can't be read ({type(error).__name__})") from None
    except yaml.MarkedYAMLError as error:
        # the library would show the line, and the secret in it
        where = f" at line {error.problem_mark.line + 1}" if error.problem_mark else ""
        what = str(error.problem) if isinstance(error, _Twice) else "is not YAML"
        raise MusterError(f"receivers file {path}{where}: {what}") from None
    except yaml.YAMLError:
        raise MusterError(f"receivers file {path} is not YAML") from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise MusterError(f"receivers file {path}: write a name, a colon, and below it {_KINDS}")
    for name in content:
        if not isinstance(name, str) or not _is_name(name):
            raise MusterError(
                f"receivers file {path}: the name of receiver {list(content).index(name) + 1} must be one line "
                "of text, 100 characters at most (in quotes if YAML takes it for something else)"
            )
    return content


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


class _Reading:
    """Reads one receiver: fills in what the environment and files hold, and looks at what comes of it."""

    def __init__(self, path: Path, environment: Mapping[str, str]) -> None:
        self._folder = path.parent
        self._environment = environment

    def receiver(self, name: str, content: Any) -> Receiver:
        entry = _entry(content)
        ways = [way for way in (entry.apprise, entry.apprise_file, entry.webhook) if way is not None]
        if len(ways) != 1:
            raise _Mistake(f"give it one of {_KINDS}")
        if entry.webhook is not None:
            return Receiver(
                name,
                webhook=self._checked("webhook", self._value("webhook", entry.webhook), check_webhook),
                secret=self._checked("secret", self._secret(entry), check_secret),
            )
        if entry.secret is not None or entry.secret_file is not None:
            raise _Mistake("secret: only a webhook has one; take it away")
        urls = list(self._addresses(entry))
        if not urls:
            raise _Mistake("apprise: names no address; write one, such as mailto://…")
        return Receiver(name, apprise=tuple(self._checked("apprise", url, check_apprise) for url in urls))

    def _addresses(self, entry: _Entry) -> Iterator[SecretStr]:
        if entry.apprise_file is not None:
            lines = self._file("apprise_file", entry.apprise_file).get_secret_value().splitlines()
            for line in lines:
                if line.strip() and not line.strip().startswith("#"):
                    yield self._value("apprise_file", SecretStr(line.strip()))
        elif entry.apprise is not None:
            for each in entry.apprise if isinstance(entry.apprise, list) else [entry.apprise]:
                yield self._value("apprise", each)

    def _secret(self, entry: _Entry) -> SecretStr:
        if (entry.secret is None) == (entry.secret_file is None):
            raise _Mistake("secret: a webhook needs one of secret and secret_file, to sign with")
        if entry.secret_file is not None:
            return self._file("secret_file", entry.secret_file)
        assert entry.secret is not None
        return self._value("secret", entry.secret)

    def _value(self, field: str, value: SecretStr) -> SecretStr:
        """With what the environment has in the place of each ${NAME}."""

        def held(match: re.Match[str]) -> str:
            found = self._environment.get(match[1])
            if not found:
                raise _Mistake(f"{field}: the environment variable {match[1]} is not set; set it")
            return found

        return SecretStr(_VARIABLE.sub(held, value.get_secret_value()).strip())

    def _file(self, field: str, name: SecretStr) -> SecretStr:
        path = self._folder / self._value(field, name).get_secret_value()
        try:
            return SecretStr(path.read_text(encoding="utf-8").strip())
        except (OSError, ValueError) as error:
            raise _Mistake(
                f"{field}: the file that it names can't be read ({type(error).__name__})"
            ) from None

    def _checked(self, field: str, value: SecretStr, check: Callable[[SecretStr], None]) -> SecretStr:
        try:
            check(value)
        except ValueError as error:
            raise _Mistake(f"{field}: {error}") from None
        return value


def _entry(content: Any) -> _Entry:
    if not isinstance(content, dict):
        raise _Mistake(f"write below it {_KINDS}, a colon, and the address")
    try:
        return _Entry.model_validate(content)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    name = str(fault["loc"][0])
    if fault["type"] == "extra_forbidden":
        # a secret in the place of a field's name is not shown either
        shown = f"{name}: " if re.fullmatch(r"[a-z_]{1,20}", name) else ""
        raise _Mistake(f"{shown}there is no such field; there are {', '.join(_Entry.model_fields)}")
    raise _Mistake(f"{name}: must be text (in quotes if YAML takes it for something else)")


def check_webhook(url: SecretStr) -> None:
    """Raises `ValueError`, without the address in it, unless it is one that a webhook can have."""
    try:
        found = URL(url.get_secret_value())
        is_fit = found.scheme in ("https", "http") and bool(found.host) and found.port is not None
    except ValueError:
        is_fit = False
    if not is_fit or any(each.isspace() or not each.isprintable() for each in url.get_secret_value()):
        raise ValueError("is no web address; write https://host/path")


def check_secret(secret: SecretStr) -> None:
    """Raises `ValueError`, without the secret in it, unless one can sign with it."""
    prefix, _, encoded = secret.get_secret_value().partition(_PREFIX)
    try:
        key = base64.b64decode(encoded, validate=True) if not prefix and encoded else b""
    except binascii.Error:
        key = b""
    if not _SHORTEST_KEY <= len(key) <= _LONGEST_KEY:
        raise ValueError(
            f"must be {_PREFIX} and then {_SHORTEST_KEY} to {_LONGEST_KEY} random bytes in base64; "
            f'make one with: echo "{_PREFIX}$(openssl rand -base64 32)"'
        )


def check_apprise(url: SecretStr) -> None:
    """Raises `ValueError`, without the address in it, unless Apprise knows such an address."""
    # Apprise takes a moment to import: who has no receivers doesn't wait
    from consumers.delivery.by_apprise import plugin

    plugin(url)
