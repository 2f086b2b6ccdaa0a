"""One id follows a story from the door to the people who are told of it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from consumers import topics
from consumers.delivery.receivers import read
from consumers.gateway.keys import Keys
from consumers.rules.rulebook import Rulebook
from consumers.stages import STAGES
from consumers.stored.elastic import Store
from schemas import Rule
from tests.integration.installation import Installation, soldiers, until
from tests.integration.serving import serving
from tests.integration.test_metrics import get


def logged(log: Path) -> list[dict[str, Any]]:
    """A log in JSON, a line an event."""
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]


def test_the_lines_about_a_story_have_its_uri_in_every_stage_and_nothing_of_its_words(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "receivers.yaml"
    path.write_text(
        '{"shut": {"webhook": "http://127.0.0.1:9/", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}'
    )
    assert set(read(path)) == {"shut"}
    there = installation.with_(
        log_level="debug",
        log_format="json",
        receivers=path,
        webhooks_to_private_addresses=True,
        delivery_attempts=1,
    )
    key = Keys(tmp_path / "gateway-keys").add("north-wire", today=date(2026, 11, 16))

    async def rule(store: Store) -> None:
        await Rulebook(store).put(Rule(name="all news", to=("shut",)))

    there.ask(rule)
    uri, other = "urn:test:followed", "urn:test:other"
    with (
        serving(there.settings, "gateway", "--port", "0", log=tmp_path / "gateway.log") as (gateway, _),
        there.worker() as worker,
    ):
        until(lambda: get(f"{gateway}/ready") == 200, timeout=60)
        for each, figure in ((uri, 2_400), (other, 3_100)):
            body = json.dumps(soldiers(each, figure)).encode()
            assert get(f"{gateway}/push", data=body, headers={"Authorization": f"Bearer {key}"}) == 202
        there.put(topics.ARTICLES, [("urn:test:broken", b"no article")])
        there.wait(worker)
        until(lambda: any(line["event"] == "given up" for line in logged(there.log())), timeout=60)

    door, lines = logged(tmp_path / "gateway.log"), logged(there.log())
    assert [line["story"] for line in door if line["event"] == "request"] == [uri, other]
    ours = [line for line in lines if line.get("story") == uri]
    assert {line["stage"] for line in ours if line["event"] == "done"} == set(STAGES)
    assert {"alert", "given up"} <= {line["event"] for line in ours}
    (dead,) = [line for line in lines if line["event"] == "dead letter" and line["stage"] == "parse"]
    assert dead["story"] == "urn:test:broken"
    text = (tmp_path / "gateway.log").read_text() + there.log().read_text()
    assert "barracks" not in text
    assert "no article" not in text


def test_a_worker_that_is_not_asked_to_says_nothing_of_each_record(installation: Installation) -> None:
    there = installation.with_(log_format="json")
    there.publish(soldiers("urn:test:quiet", 2_400))
    with there.worker(stages="parse") as worker:
        there.wait_for("parse")
        assert worker.is_alive()
    assert [line for line in logged(there.log()) if line["event"] == "done"] == []
