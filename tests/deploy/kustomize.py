"""What `kustomize build` makes of a folder, as far as deploy/kubernetes goes: `make check-kubernetes` compares the two.

Known are resources, components, namespace, images, replicas, and patches: strategic merge, and JSON's add, replace and
remove.
"""

import copy
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

Manifest = dict[str, Any]

KNOWN = {"apiVersion", "kind", "resources", "components", "namespace", "images", "replicas", "patches"}
#: Kinds that are in no namespace.
WIDE = {"Namespace"}
#: Lists whose items are known by a name, of Kubernetes' own kinds: they are merged, all others replaced.
NAMED = {
    "containers": "name",
    "volumes": "name",
    "env": "name",
    "ports": "containerPort",
    "volumeMounts": "mountPath",
}
BUILT_IN = re.compile(r"(v1|[a-z]+(\.k8s\.io)?/v1|networking\.k8s\.io/v1|policy/v1)")


def build(folder: Path) -> list[Manifest]:
    """The manifests that a kustomization comes to. Raises `ValueError` on what is not known here."""
    return _build(folder, [])


def _build(folder: Path, found: list[Manifest]) -> list[Manifest]:
    said = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    if unknown := said.keys() - KNOWN:
        raise ValueError(f"{folder}: {', '.join(sorted(unknown))} is not known here")
    for name in said.get("resources", []):
        path = folder / name
        found = found + (_build(path, []) if path.is_dir() else documents(path))
    for name in said.get("components", []):
        found = _build(folder / name, found)
    for patch in said.get("patches", []):
        found = _patched(found, patch, folder)
    for manifest in found:
        if "namespace" in said and manifest["kind"] not in WIDE:
            manifest["metadata"]["namespace"] = said["namespace"]
        for replicas in said.get("replicas", []):
            if manifest["kind"] == "Deployment" and manifest["metadata"]["name"] == replicas["name"]:
                manifest["spec"]["replicas"] = replicas["count"]
        for image in said.get("images", []):
            for container in _containers(manifest):
                if container["image"].partition(":")[0] == image["name"]:
                    container["image"] = f"{image['name']}:{image['newTag']}"
    return found


def documents(path: Path) -> list[Manifest]:
    """All that is in a file."""
    return [each for each in yaml.safe_load_all(path.read_text(encoding="utf-8")) if each]


def _containers(manifest: Manifest) -> list[Manifest]:
    template = manifest.get("spec", {}).get("template", {})
    found: list[Manifest] = template.get("spec", {}).get("containers", [])
    return [each for each in found if "image" in each]


def _patched(found: list[Manifest], patch: Mapping[str, Any], folder: Path) -> list[Manifest]:
    text = patch["patch"] if "patch" in patch else (folder / patch["path"]).read_text(encoding="utf-8")
    for each in yaml.safe_load_all(text):
        target = patch.get("target") or {"kind": each["kind"], "namespace": None, **each["metadata"]}
        matching = [manifest for manifest in found if _matches(manifest, target)]
        if not matching:
            raise ValueError(f"{folder}: nothing is as {target} says")
        for manifest in matching:
            if isinstance(each, list):
                _operate(manifest, each)
            else:
                kept = manifest["metadata"]["name"], manifest["metadata"].get("namespace")
                merged = _merged(manifest, each, by_name=bool(BUILT_IN.fullmatch(manifest["apiVersion"])))
                manifest.clear()
                manifest.update(merged)
                manifest["metadata"]["name"] = kept[0]
                if kept[1]:
                    manifest["metadata"]["namespace"] = kept[1]
    return found


def _matches(manifest: Manifest, target: Mapping[str, Any]) -> bool:
    namespace = manifest["metadata"].get("namespace")
    label, _, value = target.get("labelSelector", "").partition("=")
    return (
        manifest["kind"] == target.get("kind", manifest["kind"])
        and manifest["metadata"]["name"] == target.get("name", manifest["metadata"]["name"])
        # what a component brings is in none until all is put together
        and namespace == target.get("namespace", namespace)
        and (not label or manifest["metadata"].get("labels", {}).get(label) == value)
    )


def _merged(old: Any, new: Any, *, by_name: bool) -> Any:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return copy.deepcopy(new)
    found = dict(old)
    for name, value in new.items():
        key = NAMED.get(name)
        if by_name and key and isinstance(value, list) and isinstance(old.get(name), list):
            found[name] = _listed(old[name], value, key)
        else:
            found[name] = _merged(old.get(name), value, by_name=by_name)
    return found


def _listed(old: Iterable[Manifest], new: Iterable[Manifest], key: str) -> list[Manifest]:
    items = {each[key]: each for each in old}
    for each in new:
        items[each[key]] = _merged(items.get(each[key]), each, by_name=True)
    return list(items.values())


def _operate(manifest: Manifest, operations: Iterable[Mapping[str, Any]]) -> None:
    for each in operations:
        *steps, last = each["path"].strip("/").split("/")
        place: Any = manifest
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else place[step]
        if each["op"] == "remove":
            del place[last]
        elif each["op"] in ("add", "replace"):
            place[last] = copy.deepcopy(each["value"])
        else:
            raise ValueError(f"the operation {each['op']} is not known here")
