"""What the desk has from npm, fetched anew: `python -m deploy.vendor`, at development time only.

deploy/vendored.tsv pins each package by version and hash; what is fetched is committed, so that nothing loads from
elsewhere when the desk runs. npm finds the package as it is set up to. `python -m deploy.vendor TABLE` does the same
for another table: deploy/vendored-docs.tsv is that of the site of docs/.
"""

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).with_name("vendored.tsv")


class Vendored(NamedTuple):
    """One file of one package."""

    package: str
    version: str
    sha512: str
    inside: str
    here: Path


def vendored(table: Path) -> Iterator[Vendored]:
    """The table's rows."""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            package, version, sha512, inside, here = line.split("\t")
            yield Vendored(package, version, sha512, inside, ROOT / here)


def fetch(package: str, version: str) -> bytes:
    """The package as npm gives it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"{package}@{version}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (packed,) = Path(folder).glob("*.tgz")
        return packed.read_bytes()


def main(table: Path = TABLE) -> int:
    """Fetch all of it; 1 if a package is not what the table says."""
    packages: dict[tuple[str, str], bytes] = {}
    for row in vendored(table):
        key = (row.package, row.version)
        packages[key] = packages.get(key) or fetch(*key)
        if (found := hashlib.sha512(packages[key]).hexdigest()) != row.sha512:
            sys.stderr.write(
                f"{row.package} {row.version} has the hash {found}, not the one in {table.name}\n"
            )
            return 1
        with tarfile.open(fileobj=io.BytesIO(packages[key])) as archive:
            member = archive.extractfile(f"package/{row.inside}")
            if member is None:
                sys.stderr.write(f"{row.package} {row.version} has no file {row.inside}\n")
                return 1
            row.here.parent.mkdir(parents=True, exist_ok=True)
            row.here.write_bytes(member.read())
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
