"""Whether Kustomize itself makes of the overlays what tests/deploy/kustomize.py does: `make check-kubernetes` (needs Go)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.deploy.kustomize import Manifest, build

KUSTOMIZE = "sigs.k8s.io/kustomize/kustomize/v5@v5.7.1"
OVERLAYS = Path("deploy", "kubernetes", "overlays")


def by_name(manifests: list[Manifest]) -> dict[str, Any]:
    """The manifests by kind and name, those of their lists whose order says nothing in one order."""
    return {f"{each['kind']}/{each['metadata']['name']}": _in_order(each) for each in manifests}


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_order(each) for name, each in value.items()}
    if isinstance(value, list):
        items = [_in_order(each) for each in value]
        named = all(isinstance(each, dict) and {"name", "mountPath"} & each.keys() for each in items)
        return sorted(items, key=lambda each: json.dumps(each, sort_keys=True)) if named else items
    return value


def main() -> int:
    """Compare both; 1 if they differ."""
    status = 0
    for folder in sorted(OVERLAYS.iterdir()):
        command = ["go", "run", KUSTOMIZE, "build", str(folder)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        theirs, ours = by_name(list(yaml.safe_load_all(said))), by_name(build(folder))
        different = sorted(name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name))
        sys.stdout.write(f"{folder}: {len(theirs)} manifests, {', '.join(different) or 'none'} different\n")
        status |= bool(different)
    return status


if __name__ == "__main__":
    sys.exit(main())
