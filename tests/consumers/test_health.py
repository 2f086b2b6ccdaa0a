"""When a stage is stuck, and what is answered; the broker is in tests/integration/test_health.py."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping

import pytest

from consumers.errors import MusterError
from consumers.health.judge import Judge, Seen
from consumers.health.server import HealthServer
from deploy.local import ports

LIMIT = 50.0


class Stage:
    """A stage that is looked at every five seconds, with a clock of its own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.progress_at = 0.0
        self.batches = 0
        self.judge = Judge(limit=LIMIT, now=0.0)

    def stands(self, seconds: float, committed: Mapping[int, int], ends: Mapping[int, int]) -> str | None:
        """What is said of it after so many seconds in which its place was this."""
        until = self.now + seconds
        while self.now < until:
            self.now += 5
            seen = Seen(is_member=True, is_ready=True, committed=committed, ends=ends)
            self.judge.look(seen, batches=self.batches, now=self.now)
        return self.judge.fault(progress_at=self.progress_at, now=self.now)


def test_a_stage_that_commits_nothing_while_messages_wait_is_stuck_once_its_time_is_over() -> None:
    stage = Stage()
    assert stage.stands(300, {0: 7}, {0: 7}) is None, "there is nothing to do"
    assert stage.stands(45, {0: 7}, {0: 19}) is None
    assert stage.stands(5, {0: 7}, {0: 19}) == "12 messages wait, and nothing was committed for 50 s"
    assert stage.stands(5, {0: 8}, {0: 19}) is None, "it goes on"


def test_a_stage_that_has_never_committed_anything_is_stuck_too() -> None:
    assert Stage().stands(60, {0: 0}, {0: 3}) is not None


def test_one_that_settles_parts_of_a_long_batch_is_not_stuck() -> None:
    stage = Stage()
    for _ in range(10):
        assert stage.stands(30, {0: 7}, {0: 19}) is None
        stage.progress_at = stage.now
    assert stage.stands(50, {0: 7}, {0: 19}) is not None, "now the batch hangs"


def test_one_that_finishes_batches_of_which_none_is_committed_is_stuck_whatever_it_settles() -> None:
    stage = Stage()
    faults = []
    for _ in range(12):
        faults.append(stage.stands(5, {0: 7}, {0: 19}))
        stage.progress_at = stage.now
        stage.batches += 1
    assert faults[:10] == [None] * 10
    assert faults[-1] is not None


def test_one_partition_that_stands_still_while_others_move_is_noticed_later() -> None:
    stage = Stage()
    for step in range(100):
        assert stage.stands(5, {0: 7, 1: step}, {0: 9, 1: 200}) is None
    fault = stage.stands(5, {0: 7, 1: 100}, {0: 9, 1: 200})
    assert fault is not None
    assert fault.startswith("2 messages wait in partition 0")


def test_partitions_that_are_taken_over_have_their_time_from_then_on() -> None:
    stage = Stage()
    assert stage.stands(45, {0: 7}, {0: 19}) is None
    assert stage.stands(45, {1: 7}, {1: 19}) is None, "it has just been given another"
    assert stage.stands(10, {1: 7}, {1: 19}) is not None


def test_one_that_its_group_does_not_know_is_stuck() -> None:
    judge = Judge(limit=LIMIT, now=0)
    gone = Seen(is_member=False, is_ready=False, committed={}, ends={})
    judge.look(gone, batches=0, now=45)
    assert judge.fault(progress_at=45, now=45) is None, "it may still be joining"
    judge.look(gone, batches=0, now=50)
    assert judge.fault(progress_at=50, now=50) == "has not been in its consumer group for 50 s"


def test_after_a_time_in_which_kafka_said_nothing_it_has_its_time_anew() -> None:
    stage = Stage()
    assert stage.stands(45, {0: 7}, {0: 19}) is None
    stage.now += 600
    stage.judge.forget(stage.now)
    assert stage.stands(45, {0: 7}, {0: 19}) is None
    assert stage.stands(10, {0: 7}, {0: 19}) is not None


# --- over HTTP ----------------------------------------------------------------------------------


@pytest.fixture
def faults() -> dict[str, list[str]]:
    return {"live": [], "ready": []}


@pytest.fixture
def address(faults: dict[str, list[str]]) -> Iterator[str]:
    (port,) = ports.choose(1)
    server = HealthServer(f"127.0.0.1:{port}", live=lambda: faults["live"], ready=lambda: faults["ready"])
    server.open()
    yield f"127.0.0.1:{port}"
    server.close()


def ask(address: str, path: str) -> tuple[int, object]:
    try:
        with urllib.request.urlopen(f"http://{address}/{path}", timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_each_question_has_its_own_answer_and_its_reasons(address: str, faults: dict[str, list[str]]) -> None:
    assert ask(address, "live") == (200, {"live": True})
    assert ask(address, "ready?verbose") == (200, {"ready": True})
    faults["live"] = ["parse has stopped"]
    assert ask(address, "live") == (503, {"live": False, "reasons": ["parse has stopped"]})
    assert ask(address, "ready")[0] == 200
    assert ask(address, "stories") == (404, {"there is": ["/live", "/ready", "/metrics"]})


def test_metrics_are_what_prometheus_reads(address: str) -> None:
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        text = answer.read().decode()
    assert "# TYPE muster_records_in_total counter" in text
    assert "_created" not in text


@pytest.mark.parametrize("where", ["taken", "192.0.2.1:1"])
def test_an_address_that_can_not_be_had_is_one_clear_line(address: str, where: str) -> None:
    server = HealthServer(address if where == "taken" else where, live=list, ready=list)
    with pytest.raises(MusterError, match="MUSTER_HEALTH: can't listen at"):
        server.open()
    server.close()
