"""Real Apache Kafka and Elasticsearch on a machine that has nothing but Python.

`running()` has them for as long as this process lives, `start()` until `stop()`.
"""

from __future__ import annotations

from deploy.local.errors import ServersError
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
    "Addresses",
    "LocalServer",
    "LocalServers",
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
