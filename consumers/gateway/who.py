"""Who pushes: by a bearer key, known before the body is read, or by a signature of it.

A key is enough by itself. For a signature the address says whose it is to be, `/push/NAME`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from consumers.gateway import superdesk, webhooks
from consumers.gateway.keys import Keys
from consumers.gateway.problems import Problem
from consumers.gateway.providers import Provider, Providers
from consumers.gateway.seen import Stamp

_LONGEST_KEY = 200
_HOW = "Authorization: Bearer KEY, the headers of Standard Webhooks, or " + superdesk.HEADER


@dataclass(frozen=True)
class Asking:
    """A provider, and how it shows that it is one. A signature has still to be checked, against the body."""

    provider: Provider
    way: Literal["key", "webhook", "superdesk"]

    @property
    def is_signed(self) -> bool:
        """Whether it is the body that shows it."""
        return self.way != "key"


def asking(headers: Mapping[str, str], name: str | None, *, providers: Providers, keys: Keys) -> Asking:
    """Who says that they push, to `/push/NAME` or `/push`.

    Raises `Problem` if that can't be; a name that is unknown gets the answer that a wrong signature gets.
    """
    if "authorization" in headers:
        return Asking(_by_key(headers["authorization"], name, providers, keys), "key")
    way: Literal["webhook", "superdesk"]
    if any(header in headers for header in webhooks.HEADERS):
        way = "webhook"
    elif superdesk.HEADER in headers:
        way = "superdesk"
    else:
        raise Problem("not-signed", f"a push has one of {_HOW}")
    if name is None:
        raise Problem("not-signed", "a signed push goes to /push/NAME, NAME being the provider's")
    provider = providers.named(name)
    if (provider.webhook if way == "webhook" else provider.superdesk) is None:
        raise Problem("not-signed", f"no provider of this name signs with {way}")
    return Asking(provider, way)


def check(who: Asking, headers: Mapping[str, str], body: bytes) -> Stamp | None:
    """Check the signature, if there is one; of a webhook, gives what it vouches for. Raises `Problem`."""
    if who.way == "webhook":
        assert who.provider.webhook is not None
        return webhooks.check(who.provider.name, who.provider.webhook, headers, body)
    if who.way == "superdesk":
        assert who.provider.superdesk is not None
        superdesk.check(who.provider.superdesk, headers, body)
    return None


def _by_key(authorization: str, name: str | None, providers: Providers, keys: Keys) -> Provider:
    scheme, _, key = authorization.partition(" ")
    owner = keys.owner(key.strip()) if scheme.lower() == "bearer" and len(key) <= _LONGEST_KEY else None
    if owner is None:
        raise Problem("not-signed", "this is no key that is known here")
    if name not in (None, owner):
        raise Problem("not-yours", f"this key pushes to /push or /push/{owner}")
    return providers.named(owner)
