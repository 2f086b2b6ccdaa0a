"""The schemas of what operators add to Kubernetes, from their own CRDs: `python -m tests.deploy.schemas.extract CRD.yaml…`.

Each becomes KIND.json here, without its descriptions, and strict: a field that it does not know is a mistake, as the
API server would say. sources.tsv says where each CRD is from; `compose.json` is Compose's own, as it is.
"""

import json
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
PRESERVE = "x-kubernetes-preserve-unknown-fields"


def strict(schema: Any) -> Any:
    """The schema without descriptions, and with no more fields than it names."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        name: {key: strict(each) for key, each in value.items()} if name == "properties" else strict(value)
        for name, value in schema.items()
        if not (name == "description" and isinstance(value, str))
    }
    # what CRDs say otherwise than JSON Schema does
    if found.pop("x-kubernetes-int-or-string", False):
        return {"anyOf": [{"type": "integer"}, {"type": "string"}]}
    if found.pop("nullable", False) and "type" in found:
        found["type"] = [found["type"], "null"]
    if "properties" in found and not found.get(PRESERVE) and "additionalProperties" not in found:
        found["additionalProperties"] = False
    return {name: value for name, value in found.items() if not name.startswith("x-kubernetes-")}


def schema(crd: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The kind, and the schema of the version that is stored."""
    (version,) = (each for each in crd["spec"]["versions"] if each["storage"])
    kind = crd["spec"]["names"]["kind"]
    found = strict(version["schema"]["openAPIV3Schema"])
    fixed = {"apiVersion": {"const": f"{crd['spec']['group']}/{version['name']}"}, "kind": {"const": kind}}
    found["properties"] |= fixed | {"metadata": {"type": "object"}}
    found["required"] = sorted({*found.get("required", []), "apiVersion", "kind", "metadata", "spec"})
    return kind, found


if __name__ == "__main__":
    for path in sys.argv[1:]:
        for crd in yaml.safe_load_all(Path(path).read_text(encoding="utf-8")):
            kind, made = schema(crd)
            text = json.dumps(made, separators=(",", ":"), sort_keys=True)
            (HERE / f"{kind}.json").write_text(f"{text}\n", encoding="utf-8")
