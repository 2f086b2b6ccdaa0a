"""A newsroom's trace goes on through the gateway and every stage, over HTTP and Kafka, to a collector."""

import json
from datetime import date
from pathlib import Path

from consumers import topics
from consumers.clients import kafka
from consumers.gateway.keys import Keys
from consumers.kept import messages
from consumers.stages import STAGES
from tests.collector import collecting
from tests.integration.installation import Installation, soldiers, until
from tests.integration.serving import serving
from tests.integration.test_metrics import get

TRACE = "0af7651916cd43dd8448eb211c80319c"
SPAN = "b7ad6b7169203331"
PARENTS = {
    "parse": "push",
    "entities": "parse",
    "quotes": "entities",
    "numbers": "quotes",
    "index": "numbers",
    "watch": "index",
    "count": "index",
    "deliver": "count",
}


def test_a_pushed_story_is_one_trace_from_the_newsroom_to_the_delivery(
    installation: Installation, tmp_path: Path
) -> None:
    key = Keys(tmp_path / "gateway-keys").add("north-wire", today=date(2026, 11, 16))
    with collecting() as collector:
        there = installation.with_(traces=collector.address)
        with (
            serving(there.settings, "gateway", "--port", "0", log=tmp_path / "gateway.log") as (gateway, _),
            there.worker() as worker,
        ):
            until(lambda: get(f"{gateway}/ready") == 200, timeout=60)
            body = json.dumps(soldiers("urn:test:traced", 2_400)).encode()
            headers = {"Authorization": f"Bearer {key}", "traceparent": f"00-{TRACE}-{SPAN}-01"}
            assert get(f"{gateway}/push", data=body, headers=headers) == 202
            there.publish(soldiers("urn:test:its-own", 900))
            there.put(topics.ARTICLES, [("urn:test:broken", b"no article")])
            there.wait(worker)
        # what was left was sent as they ended
        spans = collector.of("urn:test:traced")
        (pushed,) = [span for span in collector.spans if span.name == "push"]
        own, broken = collector.of("urn:test:its-own"), collector.of("urn:test:broken")

    assert (pushed.trace, pushed.parent, pushed.service) == (TRACE, SPAN, "muster-gateway")
    assert pushed.attributes["muster.provider"] == "north-wire"
    assert set(spans) == set(STAGES) == set(PARENTS)
    known = {**spans, "push": pushed}
    assert {span.trace for span in spans.values()} == {TRACE}
    assert {name: known[parent].id for name, parent in PARENTS.items()} == {
        name: span.parent for name, span in spans.items()
    }
    assert spans["parse"].attributes["messaging.destination.name"] == f"{there.settings.prefix}articles"
    assert len({span.trace for span in own.values()}) == 1
    assert {own["parse"].parent, own["entities"].parent} == {"", own["parse"].id}
    assert own["parse"].trace != TRACE
    assert set(broken) == {"parse"}
    assert "JSON" in broken["parse"].failed


def test_without_the_setting_no_record_carries_anything(installation: Installation) -> None:
    assert not installation.settings.traces
    with kafka.producer(installation.settings, acks="all") as producer:
        producer.send(
            installation.settings.prefix + topics.ARTICLES,
            key=b"urn:test:untraced",
            value=json.dumps(soldiers("urn:test:untraced", 2_400)).encode(),
            headers=[("traceparent", f"00-{TRACE}-{SPAN}-01".encode())],
        )
        producer.flush()
    with installation.worker(stages="parse") as worker:
        installation.wait_for("parse")
        assert worker.is_alive()
    (parsed,) = messages(installation.settings, installation.settings.prefix + topics.PARSED)
    assert not parsed.headers
