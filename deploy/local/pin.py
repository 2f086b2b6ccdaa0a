"""Writes `artifacts.tsv` anew from the versions in `artifacts.py`: `python -m deploy.local.pin`.

For whoever moves Kafka or Elasticsearch to another version; nothing else runs this.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.local.artifacts import ROOTS

HEADER = """\
# Every file that the local servers need, with the hash that a download must have.
# Written by `python -m deploy.local.pin`; don't edit by hand.
# server\tcoordinate\tbytes\tsha256
"""


def _closure(folder: Path, roots: tuple[str, ...]) -> dict[str, Path]:
    """Resolve one server's roots, downloading into `folder`: each file by its coordinate."""
    from jgo.maven import MavenContext

    context = MavenContext(repo_cache=folder, timeout=60)
    found = {}
    for root in roots:
        group, name, packaging, version = root.split(":")
        found[root] = context.project(group, name).at_version(version).artifact(packaging=packaging).resolve()
    group, name, packaging, version = roots[0].split(":")
    if packaging == "jar":
        # The first root alone decides the versions: resolved together, another's own version table would
        # change them (log4j's brings kafka-clients 3.9 to Kafka 4).
        first = context.create_dependency(f"{group}:{name}:{version}")
        for needed in context.resolver.resolve([first])[1]:
            coordinate = ":".join((needed.groupId, needed.artifactId, needed.type, needed.version))
            found[coordinate] = needed.artifact.resolve()
    return found


def main() -> None:
    """Download everything that the roots need and write down what it is."""
    lines = []
    with TemporaryDirectory() as folder:
        for server, roots in ROOTS.items():
            for coordinate, path in _closure(Path(folder), roots).items():
                content = path.read_bytes()
                digest = hashlib.sha256(content).hexdigest()
                lines.append(f"{server}\t{coordinate}\t{len(content)}\t{digest}\n")
    Path(__file__).with_name("artifacts.tsv").write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
