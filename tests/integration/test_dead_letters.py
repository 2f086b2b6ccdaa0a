"""Dead letters after the fact: seen, sent back once, dropped. One installation for all of it, in the order of a bad
deploy: articles are given up that a mended worker can read."""

import asyncio
import json
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from kafka import KafkaAdminClient, TopicPartition
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from consumers.command.app import app
from consumers.command.demo.found import messages
from consumers.command.running import environment
from consumers.desk.app import create_app
from consumers.errors import MusterError
from consumers.letters import Dealt, Wanted, letters, waiting
from consumers.stored.elastic import Store
from deploy.local import ports
from tests.integration.installation import Installation, soldiers, until

LONG = "The barracks were enlarged this year. " * 30
EMPTY = b'{"uri": "urn:test:empty"}'
NASTY = b"\x1b[2J\xff no article"
LARGE = [
    soldiers(f"urn:test:large-{i}", 2_400 + i, country=country, byline=LONG)
    for i, country in enumerate(("Norway", "Poland"))
]


class Desk:
    """Runs `muster dead-letters` as a person would, without the seconds that a process takes to start."""

    def __init__(self, installation: Installation) -> None:
        self._environment = environment(installation.settings)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(app, ["dead-letters", *arguments], env=self._environment)

    def out(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert result.exit_code == 0, result.exception
        return result.stdout

    def refused(self, *arguments: str) -> str:
        result = self.run(*arguments)
        assert isinstance(result.exception, MusterError)
        return str(result.exception)

    def list(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out("list", "--json", *arguments).splitlines()]


def test_dead_letters_are_listed_shown_sent_back_once_and_dropped(
    installation: Installation, tmp_path: Path
) -> None:
    bad = installation.with_(article_bytes=800, dead_letter_bytes=60)
    desk = Desk(installation)
    assert "no dead letters" in desk.out("list")
    with bad.worker(stages="parse", name="bad"):
        bad.publish(*LARGE, NASTY, EMPTY)
        bad.wait_for("parse")

    # seen
    found = desk.list()
    assert len(found) == 4
    assert {each["state"] for each in found} == {"waiting"}
    large = [each["id"] for each in desk.list("--reason", "BYTES LONG", "--stage", "parse")]
    assert len(large) == 2
    assert not desk.list("--stage", "index")
    assert not desk.list("--until", "2020-01-01")
    assert len(desk.list("--since", "2020-01-01")) == 4
    assert "4 waiting (parse 4)" in desk.out("list")
    assert asyncio.run(_waiting(installation)) == {"parse": 4}
    _on_the_desk(installation, tmp_path)
    (nasty,) = [each["id"] for each in found if each["size"] == len(NASTY)]
    shown = desk.out("show", nasty)
    assert r"\x1b[2J\xff no article" in shown
    assert "\x1b" not in shown
    raw = tmp_path / "raw"
    assert f"{len(NASTY)} of {len(NASTY)} bytes" in desk.out("show", nasty, "--raw", str(raw))
    assert raw.read_bytes() == NASTY

    # what can't be meant is one clear line
    assert "there is no dead letter 9:99" in desk.refused("show", "9:99")
    assert "is no dead letter's id" in desk.refused("show", "nine")
    assert "there is no dead letter 9:99" in desk.refused("replay", "9:99")
    assert "which dead letters?" in desk.refused("replay")
    assert "no stage is called 'pars'" in desk.refused("drop", "--stage", "pars")

    # dropped
    assert "1 dropped: parse 1" in desk.out("drop", nasty)
    assert "no dead letter to drop" in desk.out("drop", nasty)
    assert asyncio.run(_waiting(installation)) == {"parse": 3}

    # sent back, once, whole and in order, though the letters keep 60 bytes of them
    assert "2 sent back: parse 2" in desk.out("replay", "--reason", "bytes long")
    assert "no dead letter to send back" in desk.out("replay", "--reason", "bytes long")
    assert "2 sent back" in desk.out("replay", "--again", *large)
    assert not asyncio.run(_claimed_again(installation)), "two callers may send one letter"
    assert sorted(each["state"] for each in desk.list()) == ["dropped", "replayed", "replayed", "waiting"]

    with installation.worker(stages="parse", name="mended"):
        installation.wait_for("parse")
    parsed = [key for key, _ in messages(installation.settings, "stories.parsed")]
    assert sorted(filter(None, parsed)) == 2 * [b"urn:test:large-0"] + 2 * [b"urn:test:large-1"]
    assert len(desk.list()) == 4, "it could be read this time"

    # a record that its topic keeps no longer: its letter's bytes, if they are all
    _forget_articles(installation)
    refused = desk.run("replay", "--again", *large)
    assert "keeps it no longer" in refused.stderr
    assert isinstance(refused.exception, MusterError)
    assert "1 sent back" in desk.out("replay", "--all")
    assert [value for _, value in messages(installation.settings, "articles")] == [EMPTY]


def _on_the_desk(installation: Installation, tmp_path: Path) -> None:
    """An admin sees how many wait, and why; a reader doesn't; a Kafka that is away holds no page up."""
    with TestClient(create_app(installation.settings), base_url="http://127.0.0.1") as admin:
        page = admin.get("/dead-letters")
        assert page.status_code == 200
        assert "4 dead letters wait" in page.text
        assert "muster dead-letters replay --stage parse" in page.text
        newest = Desk(installation).list()[-1]
        (waits,) = admin.get("/api/dead-letters").json()["waiting"]
        assert (waits["stage"], waits["count"], waits["id"]) == ("parse", 4, newest["id"])
        assert waits["reason"] in unescape(page.text)
        assert ">4<" in admin.get("/dead-letters/count").text
        assert 'href="/dead-letters"' in admin.get("/").text
    (port,) = ports.choose(1)
    away = installation.with_(kafka=f"127.0.0.1:{port}").settings
    with TestClient(create_app(away), base_url="http://127.0.0.1") as admin:
        assert "They are being counted" in admin.get("/dead-letters").text
        until(lambda: admin.get("/api/dead-letters").json()["fault"] is not None, timeout=60)
        assert "They can't be counted now: Kafka at" in admin.get("/dead-letters").text
    behind = installation.with_(desk_user_header="X-User", desk_proxies="testclient").settings
    with TestClient(create_app(behind), base_url="http://127.0.0.1", headers={"X-User": "ana"}) as reader:
        assert reader.get("/dead-letters").status_code == 403
        assert reader.get("/api/dead-letters").status_code == 403
        assert "/dead-letters" not in reader.get("/").text


async def _waiting(installation: Installation) -> dict[str, int]:
    store = Store(installation.settings)
    try:
        return dict(await waiting(installation.settings, store))
    finally:
        await store.close()


async def _claimed_again(installation: Installation) -> list[object]:
    """What another caller is given of letters that are dealt with."""
    found = letters(installation.settings, Wanted(reason="bytes long"))
    store = Store(installation.settings)
    try:
        return [*await Dealt(store).claim(found, at=datetime.now(UTC))]
    finally:
        await store.close()


def _forget_articles(installation: Installation) -> None:
    """As retention would, at once."""
    topic = f"{installation.settings.prefix}articles"
    with KafkaAdminClient(bootstrap_servers=installation.settings.kafka) as admin:
        admin.delete_records({TopicPartition(topic, part): -1 for part in range(2)})
