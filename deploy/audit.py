"""Careless code and known holes: bandit over our own code, pip-audit over what requirements.lock names.

`python -m deploy.audit` exits 1 if either finds anything. pip-audit has to ask a service on the network; where none can
be asked it would itself say "no known vulnerabilities found", so what it has not looked at is counted here, said, and
with `--must-ask` an error too. What is let be, and why: `deploy/security/known-holes.tsv`, `# nosec` beside the line,
`[tool.bandit]` in pyproject.toml.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
KNOWN = Path("deploy", "security", "known-holes.tsv")
OURS = ("schemas", "pipeline", "consumers", "deploy")
_PIP_AUDIT = ("--require-hashes", "--requirement", "requirements.lock", "--no-deps", "--disable-pip")
_QUIET = ("--format", "json", "--progress-spinner", "off", "--timeout", "15")


@dataclass(frozen=True)
class Audit:
    """How many packages were looked at of how many, and the holes that nobody has let be."""

    looked_at: int
    all: int
    holes: Sequence[str]

    def __str__(self) -> str:
        if not self.looked_at:
            return f"pip-audit: NOT LOOKED: no service knows any of the {self.all} packages from here"
        left = self.all - self.looked_at
        unknown = f", {left} unknown to the service" if left else ""
        return f"pip-audit: {self.looked_at} packages looked at{unknown}, {len(self.holes)} holes"


def read(report: Mapping[str, Any], known: Mapping[str, str]) -> Audit:
    """What pip-audit's report comes to."""
    packages = report["dependencies"]
    looked = [package for package in packages if "skip_reason" not in package]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none yet'}"
        for package in looked
        for hole in package["vulns"]
        if not {hole["id"], *hole.get("aliases", ())} & known.keys()
    ]
    return Audit(len(looked), len(packages), holes)


def known_holes(text: str) -> dict[str, str]:
    """The reasons by id. Raises `ValueError` on a line without one."""
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            ident, _, rest = line.partition("\t")
            package, _, reason = rest.partition("\t")
            if not (ident.strip() and package.strip() and reason.strip()):
                raise ValueError(f"{KNOWN}: {line!r} is not an id, a package and a reason with tabs between")
            found[ident] = reason
    return found


def main(arguments: Sequence[str]) -> int:
    """Look; 1 if anything was found, 3 if pip-audit could not ask and had to."""
    bandit = _run("bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", *OURS)
    print(f"bandit: {'something was found' if bandit.returncode else 'nothing found'}")
    if bandit.returncode:
        print(bandit.stdout, bandit.stderr, sep="\n")
    asked = _run("pip_audit", *_PIP_AUDIT, *_QUIET)
    try:
        report = json.loads(asked.stdout)
    except ValueError:
        said = (asked.stderr.strip() or "it said nothing").splitlines()[-1]
        report, audit = None, None
        print(f"pip-audit: NOT LOOKED: {said}")
    else:
        audit = read(report, known_holes((ROOT / KNOWN).read_text(encoding="utf-8")))
        print(audit, *audit.holes, sep="\n  ")
    if bandit.returncode or (audit and audit.holes):
        return 1
    return 3 if "--must-ask" in arguments and not (audit and audit.looked_at) else 0


def _run(module: str, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
