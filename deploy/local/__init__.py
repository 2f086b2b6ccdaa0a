"""Real Apache Kafka and Elasticsearch on a machine that has nothing but Python.

`running()` has them for as long as this process lives, `start()` until `stop()`.
"""

from __future__ import annotations

from deploy.local.errors import ServersError
from deploy.local.secured import Account, Secured
from deploy.local.servers import (
    Addresses,
    LocalServer,
    LocalServers,
    ServerStatus,
    Status,
    addresses,
    reset,
    running,
    start,
    status,
    stop,
)

__all__ = [
    "Account",
    "Addresses",
    "LocalServer",
    "LocalServers",
    "Secured",
    "ServerStatus",
    "ServersError",
    "Status",
    "addresses",
    "reset",
    "running",
    "start",
    "status",
    "stop",
]
