"""deploy/kubernetes comes to manifests that Kubernetes and its operators take, and that say what is so."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from jsonschema import Draft202012Validator

from consumers.groups import group_of
from consumers.secret_files import FILE
from consumers.settings import Settings, variable
from consumers.stages import STAGES
from consumers.topics import LARGEST_MESSAGE
from deploy.local.artifacts import ELASTICSEARCH_VERSION
from deploy.release import version
from tests.commands import check_command
from tests.deploy.kustomize import Manifest, build, documents

ROOT = Path(__file__).parents[2]
KUBERNETES = ROOT / "deploy" / "kubernetes"
SCHEMAS = Path(__file__).parent / "schemas"
RELEASE = "1.34"
"""of Kubernetes, whose schemas are asked"""
OVERLAYS = ("small", "production")
EXAMPLES = ("secrets.example.yaml", "ingress.example.yaml")
PREFIX = "muster-"


def overlay(name: str) -> list[Manifest]:
    return build(KUBERNETES / "overlays" / name)


BUILT = {name: overlay(name) for name in OVERLAYS}
EXAMPLE = [each for name in EXAMPLES for each in documents(KUBERNETES / name)]
every_manifest = pytest.mark.parametrize(
    "manifest",
    [
        pytest.param(each, id=f"{name}-{each['kind']}-{each['metadata']['name']}")
        for name, manifests in {**BUILT, "example": EXAMPLE}.items()
        for each in manifests
    ],
)
every_overlay = pytest.mark.parametrize("name", OVERLAYS)


def of(name: str, kind: str) -> dict[str, Manifest]:
    return {each["metadata"]["name"]: each for each in BUILT[name] if each["kind"] == kind}


def pods(name: str) -> dict[str, Manifest]:
    """The pod templates of ours, by name."""
    return {
        found: each["spec"]["template"]
        for kind in ("Deployment", "Job")
        for found, each in of(name, kind).items()
    }


def container(template: Manifest) -> Manifest:
    (found,) = template["spec"]["containers"]
    result: Manifest = found
    return result


def faults(manifest: Manifest) -> Iterator[str]:
    """What a server would say to it."""
    path = SCHEMAS / f"{manifest['kind']}.json"
    if path.exists():
        schema = json.loads(path.read_text(encoding="utf-8"))
        yield from (error.message for error in Draft202012Validator(schema).iter_errors(manifest))
        return
    try:
        kubernetes_validate.validate(manifest, RELEASE, strict=True)
    except kubernetes_validate.ValidationError as error:
        yield error.message


@every_manifest
def test_each_is_what_its_schema_allows(manifest: Manifest) -> None:
    assert list(faults(manifest)) == []


@every_manifest
def test_a_field_that_is_misspelt_is_not_allowed(manifest: Manifest) -> None:
    assert list(faults({**manifest, "misspelt": {}}))


@every_overlay
def test_every_stage_has_workers_and_all_that_run_on_may_be_moved_one_at_a_time(name: str) -> None:
    deployments = of(name, "Deployment")
    workers = {found for found in deployments if found.startswith("worker-")}
    assert workers == {f"worker-{stage}" for stage in STAGES}
    for stage in STAGES:
        assert container(pods(name)[f"worker-{stage}"])["args"] == ["worker", "--stages", stage]
    assert set(deployments) == workers | {"desk", "gateway"}
    for found, each in deployments.items():
        labels = each["spec"]["template"]["metadata"]["labels"]
        budget = of(name, "PodDisruptionBudget")[found]["spec"]
        assert budget["maxUnavailable"] == 1
        for selector in (budget["selector"], each["spec"]["selector"]):
            assert selector["matchLabels"].items() <= labels.items()


@every_overlay
def test_each_command_is_one(name: str) -> None:
    for template in pods(name).values():
        for words in _commands(container(template)):
            check_command(words)


def _commands(found: Manifest) -> list[list[str]]:
    if "args" in found:
        return [found["args"]]
    return [each.split() for each in re.findall(r"\bmuster ([^&]+)", found["command"][-1])]


@every_overlay
def test_pods_are_restricted_and_can_write_to_their_home_and_tmp_alone(name: str) -> None:
    (namespace,) = of(name, "Namespace").values()
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    for template in pods(name).values():
        spec, inside = template["spec"], container(template)
        assert spec["automountServiceAccountToken"] is False
        assert spec["securityContext"]["runAsNonRoot"] is True
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert inside["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert inside["resources"]["limits"]["memory"]
        volumes = {each["name"]: each for each in spec["volumes"]}
        for mount in inside["volumeMounts"]:
            assert mount.get("readOnly") or "emptyDir" in volumes[mount["name"]]
        written = {each["mountPath"] for each in inside["volumeMounts"] if not each.get("readOnly")}
        assert written == {"/var/lib/muster", "/tmp"}
        assert inside["image"] == f"muster:{version()}"


@every_overlay
def test_probes_are_those_that_the_docs_name(name: str) -> None:
    docs = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    said = re.search(
        r"liveness probe on `/live` \(`periodSeconds: (\d+)`, `timeoutSeconds: (\d+)`, `failureThreshold: (\d+)`\)",
        docs,
    )
    assert said
    period, timeout, threshold = map(int, said.groups())
    for found in of(name, "Deployment"):
        inside = container(pods(name)[found])
        live = inside["livenessProbe"]
        assert live["httpGet"] == {"path": "/live", "port": "health"}
        assert (live["periodSeconds"], live["timeoutSeconds"], live["failureThreshold"]) == (
            period,
            timeout,
            threshold,
        )
        for probe in ("startupProbe", "readinessProbe"):
            assert inside[probe]["httpGet"] == {"path": "/ready", "port": "health"}
        ports = {each["name"]: each["containerPort"] for each in inside["ports"]}
        address = of(name, "ConfigMap")["settings"]["data"]["MUSTER_HEALTH"]
        assert address == f"0.0.0.0:{ports['health']}"


@every_overlay
def test_each_variable_is_a_setting_and_each_file_that_it_names_is_mounted(name: str) -> None:
    known = {variable(field) for field in Settings.model_fields}
    data = of(name, "ConfigMap")["settings"]["data"]
    for template in pods(name).values():
        inside = container(template)
        assert inside["envFrom"] == [{"configMapRef": {"name": "settings"}}]
        own = {each["name"]: each["value"] for each in inside.get("env", [])}
        assert {found.removesuffix(FILE.upper()) for found in data.keys() | own.keys()} <= known
        files = set(_files(template))
        for value in (data | own).values():
            assert not value.startswith("/") or value in files


def _files(template: Manifest) -> Iterator[str]:
    """Every file of a Secret, by its path; of a Secret that is mounted whole, those of the example."""
    example = {each["metadata"]["name"]: each for each in EXAMPLE if each["kind"] == "Secret"}
    mounts = {each["name"]: each["mountPath"] for each in container(template)["volumeMounts"]}
    for volume in template["spec"]["volumes"]:
        where = mounts[volume["name"]]
        for source in volume.get("projected", {}).get("sources", []):
            secret = source["secret"]
            for item in secret["items"]:
                assert item["key"] in example[secret["name"]]["stringData"], "the example lacks it"
                yield f"{where}/{item['path']}"
        if "secret" in volume:
            yield from (f"{where}/{key}" for key in example[volume["secret"]["secretName"]]["stringData"])


def test_no_secret_has_a_value_and_none_is_applied() -> None:
    assert {each["metadata"]["name"] for each in BUILT["production"] if each["kind"] == "Secret"} == {
        "elasticsearch-roles"
    }
    given = [
        value
        for each in EXAMPLE
        if each["kind"] == "Secret"
        for key, value in each["stringData"].items()
        if key == "password"
    ]
    assert set(given) == {"CHANGE-ME"}


def test_workers_are_scaled_by_the_lag_of_their_own_group_and_no_further_than_partitions() -> None:
    data = of("production", "ConfigMap")["settings"]["data"]
    settings = Settings(_env_file=None, prefix=PREFIX)
    scaled = of("production", "ScaledObject")
    assert scaled.keys() == {f"worker-{stage}" for stage in STAGES}
    for stage, kind in STAGES.items():
        spec = scaled[f"worker-{stage}"]["spec"]
        assert spec["scaleTargetRef"] == {"name": f"worker-{stage}"}
        assert spec["minReplicaCount"] == 1, "with none, nobody would see that messages come"
        assert spec["maxReplicaCount"] == int(data["MUSTER_PARTITIONS"])
        (trigger,) = spec["triggers"]
        assert trigger["metadata"]["consumerGroup"] == group_of(stage, settings)
        assert trigger["metadata"]["topic"] == PREFIX + kind.reads
        assert trigger["metadata"]["bootstrapServers"] == data["MUSTER_KAFKA"]
        assert trigger["authenticationRef"]["name"] in of("production", "TriggerAuthentication")
        # who scales says how many, and nobody else
        assert "replicas" not in of("production", "Deployment")[f"worker-{stage}"]["spec"]


@every_overlay
def test_nobody_speaks_to_anybody_but_for_what_is_said(name: str) -> None:
    policies = of(name, "NetworkPolicy")
    deny = policies.pop("default-deny")["spec"]
    assert deny == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    to_servers = policies["muster-to-servers"]["spec"]["egress"][1]["ports"]
    data = of(name, "ConfigMap")["settings"]["data"]
    assert [str(each["port"]) for each in to_servers] == [
        data["MUSTER_KAFKA"].rpartition(":")[2],
        data["MUSTER_ELASTICSEARCH"].rpartition(":")[2],
    ]
    # only who tells people may speak to the world
    out = [found for found, each in policies.items() if "0.0.0.0/0" in json.dumps(each)]
    assert out == ["deliver-to-people"]


@every_overlay
def test_servers_keep_as_many_copies_as_muster_asks_for(name: str) -> None:
    data = of(name, "ConfigMap")["settings"]["data"]
    copies = int(data["MUSTER_REPLICATION"])
    (pool,) = of(name, "KafkaNodePool").values()
    assert pool["spec"]["replicas"] == copies
    kafka = of(name, "Kafka")["kafka"]["spec"]["kafka"]
    assert kafka["config"]["offsets.topic.replication.factor"] == copies
    assert kafka["config"]["message.max.bytes"] > LARGEST_MESSAGE
    (listener,) = kafka["listeners"]
    assert data["MUSTER_KAFKA"] == f"kafka-kafka-bootstrap:{listener['port']}"
    assert listener["tls"] is True
    elasticsearch = of(name, "Elasticsearch")["elasticsearch"]["spec"]
    assert [each["count"] for each in elasticsearch["nodeSets"]] == [copies]
    assert elasticsearch["version"] == ELASTICSEARCH_VERSION


def test_users_may_do_what_deploy_security_says() -> None:
    lines = (ROOT / "deploy" / "security" / "kafka-acls.txt").read_text(encoding="utf-8").splitlines()
    asked = {line for line in lines if line.startswith(("muster:", "muster-setup:"))}
    given = set()
    for name, user in of("small", "KafkaUser").items():
        for acl in user["spec"]["authorization"]["acls"]:
            resource = acl["resource"]
            operations = " ".join(f"--operation {each}" for each in acl["operations"])
            kind = f"--{resource['type']} {resource['name']}"
            given.add(f"{name}: {operations} {kind} --resource-pattern-type {resource['patternType']}ed")
    assert given == asked
    held = of("small", "Secret")["elasticsearch-roles"]["stringData"]["roles.yml"]
    roles = json.loads(
        (ROOT / "deploy" / "security" / "elasticsearch-roles.json").read_text(encoding="utf-8")
    )
    assert yaml.safe_load(held) == roles


def test_services_and_the_ingress_lead_to_ports_that_are_there() -> None:
    (ingress,) = (each for each in EXAMPLE if each["kind"] == "Ingress")
    services = of("small", "Service")
    for rule in ingress["spec"]["rules"]:
        for path in rule["http"]["paths"]:
            backend = path["backend"]["service"]
            (port,) = services[backend["name"]]["spec"]["ports"]
            assert port["name"] == backend["port"]["name"]
    for name, service in services.items():
        template = pods("small")[name]
        assert service["spec"]["selector"].items() <= template["metadata"]["labels"].items()
        (port,) = service["spec"]["ports"]
        assert port["targetPort"] in {each["name"] for each in container(template)["ports"]}


def test_what_a_kustomization_says_that_is_not_known_here_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("helmCharts: []\n")
    with pytest.raises(ValueError, match="helmCharts"):
        build(tmp_path)
