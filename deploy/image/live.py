"""Whether the role that runs in this container is live: what the image's HEALTHCHECK asks.

`python -m deploy.image.live [PORT…]` asks `/live` of the first port that takes a connection; without ports, those of the
desk, the gateway and a worker. It exits 0 if the answer is 200, and 1 if it is not or nobody listens.
"""

from __future__ import annotations

import http.client
import sys
from collections.abc import Sequence

PORTS = (8600, 8700, 8601)
PATIENCE = 4.0
"""seconds, less than the HEALTHCHECK has"""


def live(ports: Sequence[int]) -> bool:
    """Whether the first of these ports of this machine that listens says so."""
    for port in ports:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.connect()
        except OSError:
            continue
        try:
            connection.request("GET", "/live")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
    return False


if __name__ == "__main__":
    sys.exit(0 if live([int(port) for port in sys.argv[1:]] or PORTS) else 1)
