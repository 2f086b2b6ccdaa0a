"""The whole way over TLS, as users who may do no more than they need, and a search of all that it leaves for secrets."""

import asyncio
import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from elasticsearch import AuthorizationException
from kafka import TopicPartition
from kafka.errors import AuthorizationError, KafkaError
from pydantic import SecretStr

from consumers import topics
from consumers.clients import kafka, refused
from consumers.clients.elasticsearch import blocking
from consumers.command.demo.found import messages
from consumers.errors import Unavailable
from consumers.settings import Settings
from consumers.stored import indices
from consumers.stored.elastic import Store, Write
from tests.integration.hook import KEY
from tests.integration.secured import Installed, acls, certified, secured
from tests.integration.secured_run import MAIL, PASSWORD, PATH, SESSIONS, Run, command, run_everything

JSON = {"accept": "application/json", "content-type": "application/json"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    with secured(tmp_path_factory.mktemp("secured")) as found:
        yield found


@pytest.fixture(scope="module")
def run(installed: Installed) -> Run:
    return run_everything(installed)


def test_the_whole_way_works_over_tls_as_users_who_may_do_no_more_than_they_need(run: Run) -> None:
    assert run.pushed == 202
    assert "Norway sends soldiers" in run.found
    assert "Poland sends soldiers" in run.found
    assert len(run.hook.taken()) >= 2
    assert all(each.is_signed() for each in run.hook.taken())
    assert "2 of 2 stories" in run.said
    assert "2,400" in run.said


# --- no more than that


def test_elasticsearch_lets_each_do_no_more_than_its_role_says(installed: Installed, run: Run) -> None:
    with blocking(installed.settings("admin"), request_timeout=30) as admin:
        admin.index(index="payroll-1", document={"a": 1}, refresh=True)
        admin.indices.create(index="muster-backup-1")
    tried: list[tuple[str, str, str, dict[str, Any] | None]] = [
        ("muster", "DELETE", "/muster-stories-000001", None),
        ("muster", "PUT", "/muster-more", None),
        ("muster", "PUT", "/muster-stories-000001/_settings", {"index": {"number_of_replicas": 3}}),
        (
            "muster",
            "POST",
            "/_aliases",
            {"actions": [{"remove": {"index": "muster-*", "alias": "muster-rules"}}]},
        ),
        ("muster", "DELETE", "/muster-stories-000001/_doc/1", None),
        ("muster", "GET", "/payroll-1/_search", None),
        ("muster", "POST", "/payroll-1/_doc", {"a": 2}),
        ("muster", "GET", "/_cluster/settings", None),
        ("muster", "GET", "/_nodes", None),
        ("muster", "GET", "/_security/user", None),
        ("muster", "PUT", "/_index_template/all", {"index_patterns": ["*"]}),
        ("muster-setup", "GET", "/muster-stories/_search", None),
        ("muster-setup", "DELETE", "/muster-stories-000001", None),
        ("muster-setup", "GET", "/payroll-1/_search", None),
        ("muster-setup", "PUT", "/payroll-2", None),
        ("muster-setup", "GET", "/_security/user", None),
    ]
    let = []
    for name, method, path, body in tried:
        with blocking(installed.settings(name), request_timeout=30) as client:
            try:
                answer = client.perform_request(method, path, body=body, headers=JSON)
            except AuthorizationException:
                continue
            let.append((name, method, path, answer.body))
    assert let == []
    for name in ("muster", "muster-setup"):
        with blocking(installed.settings(name), request_timeout=30) as client:
            # a search of everything is one of what it may read, if it may read anything
            found = client.perform_request("GET", "/_all/_mapping", headers=JSON).body
            assert not [index for index in found if not index.startswith("muster-")]


def test_kafka_lets_each_do_no_more_than_its_list_says(installed: Installed, run: Run) -> None:
    with kafka.admin(installed.settings("admin")) as admin:
        admin.create_topics({"payroll": {"num_partitions": 1, "replication_factor": 1}})
    for name, topic in (
        ("muster", "payroll"),
        ("muster-setup", "muster-articles"),
        ("newsroom", "muster-stories"),
        ("newsroom", "payroll"),
    ):
        with pytest.raises(KafkaError, match="AuthorizationFailed"):
            _write(installed.settings(name), topic)
    _write(installed.settings("newsroom"), "muster-articles")
    _write(installed.settings("admin"), "payroll")
    read = {
        (name, topic): _read(installed.settings(name), topic) > 0
        for name in ("admin", "muster", "muster-setup", "newsroom")
        for topic in ("muster-articles", "payroll")
    }
    assert {each for each, is_read in read.items() if is_read} == {
        ("admin", "muster-articles"),
        ("admin", "payroll"),
        ("muster", "muster-articles"),
    }
    for name in ("muster", "muster-setup", "newsroom"):
        with kafka.admin(installed.settings(name)) as admin:
            assert "payroll" not in admin.list_topics()
            with pytest.raises(AuthorizationError):
                admin.delete_topics(["muster-articles"])
            with pytest.raises(AuthorizationError):
                admin.create_topics({"payroll-2": {"num_partitions": 1, "replication_factor": 1}})
            assert admin.create_acls(acls()[:1])["succeeded"] == []


def _write(settings: Settings, topic: str) -> None:
    with kafka.producer(settings, max_block_ms=5_000) as producer:
        producer.send(topic, key=b"key", value=b"{}", partition=0).get(30)


def _read(settings: Settings, topic: str) -> int:
    """How many messages of its first partition are given to this user."""
    part = TopicPartition(topic, 0)
    with kafka.consumer(settings, enable_auto_commit=False, auto_offset_reset="earliest") as consumer:
        consumer.assign([part])
        consumer.seek(part, 0)
        try:
            return len(consumer.poll(timeout_ms=3_000).get(part, ()))
        except AuthorizationError:
            return 0


def test_who_may_make_nothing_is_told_what_is_missing_and_whom_to_ask(installed: Installed, run: Run) -> None:
    assert topics.create(run.settings) == []
    assert asyncio.run(indices.create(run.settings)) == []
    elsewhere = run.settings.model_copy(update={"prefix": "muster-two-"})
    with pytest.raises(
        Unavailable, match=r"lacks the topic muster-two-.* muster may not make it: run muster topics"
    ):
        topics.create(elsewhere)
    with pytest.raises(
        Unavailable, match=r"lacks muster-two-stories.* run muster index create as a user who may"
    ):
        asyncio.run(indices.create(elsewhere))


# --- clear words


def test_a_wrong_password_is_one_clear_line(installed: Installed) -> None:
    wrong = {"MUSTER_KAFKA_PASSWORD_FILE": "", "MUSTER_KAFKA_PASSWORD": "Wrong-one-4711"}
    answer = command(installed.settings(), "topics", "create", **wrong)
    assert answer.returncode == 2
    assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    assert (
        "it does not take the password of user muster by SCRAM-SHA-512; look at MUSTER_KAFKA_USER"
        in answer.stderr
    )
    assert "Wrong-one" not in answer.stderr
    wrong = {"MUSTER_ELASTICSEARCH_PASSWORD_FILE": "", "MUSTER_ELASTICSEARCH_PASSWORD": "Wrong-one-4711"}
    answer = command(installed.settings(), "search", "soldiers", **wrong)
    assert answer.returncode == 2
    assert len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    assert "does not know Muster" in answer.stderr
    assert "MUSTER_ELASTICSEARCH_PASSWORD" in answer.stderr
    assert "Wrong-one" not in answer.stderr


def test_what_is_wrong_with_tls_is_told(installed: Installed, tmp_path: Path) -> None:
    settings = installed.settings()
    certified(tmp_path)
    stranger = {"kafka_ca": tmp_path / "ca.pem", "elasticsearch_ca": tmp_path / "ca.pem"}
    elsewhere = {
        name: getattr(settings, name).replace("127.0.0.1", "localhost") for name in ("kafka", "elasticsearch")
    }
    unsafe = {
        "kafka_security": "plaintext",
        "kafka_user": "",
        "elasticsearch": settings.elasticsearch.replace("https", "http"),
    }
    for changes, why, what in (
        (stranger, "its certificate is not to be trusted (unable to get local issuer certificate)", "_CA"),
        (elsewhere, "its certificate is not to be trusted (Hostname mismatch", "_CA"),
        (unsafe, "it speaks TLS", ""),
    ):
        changed = settings.model_copy(update=changes)
        said = refused.fault(changed)
        assert why in said
        assert f"MUSTER_KAFKA{what}" in said
        with pytest.raises(Unavailable) as told:
            asyncio.run(indices.create(changed))
        assert why in str(told.value)
        assert f"MUSTER_ELASTICSEARCH{what}" in str(told.value)
    assert refused.fault(settings) == ""
    other = settings.model_copy(update={"kafka_mechanism": "PLAIN"})
    assert "it does not take PLAIN; set MUSTER_KAFKA_MECHANISM" in refused.fault(other)


def test_whoever_is_not_let_in_waits_and_no_message_is_blamed_for_it(installed: Installed, run: Run) -> None:
    with blocking(installed.settings("admin"), request_timeout=30) as admin:
        admin.indices.create(index="wages-1", aliases={"wages-stories-all": {}})

    async def store(settings: Settings) -> None:
        async with Store(settings) as held:
            await held.write("stories-all", [Write("1", {})])

    async def read(settings: Settings) -> None:
        async with Store(settings) as held:
            await held.read("stories-all", ["1"])

    wrong = run.settings.model_copy(update={"elasticsearch_password": SecretStr("Wrong-one-4711")})
    # a bulk request is let in, and what is in it is not
    anothers = run.settings.model_copy(update={"prefix": "wages-"})
    for attempt, settings, why in (
        (store, wrong, "does not know Muster"),
        (read, wrong, "does not know Muster"),
        (store, anothers, "is unauthorized for user"),
        (read, anothers, "is unauthorized for user"),
        (read, installed.settings("muster-setup"), "is unauthorized for user"),
    ):
        with pytest.raises(Unavailable, match=why):
            asyncio.run(attempt(settings))


# --- secrets


def test_no_words_of_a_story_are_in_logs_and_metrics(run: Run) -> None:
    """Nor its uri in metrics, whose every label would be kept for ever."""
    left = {
        path.name: path.read_text() for path in run.settings.home.iterdir() if path.suffix in (".log", ".txt")
    }
    assert {"worker.log", "desk.log", "gateway.log", "metrics.txt"} <= set(left)
    for name, text in left.items():
        assert "The barracks were enlarged this year" not in text, name
        assert "wrote in a letter to parliament" not in text, name
    assert "story=urn:test:pushed" in left["worker.log"]
    assert "urn:" not in left["metrics.txt"]
    assert 'receiver="hook"' in left["metrics.txt"]


def test_no_secret_is_in_anything_that_a_run_leaves(installed: Installed, run: Run) -> None:
    """Logs at their most talkative, what commands print, what is stored and sent, dead letters, arguments, files."""
    secrets = {
        **installed.passwords,
        "signing": KEY,
        "signing, without its prefix": KEY.removeprefix("whsec_"),
        "mail": MAIL,
        "path": PATH,
        "sessions": SESSIONS,
        "mari": PASSWORD,
        "gateway": run.key,
    }
    secrets |= {
        f"{name}, as a header has it": base64.b64encode(f"muster:{value}".encode()).decode()
        for name, value in secrets.items()
    }
    secrets |= {f"{name}, quoted": quote(value, safe="") for name, value in secrets.items()}
    texts = {
        "said": run.said,
        "arguments": run.arguments,
        "found": run.found,
        **{name: _sent(run.settings, name) for name in topics.RETENTION_MS},
    }
    with blocking(run.settings, request_timeout=30) as client:
        documents = client.search(index="muster-*", size=1_000)["hits"]["hits"]
    assert len(documents) > 10
    texts["documents"] = json.dumps(documents)
    home = run.settings.home
    # what people put there themselves
    given = {home / "receivers.yaml", *(home / "secrets").iterdir()}
    files = [path for path in home.rglob("*") if path.is_file() and path not in given]
    files += [path for path in installed.folder.glob("servers/*/logs/*") if path.is_file()]
    texts |= {str(path): path.read_text(encoding="utf-8", errors="replace") for path in files}
    assert {
        "worker.log",
        "desk.log",
        "gateway.log",
        "users",
        "gateway-keys",
        "server.log",
        "metrics.txt",
    } <= {path.name for path in files}
    assert "given up" in texts[str(home / "worker.log")], "the relay was not reached, and it was said"
    found = [
        (name, where) for name, value in secrets.items() for where, text in texts.items() if value in text
    ]
    assert found == []
    # it would be found
    held = "".join(path.read_text() for path in given)
    assert {name for name, value in secrets.items() if value in held} > {
        "signing",
        "mail",
        "path",
        "kafka muster",
    }


def _sent(settings: Settings, topic: str) -> str:
    found = messages(settings, topic)
    return "".join(value.decode(errors="replace") for _, value in found)


def test_what_is_kept_is_for_its_owner_alone(run: Run) -> None:
    for name in ("users", "gateway-keys"):
        assert (run.settings.home / name).stat().st_mode & 0o077 == 0, name
