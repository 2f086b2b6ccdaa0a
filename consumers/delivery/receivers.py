"""The receivers file: a name for everyone who can be told, and how they are reached.

desk-mail:
  apprise: mailtos://muster:${SMTP_PASSWORD}@mail.example?to=desk@example.org
war-room:
  apprise_file: /run/secrets/war-room   # Apprise addresses, one a line
archive:
  webhook: https://archive.example/muster
  secret: ${ARCHIVE_SECRET}
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, SecretStr
from yarl import URL

from consumers.named_file import Kind, Mistake, Values, checked
from consumers.signing import check_secret

_KINDS: Final = "apprise, apprise_file or webhook"
_RECEIVERS: Final = Kind(one="receiver", below=_KINDS, value="address")


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


def read(path: Path | None, environment: Mapping[str, str] = os.environ) -> dict[str, Receiver]:
    """The receivers by name; none without a file.

    Raises `MusterError` with every mistake in it, each by receiver and field.
    """
    return _RECEIVERS.read(path, _Reading(Values(path, environment)).receiver) if path else {}


class _Reading:
    """Reads one receiver, and looks at what comes of it."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def receiver(self, name: str, content: Any) -> Receiver:
        entry = _RECEIVERS.entry(_Entry, content)
        ways = [way for way in (entry.apprise, entry.apprise_file, entry.webhook) if way is not None]
        if len(ways) != 1:
            raise Mistake(f"give it one of {_KINDS}")
        if entry.webhook is not None:
            return Receiver(
                name,
                webhook=checked("webhook", self._values.value("webhook", entry.webhook), check_webhook),
                secret=checked("secret", self._secret(entry), check_secret),
            )
        if entry.secret is not None or entry.secret_file is not None:
            raise Mistake("secret: only a webhook has one; take it away")
        urls = list(self._addresses(entry))
        if not urls:
            raise Mistake("apprise: names no address; write one, such as mailto://…")
        return Receiver(name, apprise=tuple(checked("apprise", url, check_apprise) for url in urls))

    def _addresses(self, entry: _Entry) -> Iterator[SecretStr]:
        if entry.apprise_file is not None:
            lines = self._values.file("apprise_file", entry.apprise_file).get_secret_value().splitlines()
            for line in lines:
                if line.strip() and not line.strip().startswith("#"):
                    yield self._values.value("apprise_file", SecretStr(line.strip()))
        elif entry.apprise is not None:
            for each in entry.apprise if isinstance(entry.apprise, list) else [entry.apprise]:
                yield self._values.value("apprise", each)

    def _secret(self, entry: _Entry) -> SecretStr:
        if (entry.secret is None) == (entry.secret_file is None):
            raise Mistake("secret: a webhook needs one of secret and secret_file, to sign with")
        if entry.secret_file is not None:
            return self._values.file("secret_file", entry.secret_file)
        assert entry.secret is not None
        return self._values.value("secret", entry.secret)


def check_webhook(url: SecretStr) -> None:
    """Raises `ValueError`, without the address in it, unless it is one that a webhook can have."""
    try:
        found = URL(url.get_secret_value())
        is_fit = found.scheme in ("https", "http") and bool(found.host) and found.port is not None
    except ValueError:
        is_fit = False
    if not is_fit or any(each.isspace() or not each.isprintable() for each in url.get_secret_value()):
        raise ValueError("is no web address; write https://host/path")


def check_apprise(url: SecretStr) -> None:
    """Raises `ValueError`, without the address in it, unless Apprise knows such an address."""
    # Apprise takes a moment to import: who has no receivers doesn't wait
    from consumers.delivery.by_apprise import plugin

    plugin(url)
