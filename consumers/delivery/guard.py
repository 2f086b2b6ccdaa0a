"""Nothing is sent to where only this machine can reach: its own services, the network behind it, a cloud's metadata.

The check is made on the address that a socket connects to, whoever resolved the name and however it was written
(`127.1`, `2130706433`, `::ffff:127.0.0.1`), so that a name which resolves to another address a moment later gains
nothing. Python tells its audit hooks of every connection before it is made, and a hook that raises prevents it; that
holds for aiohttp as for whatever library an Apprise plugin uses. A hook can't be removed, so it does nothing outside
of `guarded()`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

_EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_NAT64 = IPv6Network("64:ff9b::/96")
"""the prefix that translates to any IPv4 address (RFC 6052)"""
_V4_COMPATIBLE = IPv6Network("::/96")


class PrivateAddress(OSError):
    """A connection to an address that is not public was prevented."""


_refused: ContextVar[list[str] | None] = ContextVar("refused", default=None)


@contextmanager
def guarded(*, allow: bool = False) -> Iterator[list[str]]:
    """Within it, this task and what it starts connect to public addresses only; with `allow`, to any.

    Gives a list to which every address that was refused is added, for libraries wrap the `PrivateAddress` that they
    get, or swallow it.
    """
    refused: list[str] = []
    if allow:
        yield refused
        return
    _watch()
    token = _refused.set(refused)
    try:
        yield refused
    finally:
        _refused.reset(token)


def is_public(address: str) -> bool:
    """Whether a numeric address is one that everybody can reach. What is no numeric address is not.

    An IPv6 address that stands for an IPv4 one (mapped, 6to4, NAT64) is as public as that.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_public(found if isinstance(found, IPv4Address) else _meant(found))


def _meant(address: IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one leads to, or itself."""
    if address in _NAT64 or address in _V4_COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    inner = address.ipv4_mapped or address.sixtofour
    return address if inner is None else inner


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (
        address.is_private
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or (isinstance(address, IPv6Address) and address.is_site_local)
    )


@cache
def _watch() -> None:
    sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS or (refused := _refused.get()) is None:
        return
    where = arguments[1]
    if where is None:  # a message over a connection, which was looked at when it was made
        return
    # a Unix socket's path, or a name that the C library would resolve unseen, is no numeric address either
    host = str(where[0]) if isinstance(where, tuple) and where else "a local socket"
    if not is_public(host):
        refused.append(host)
        raise PrivateAddress(f"{host} is not a public address")
