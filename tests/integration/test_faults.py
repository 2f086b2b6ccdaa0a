"""Nothing lost, nothing twice: a worker killed outright, Elasticsearch away, Kafka away."""

import time
from contextlib import ExitStack

import pytest

from consumers.errors import MusterError
from deploy.local import LocalServers
from tests.integration.installation import Installation, lines, soldiers, until

COUNTRIES = ("Norway", "Poland", "France", "Spain", "Italy", "Canada", "Germany", "Portugal")


def _stories(count: int) -> list[dict[str, object]]:
    """Stories of eight forces, each with figures that only ever rise, so that every one of them is news once."""
    return [
        soldiers(
            f"urn:test:{i}",
            1_000 + i,
            country=COUNTRIES[i % len(COUNTRIES)],
            published=f"2026-11-16T{6 + i // 60:02}:{i % 60:02}:00Z",
            versioncreated=f"2026-11-16T{6 + i // 60:02}:{i % 60:02}:30Z",
        )
        for i in range(count)
    ]


def test_a_worker_killed_half_way_loses_nothing_and_tells_nothing_twice(installation: Installation) -> None:
    stories = _stories(244)
    installation.publish(*stories[:160])
    with pytest.raises(MusterError, match="stopped by itself"), installation.worker(name="first") as first:
        until(lambda: len(installation.look().stories) > 60, timeout=120)
        first.process.kill()
        first.process.wait()
    installation.publish(*stories[160:])
    stored_by_then = len(installation.look().stories)
    with installation.worker(name="second") as second:
        installation.wait(second)
        found = installation.look()

    assert 0 < stored_by_then < 244, "the worker was not killed half-way"
    assert set(found.stories) == {story["uri"] for story in stories}
    assert not found.dead_letters
    delivered = installation.delivered("first", "second")
    # killed between telling one and noting it, a worker tells that one again, under the same id
    assert len(delivered) - len(set(delivered)) <= 1, "alerts were told twice"
    assert set(delivered) == set(found.alerts), "an alert was not told, or told without being kept"
    assert len(found.alerts) >= len(COUNTRIES)


def test_elasticsearch_away_for_30_seconds_and_a_worker_killed_meanwhile_loses_and_repeats_nothing(
    installation: Installation, servers: LocalServers, after: None
) -> None:
    stories = _stories(60)
    with pytest.raises(MusterError, match="stopped by itself"), installation.worker(name="first") as first:
        installation.publish(*stories[:20])
        until(lambda: len(installation.look().stories) > 5, timeout=120)
        servers.elasticsearch.stop()
        installation.publish(*stories[20:40])
        time.sleep(30)
        # what it holds it has not acked
        first.process.kill()
        first.process.wait()
    with installation.worker(name="second") as second:
        until(lambda: bool(lines(installation.log("second"), "waiting")), timeout=60)
        servers.elasticsearch.start()
        installation.publish(*stories[40:])
        installation.wait(second)
        found = installation.look()

    assert lines(installation.log("first"), "waiting"), "it never noticed that Elasticsearch was away"
    assert set(found.stories) == {story["uri"] for story in stories}
    assert not found.dead_letters
    delivered = installation.delivered("first", "second")
    # killed between telling one and noting it, a worker tells that one again, under the same id
    assert len(delivered) - len(set(delivered)) <= 1
    assert set(delivered) == set(found.alerts)


def test_kafka_killed_and_started_again_loses_and_repeats_nothing(
    installation: Installation, servers: LocalServers, after: None
) -> None:
    stories = _stories(60)
    with installation.worker() as worker, ExitStack() as stack:
        installation.publish(*stories[:30])
        until(lambda: len(installation.look().stories) > 5, timeout=120)
        servers.kafka.kill()
        late = stack.enter_context(installation.worker(name="late"))
        until(lambda: bool(lines(installation.log("late"), "waiting")), timeout=60)
        servers.kafka.start()
        installation.publish(*stories[30:])
        installation.wait(worker)
        until(lambda: bool(lines(installation.log("late"), " ready ")), timeout=120)
        assert late.is_alive()
        found = installation.look()

    assert set(found.stories) == {story["uri"] for story in stories}
    assert not found.dead_letters
    delivered = installation.delivered("worker", "late")
    assert len(delivered) == len(set(delivered))


def test_a_worker_that_waits_for_its_servers_stops_when_told_to(installation: Installation) -> None:
    nowhere = installation.with_(kafka="127.0.0.1:1")
    with nowhere.worker() as worker:
        until(lambda: bool(lines(nowhere.log(), "waiting")), timeout=60)
    assert worker.process.returncode == 0, "it was killed, as it did not stop"


def test_a_worker_whose_servers_are_gone_ends_when_it_is_told_to(
    installation: Installation, servers: LocalServers, after: None
) -> None:
    with pytest.raises(MusterError, match="stopped by itself"), installation.worker(name="left") as left:
        installation.publish(*_stories(4))
        until(lambda: len(installation.look().stories) == 4, timeout=120)
        servers.kafka.stop()
        servers.elasticsearch.stop()
        left.process.terminate()
        # muster up, Compose and Kubernetes kill it after 30 seconds or 45
        left.process.wait(29)
