"""What is counted; who sees it, and who doesn't. What a whole run leaves in the counters is in test_demo."""

import asyncio
import json
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consumers.gateway.keys import Keys
from consumers.stages.index import STORIES
from consumers.stored.elastic import Store, Write
from deploy.local import ports
from tests.integration.installation import Installation, soldiers, until
from tests.integration.probes import asked
from tests.integration.serving import serving
from tests.scraped import Scraped


def get(address: str, **more: Any) -> int:
    """The status that is answered to a request."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, **more), timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def counting(installation: Installation) -> Installation:
    """The same, with health and metrics at an address of this process's own."""
    (port,) = ports.choose(1)
    return installation.with_(health=f"127.0.0.1:{port}")


def test_the_ports_that_people_reach_show_no_metrics(installation: Installation, tmp_path: Path) -> None:
    key = Keys(tmp_path / "gateway-keys").add("north-wire", today=date(2026, 11, 16))
    desk_at, gateway_at = counting(installation).settings, counting(installation).settings
    with (
        serving(desk_at, "desk", "--port", "0", log=tmp_path / "desk.log") as (desk, _),
        serving(gateway_at, "gateway", "--port", "0", log=tmp_path / "gateway.log") as (gateway, _),
    ):
        until(lambda: get(f"http://{gateway_at.health}/ready") == 200, timeout=60)
        until(lambda: get(f"http://{desk_at.health}/ready") == 200, timeout=60)
        assert [get(f"{address}/metrics") for address in (desk, gateway)] == [404, 404]

        body = json.dumps(soldiers("urn:test:pushed", 2_400)).encode()
        for whose, status in ((key, 202), ("nobody's", 401)):
            assert get(f"{gateway}/push", data=body, headers={"Authorization": f"Bearer {whose}"}) == status
        assert get(f"{desk}/story?uri=urn:nothing/of/this/name") == 404
        assert get(f"{desk}/nothing-here/urn:test:1") == 404
        assert get(f"{desk}/?q=soldiers") == 200

        pushed, seen = Scraped.at(gateway_at.health), Scraped.at(desk_at.health)
    assert pushed("muster_pushes_total", status="202") == 1
    assert pushed("muster_pushes_total", status="401") == 1
    assert pushed("muster_pushed_stories_total", provider="north-wire") == 1
    assert pushed("muster_push_seconds_count") == 2
    assert seen("muster_desk_requests_total", route="/", status="200") == 1
    assert seen("muster_desk_requests_total", route="(none)", status="404") == 2, (
        "/metrics is no route either"
    )
    assert seen("muster_desk_requests_total", status="404") == 3
    assert "urn:" not in str(seen.figures)
    assert asked(f"http://{desk_at.health}/live")[0] == 0, "it has gone with its process"


def test_where_health_is_not_set_nothing_is_shown(installation: Installation, tmp_path: Path) -> None:
    assert not installation.settings.health
    with serving(installation.settings, "desk", "--port", "0", log=tmp_path / "desk.log") as (desk, _):
        assert get(f"{desk}/live") == 200
        assert get(f"{desk}/metrics") == 404


def test_a_worker_shows_what_waits_for_it_and_what_became_of_writes(installation: Installation) -> None:
    there = counting(installation).with_(stuck_seconds=6.0, story_seconds=4.0)
    newer, older = soldiers("urn:test:1", 2_500, hour=7), soldiers("urn:test:1", 2_400, hour=6)
    there.publish(newer, older, soldiers("urn:test:2", 900), b"no article")
    with there.worker() as worker:
        there.wait(worker)
        until(lambda: Scraped.at(there.settings.health)("muster_lag_records") == 0, timeout=60)
        counted = Scraped.at(there.settings.health)
    stages = {dict(labels)["stage"] for name, labels in counted.figures if name == "muster_lag_records"}
    assert stages == {"parse", "entities", "quotes", "numbers", "index", "watch", "count", "deliver"}
    assert counted("muster_dead_letters_total", stage="parse") == 1
    assert counted("muster_writes_total", index="claims", outcome="stored") >= 2
    assert counted("muster_alerts_total", kind="new") >= 1
    assert counted("muster_searchable_timestamp_seconds") > 1_700_000_000


def test_writes_are_counted_by_what_became_of_them(installation: Installation) -> None:
    before = Scraped.here()

    async def write(store: Store) -> None:
        document = {"uri": "urn:test:1", "pubstatus": "usable"}
        await store.write(STORIES, [Write("urn:test:1", document, version=5)])
        await store.write(STORIES, [Write("urn:test:1", document, version=4)])
        await store.write("alerts", [Write("one", {"kind": "new"}, new=True)])
        await store.write("alerts", [Write("one", {"kind": "new"}, new=True)])
        read = await store.read("alerts", ["one"])
        await store.write("alerts", [Write("one", {"kind": "revised"}, after=read["one"])])
        await store.write("alerts", [Write("one", {"kind": "new"}, after=read["one"])])

    installation.ask(write)
    counted = Scraped.here().since(before)
    assert counted("muster_writes_total", index=STORIES, outcome="stored") == 1
    assert counted("muster_writes_total", index=STORIES, outcome="stale") == 1
    assert counted("muster_writes_total", index="alerts", outcome="stored") == 2
    assert counted("muster_writes_total", index="alerts", outcome="exists") == 1
    assert counted("muster_writes_total", index="alerts", outcome="overtaken") == 1


def test_an_elasticsearch_that_is_away_is_counted(installation: Installation) -> None:
    (port,) = ports.choose(1)
    before = Scraped.here()

    async def ask() -> None:
        settings = installation.with_(elasticsearch=f"http://127.0.0.1:{port}").settings
        async with Store(settings) as store:
            await store.read("alerts", ["one"])

    with pytest.raises(Exception, match="does not answer"):
        asyncio.run(ask())
    assert Scraped.here().since(before)("muster_elasticsearch_unavailable_total", why="away") == 1
