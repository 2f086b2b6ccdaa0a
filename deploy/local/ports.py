"""Free TCP ports on the loopback interface."""

from __future__ import annotations

import random
import socket

from deploy.local.errors import ServersError

HOST = "127.0.0.1"
# Below what systems hand out for outgoing connections: while a server is down for a moment, a client that keeps
# knocking could otherwise be given the server's own port, and hold it.
RANGE = range(20_000, 32_000)


def free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def choose(count: int) -> tuple[int, ...]:
    """That many different free ports. Raises ServersError."""
    chosen: list[int] = []
    for port in random.sample(RANGE, len(RANGE)):  # nosec B311  # no secret
        if free(port):
            chosen.append(port)
        if len(chosen) == count:
            return tuple(chosen)
    raise ServersError(f"no free port on {HOST} between {RANGE.start} and {RANGE.stop}: stop what holds them")
