"""Whether the role that runs in this container is live: what the image's HEALTHCHECK asks.

`python -m deploy.image.live` asks `/live` at the port of MUSTER_HEALTH, where every role answers. It exits 0 if the
answer is 200, and 1 if it is not or nobody listens.
"""

from __future__ import annotations

import http.client
import os
import sys

PATIENCE = 4.0
"""seconds, less than the HEALTHCHECK has"""


def live(port: int) -> bool:
    """Whether who listens at this port of this machine says so."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/live")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if live(int(os.environ["MUSTER_HEALTH"].rpartition(":")[2])) else 1)
