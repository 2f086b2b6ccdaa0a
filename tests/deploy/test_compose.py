"""deploy/compose.yaml says what Compose takes, and nothing that isn't so: there is no Docker here to try it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import SecretStr

from consumers.desk.users import SHORTEST_PASSWORD
from consumers.secret_files import FILE
from consumers.settings import Settings, variable
from consumers.stages import STAGES
from consumers.topics import LARGEST_MESSAGE
from deploy.compose import keys
from deploy.local.artifacts import ELASTICSEARCH_VERSION, KAFKA_VERSION
from deploy.release import version
from tests.commands import check_command
from tests.deploy.compose import (
    COMPOSE,
    DEPLOY,
    VARIABLE,
    Service,
    compose,
    example,
    is_ours,
    mounts,
    services,
)

SCHEMA = Path(__file__).parent / "schemas" / "compose.json"
PROFILES = ("small", "full")
ONCE = {"keys", "kafka-access", "setup", "desk-user"}
"""services that do one thing and end"""

every_service = pytest.mark.parametrize("service", services().values(), ids=services().keys())
ours = {name: service for name, service in services().items() if is_ours(service)}
every_service_of_ours = pytest.mark.parametrize("service", ours.values(), ids=ours.keys())


def commands(service: Service) -> list[list[str]]:
    """The `muster …` that a service of ours runs; by its shell there may be several."""
    if "entrypoint" not in service:
        return [service["command"]]
    if service["entrypoint"][-1] != "-c":
        return []
    return [found.split() for found in re.findall(r"\bmuster ([^&|<]+)", service["command"][0])]


def test_it_is_what_the_compose_specification_allows() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    found = compose()
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    found["services"]["desk"]["volume"] = []
    assert list(Draft202012Validator(schema).iter_errors(found)), "it takes anything"


def test_each_variable_is_in_the_example_with_the_value_that_is_taken_without_it() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    defaults = {match["name"]: match["default"] for match in VARIABLE.finditer(text)}
    given = example()
    assert given.pop("COMPOSE_PROFILES") in PROFILES
    assert defaults == given
    assert len(re.findall(r"\$\{", text)) == len(VARIABLE.findall(text)), "a variable has no default"


@pytest.mark.parametrize("profile", PROFILES)
def test_every_stage_has_one_service(profile: str) -> None:
    stages = [
        stage
        for service in services(profile).values()
        if service.get("command", [""])[:1] == ["worker"]
        for stage in service["command"][service["command"].index("--stages") + 1].split(",")
    ]
    assert sorted(stages) == sorted(STAGES)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_a_service_waits_for_is_there(profile: str) -> None:
    there = services(profile)
    for name, service in there.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in there, f"{name} waits for {other}, which {profile} hasn't"
            ends = how["condition"] == "service_completed_successfully"
            assert ends == (other in ONCE), f"{name}: {other} does not do what is waited for"
            assert ends or "healthcheck" in there[other]


@every_service_of_ours
def test_each_command_of_ours_is_one(service: Service) -> None:
    for words in commands(service):
        check_command(words)


@every_service
def test_each_variable_of_ours_is_a_setting_or_a_secrets_file(service: Service) -> None:
    known = {variable(name) for name in Settings.model_fields}
    secret = {
        variable(name + FILE)
        for name, field in Settings.model_fields.items()
        if field.annotation is SecretStr
    }
    assert secret
    given = {name for name in service.get("environment", {}) if name.startswith("MUSTER_")}
    assert given <= known | secret
    assert not {name for name in given if name + FILE in secret}, "a secret stands in the environment"
    assert is_ours(service) or not given


@every_service_of_ours
def test_the_settings_agree_with_each_other_and_their_files_are_mounted(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.main([str(tmp_path)])
    mounted = mounts(service)
    for name, value in service.get("environment", {}).items():
        monkeypatch.setenv(name, _here(str(value), mounted, tmp_path))
    settings = Settings(_env_file=None)
    if "environment" in service:
        assert settings.kafka_password.get_secret_value()
        assert settings.elasticsearch_password.get_secret_value()
        assert settings.prefix == "muster-", "whom the access lists are for"


def _here(value: str, mounted: dict[str, str], made: Path) -> str:
    """A path in a container as one of this machine: of the keys that were made, or of the repository."""
    for where, what in mounted.items():
        if value == where or value.startswith(f"{where}/"):
            if what.startswith("keys-"):
                return value.replace(where, str(made / what.removeprefix("keys-")))
            if what.startswith("."):
                return str(DEPLOY / what)
            # a file that a command makes there
            path = made / what / value.removeprefix(f"{where}/")
            path.parent.mkdir(exist_ok=True)
            path.touch()
            return str(path)
    assert not value.startswith("/"), f"{value} is not mounted"
    return value


def test_the_images_are_those_that_the_tests_run() -> None:
    images = {name: str(service["image"]) for name, service in services().items()}
    assert images["kafka"] == images["kafka-access"] == f"apache/kafka:{KAFKA_VERSION}"
    assert images["elasticsearch"] == f"docker.elastic.co/elasticsearch/elasticsearch:{ELASTICSEARCH_VERSION}"
    assert {image for image in images.values() if image.startswith("muster")} == {f"muster:{version()}"}
    assert all(re.search(r":v?\d+\.\d+\.\d+$", image) for image in images.values())


@every_service
def test_each_path_that_is_mounted_is_there(service: Service) -> None:
    declared = compose()["volumes"]
    for what in mounts(service).values():
        assert (DEPLOY / what).exists() if what.startswith(".") else what in declared


@every_service
def test_none_has_more_rights_or_room_than_it_needs(service: Service) -> None:
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["deploy"]["resources"]["limits"]["memory"]
    assert service["logging"]["options"]["max-size"]
    assert "privileged" not in service
    if is_ours(service):
        assert service["read_only"]
    for port in service.get("ports", []):
        assert port.startswith("127.0.0.1:"), "others reach it, without TLS"


def test_only_who_hands_out_the_keys_is_root_and_no_one_can_speak_to_it() -> None:
    roots = {name: service for name, service in services().items() if service.get("user", "").startswith("0")}
    assert list(roots) == ["keys"]
    assert roots["keys"]["network_mode"] == "none"
    assert set(roots["keys"]["cap_add"]) == {"CHOWN", "DAC_OVERRIDE"}


def test_each_is_given_its_own_keys_alone() -> None:
    given = {
        name: {what.removeprefix("keys-") for what in mounts(service).values() if what.startswith("keys-")}
        for name, service in services().items()
    }
    assert given.pop("keys") == {*keys.READERS, "all"}
    servers = {"kafka": "kafka", "kafka-access": "kafka", "elasticsearch": "elasticsearch"}
    others = {"setup": "setup", "desk-user": "desk", "grafana": "grafana"}
    for name, found in given.items():
        expected = (servers | others).get(name, "muster" if is_ours(services()[name]) else "")
        assert found == ({expected} if expected else set()), name
        assert all(
            mount.endswith(":ro")
            for mount in services()[name].get("volumes", [])
            if mount.startswith("keys-")
        )


def test_kafka_and_elasticsearch_can_be_reached_by_muster_alone_and_reach_nobody() -> None:
    assert compose()["networks"]["servers"] == {"internal": True}
    for name in ("kafka", "elasticsearch"):
        assert services()[name]["networks"] == ["servers"]
        assert "ports" not in services()[name]


@every_service
def test_what_runs_on_has_a_health_check(service: Service) -> None:
    name = next(name for name, each in services().items() if each == service)
    if is_ours(service):
        # the image brings one; what ends has none
        assert ("healthcheck" in service) == (name in ONCE)
    else:
        assert ("healthcheck" in service) == (name not in ONCE)


def test_prometheus_asks_every_one_of_ours_that_runs_on() -> None:
    config = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yaml").read_text(encoding="utf-8"))
    (job,) = config["scrape_configs"]
    (asked,) = job["dns_sd_configs"]
    assert sorted(asked["names"]) == sorted(ours.keys() - ONCE)


def test_a_password_fits_the_desk_and_nothing_of_it_needs_escaping(tmp_path: Path) -> None:
    passwords = keys.made(tmp_path / "made")
    assert len(passwords) == len(set(passwords.values())) == len({*keys.PASSWORDS, *keys.OTHERS})
    for password in passwords.values():
        assert len(password) >= SHORTEST_PASSWORD
        assert re.fullmatch(r"[\w-]+", password)


def test_keys_are_made_once_and_handed_out_again_as_they_are(tmp_path: Path) -> None:
    keys.main([str(tmp_path)])
    first = _files(tmp_path)
    (tmp_path / "muster" / "kafka").unlink()
    keys.main([str(tmp_path)])
    again = _files(tmp_path)
    # salts are new, and so are the hashes
    salted = {"kafka/users", "elasticsearch/users"}
    assert {name: text for name, text in again.items() if name not in salted} == {
        name: text for name, text in first.items() if name not in salted
    }
    assert not (tmp_path / "all" / "made" / "ca.key").exists()


def test_what_was_half_made_is_made_anew(tmp_path: Path) -> None:
    half = tmp_path / "all" / "made.half-made"
    half.mkdir(parents=True)
    (half / "ca.pem").write_text("half of it")
    assert keys.main([str(tmp_path)]) == 0
    assert not half.exists()
    assert "half" not in (tmp_path / "muster" / "ca.pem").read_text()


def _files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_each_reader_reads_its_keys_and_no_one_else_does(tmp_path: Path) -> None:
    keys.main([str(tmp_path)])
    for name in keys.READERS:
        files = list((tmp_path / name).iterdir())
        assert files
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "all" / "made").stat().st_mode & 0o777 == 0o700


def test_kafka_takes_messages_as_large_as_muster_sends() -> None:
    properties = _properties(DEPLOY / "compose" / "kafka.properties")
    assert int(properties["message.max.bytes"]) > LARGEST_MESSAGE
    assert int(properties["socket.request.max.bytes"]) > int(properties["message.max.bytes"])


def test_kafka_asks_everybody_who_comes_from_elsewhere_for_a_name() -> None:
    properties = _properties(DEPLOY / "compose" / "kafka.properties")
    listeners = dict(each.split("://") for each in properties["listeners"].split(","))
    protocols = dict(each.split(":") for each in properties["listener.security.protocol.map"].split(","))
    assert {protocols[name] for name, where in listeners.items() if not where.startswith("127.0.0.1:")} == {
        "SASL_SSL"
    }
    assert properties["allow.everyone.if.no.acl.found"] == "false"
    address = properties["advertised.listeners"].removeprefix("CLIENTS://")
    assert address == services()["desk"]["environment"]["MUSTER_KAFKA"]


def _properties(path: Path) -> dict[str, Any]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
