"""Where the servers are and who Muster is there: secrets from files, and settings that would be less safe than they look."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import faust
import pytest
from pydantic import ValidationError

from consumers.clients import elasticsearch, kafka
from consumers.clients.faust import credentials
from consumers.command.running import environment
from consumers.errors import MusterError
from consumers.settings import Settings
from tests.consumers.gateway.pushing import SECRET

SASL = {"kafka_security": "sasl_ssl", "kafka_user": "muster", "kafka_password": SECRET}


def settings(**given: Any) -> Settings:
    return Settings(_env_file=None, **given)


# --- files


def test_a_secret_is_read_from_the_file_that_a_variable_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("KAFKA_PASSWORD", "ELASTICSEARCH_API_KEY", "DESK_SECRET"):
        (tmp_path / name).write_text(f"secret of {name}\n")
        monkeypatch.setenv(f"MUSTER_{name}_FILE", str(tmp_path / name))
    monkeypatch.setenv("MUSTER_KAFKA_SECURITY", "sasl_ssl")
    monkeypatch.setenv("MUSTER_KAFKA_USER", "muster")
    found = settings()
    assert found.kafka_password.get_secret_value() == "secret of KAFKA_PASSWORD"
    assert found.elasticsearch_api_key.get_secret_value() == "secret of ELASTICSEARCH_API_KEY"
    assert found.desk_secret.get_secret_value() == "secret of DESK_SECRET"
    assert "secret of" not in repr(found) + str(found)
    for name, value in environment(found).items():
        monkeypatch.setenv(name, value)
    assert settings() == found, "a child has the same"


def test_a_line_of_the_file_of_settings_may_name_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("of the desk")
    (tmp_path / ".env").write_text(f"MUSTER_DESK_SECRET_FILE={tmp_path / 'secret'}\n")
    monkeypatch.chdir(tmp_path)
    assert Settings().desk_secret.get_secret_value() == "of the desk"
    monkeypatch.setenv("MUSTER_DESK_SECRET_FILE", "")
    assert Settings().desk_secret.get_secret_value() == ""


def test_a_file_that_cannot_be_read_or_is_empty_and_a_secret_twice_are_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, binary = tmp_path / "empty", tmp_path / "binary"
    empty.write_text("\n")
    binary.write_bytes(b"\xff\xfe")
    for path, why in (
        (tmp_path / "gone", r"gone can't be read \(FileNotFoundError\)"),
        (tmp_path, r"can't be read \(IsADirectoryError\)"),
        (binary, r"binary can't be read \(UnicodeDecodeError\)"),
        (empty, "empty is empty"),
    ):
        monkeypatch.setenv("MUSTER_DESK_SECRET_FILE", str(path))
        with pytest.raises(MusterError, match=f"^MUSTER_DESK_SECRET_FILE: .*{why}"):
            settings()
    monkeypatch.setenv("MUSTER_DESK_SECRET", SECRET)
    with pytest.raises(MusterError, match="are both set") as told:
        settings()
    assert SECRET not in str(told.value)


# --- what contradicts itself


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kafka_security": "sasl_ssl"}, "needs MUSTER_KAFKA_USER and MUSTER_KAFKA_PASSWORD"),
        ({**SASL, "kafka_security": "plaintext"}, "signs nobody in"),
        ({**SASL, "kafka_security": "ssl"}, "signs nobody in"),
        ({"kafka_ca": __file__}, "has no TLS"),
        ({"kafka_security": "ssl", "kafka_key": __file__}, "set both of MUSTER_KAFKA_CERTIFICATE"),
        (
            {**SASL, "kafka_security": "sasl_plaintext", "kafka_mechanism": "PLAIN", "kafka": "far:9092"},
            "the password would go to far:9092 in the clear",
        ),
        ({"elasticsearch_user": "u"}, "set both of MUSTER_ELASTICSEARCH_USER"),
        ({"elasticsearch_password": SECRET}, "set both of MUSTER_ELASTICSEARCH_USER"),
        (
            {"elasticsearch_user": "u", "elasticsearch_password": SECRET, "elasticsearch_api_key": SECRET},
            "set one of MUSTER_ELASTICSEARCH_API_KEY",
        ),
        ({"elasticsearch": "http://far:9200", "elasticsearch_ca": __file__}, "has no TLS"),
        (
            {"elasticsearch": "http://far:9200", "elasticsearch_api_key": SECRET},
            "in the clear: write https://",
        ),
        ({"elasticsearch": f"https://u:{SECRET}@far:9200"}, "String should match"),
    ],
)
def test_what_would_be_less_safe_than_it_looks_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said) as told:
        settings(**given)
    assert SECRET not in str(told.value)


def test_on_this_machine_a_password_may_go_without_tls() -> None:
    settings(elasticsearch="http://127.0.0.1:9200", elasticsearch_api_key=SECRET)
    settings(
        **{**SASL, "kafka_security": "sasl_plaintext", "kafka_mechanism": "PLAIN", "kafka": "[::1]:9092"}
    )


def test_the_command_says_it_in_one_line_and_shows_no_secret(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "consumers.command", "topics", "create"],
        env={
            "MUSTER_KAFKA_PASSWORD": SECRET,
            "MUSTER_ELASTICSEARCH_PASSWORD": SECRET,
            "PYTHONPATH": str(Path.cwd()),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("muster: MUSTER_KAFKA_SECURITY=plaintext signs nobody in")
    assert len(done.stderr.splitlines()) == 1
    assert SECRET not in done.stderr


# --- what clients are told


def test_every_client_of_kafka_is_told_the_same() -> None:
    secure = settings(**SASL, kafka="one:9092,two:9092")
    said = kafka.server(secure)
    assert said["security_protocol"] == "SASL_SSL"
    assert said["sasl_mechanism"] == "SCRAM-SHA-512"
    assert (said["sasl_plain_username"], said["sasl_plain_password"]) == ("muster", SECRET)
    of_faust = credentials(secure)
    assert isinstance(of_faust, faust.SASLCredentials)
    assert (of_faust.protocol.value, of_faust.mechanism.value) == ("SASL_SSL", "SCRAM-SHA-512")
    assert (of_faust.username, of_faust.password) == ("muster", SECRET)
    assert SECRET not in repr(of_faust)
    only_tls = settings(kafka_security="ssl", kafka="one:9092")
    assert kafka.server(only_tls)["security_protocol"] == "SSL"
    assert isinstance(credentials(only_tls), faust.SSLCredentials)
    plain = settings(kafka="one:9092")
    assert kafka.server(plain) == {"bootstrap_servers": ["one:9092"], "security_protocol": "PLAINTEXT"}
    assert credentials(plain) is None


def test_a_ca_that_is_none_is_named_with_its_setting() -> None:
    with pytest.raises(MusterError, match=r"MUSTER_KAFKA_CA.*holds no certificate"):
        kafka.server(settings(kafka_security="ssl", kafka="one:9092", kafka_ca=__file__))
    with pytest.raises(MusterError, match=r"MUSTER_ELASTICSEARCH_CA: .*holds no certificate"):
        elasticsearch.blocking(
            settings(elasticsearch="https://one:9200", elasticsearch_ca=__file__), request_timeout=1
        )
