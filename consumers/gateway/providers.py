"""The providers file: who pushes stories, how they sign them, and how much they may send.

    north-wire:
      superdesk: ${NORTH_WIRE_TOKEN}    # what Superdesk calls the secret token
    south-wire:
      webhook_file: /run/secrets/south-wire   # whsec_…, as Standard Webhooks has it
      provider: South Wire
      rate: 20
      largest: 5000000

Who has a bearer key and nothing else to say needs no entry.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from consumers.named_file import Kind, Mistake, Values, checked
from consumers.settings import Settings
from consumers.signing import check_secret
from schemas.rule import Name

_PROVIDERS: Final = Kind(one="provider", below="superdesk, webhook, provider, rate or largest")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHORTEST_TOKEN: Final = 16


class _Entry(BaseModel):
    """A provider as the file has it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    superdesk: SecretStr | None = None
    superdesk_file: SecretStr | None = None
    webhook: SecretStr | None = None
    webhook_file: SecretStr | None = None
    provider: Name | None = None
    rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    largest: Annotated[int, Field(gt=0)] | None = None


@dataclass(frozen=True)
class Provider:
    """Who pushes stories. `called` is what a story without a provider of its own gets; `rate` is in stories a second,
    `largest` in bytes of a body."""

    name: str
    called: str
    rate: float
    largest: int
    superdesk: SecretStr | None = None
    webhook: SecretStr | None = None


class Providers:
    """The providers of the file, and whoever has a key, with the limits of the settings."""

    def __init__(self, settings: Settings, environment: Mapping[str, str] = os.environ) -> None:
        self._settings = settings
        self._known = read(settings, environment)

    @property
    def largest(self) -> int:
        """The largest body that any of them may push."""
        return max([self._settings.gateway_bytes, *(each.largest for each in self._known.values())])

    def named(self, name: str) -> Provider:
        """The provider of that name; of one that the file doesn't have, one with nothing to sign with."""
        return self._known.get(name) or _provider(self._settings, name, _Entry())


def read(settings: Settings, environment: Mapping[str, str] = os.environ) -> dict[str, Provider]:
    """The providers by name; none without a file.

    Raises `MusterError` with every mistake in it, each by provider and field.
    """
    path = settings.gateway_providers
    if path is None:
        return {}

    def build(name: str, content: Any) -> Provider:
        try:
            check_name(name)
        except ValueError as error:
            raise Mistake(str(error)) from None
        entry = _PROVIDERS.entry(_Entry, {} if content is None else content)
        values = Values(path, environment)
        return _provider(
            settings,
            name,
            entry,
            superdesk=_secret(values, "superdesk", entry.superdesk, entry.superdesk_file),
            webhook=_secret(values, "webhook", entry.webhook, entry.webhook_file),
        )

    return _PROVIDERS.read(path, build)


def check_name(name: str) -> None:
    """Raises `ValueError` unless a provider can be called so: it stands in addresses."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} can't be a name here: a to z, 0 to 9, '-', '.' and '_', up to 64 of them")


def _provider(
    settings: Settings,
    name: str,
    entry: _Entry,
    *,
    superdesk: SecretStr | None = None,
    webhook: SecretStr | None = None,
) -> Provider:
    return Provider(
        name,
        called=entry.provider or name,
        rate=entry.rate or settings.gateway_rate,
        largest=entry.largest or settings.gateway_bytes,
        superdesk=superdesk and checked("superdesk", superdesk, _check_token),
        webhook=webhook and checked("webhook", webhook, check_secret),
    )


def _secret(values: Values, field: str, value: SecretStr | None, file: SecretStr | None) -> SecretStr | None:
    if value is not None and file is not None:
        raise Mistake(f"{field}: give one of {field} and {field}_file")
    if file is not None:
        return values.file(f"{field}_file", file)
    return None if value is None else values.value(field, value)


def _check_token(token: SecretStr) -> None:
    if len(token.get_secret_value()) < _SHORTEST_TOKEN:
        raise ValueError(f"must be {_SHORTEST_TOKEN} characters or more; make one with: openssl rand -hex 32")
