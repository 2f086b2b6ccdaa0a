"""A worker that does nothing is noticed, whether its stage hangs, its event loop, or all of it; and so is its recovery."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from consumers.desk.users import Users
from consumers.record import Record
from consumers.stage import Outbox
from consumers.stages.count import Count
from consumers.worker.work import work
from deploy.local import LocalServers, ports
from tests.integration.drills import lose
from tests.integration.installation import Installation, lines, until
from tests.integration.probes import asked
from tests.integration.serving import serving

PATIENCE = 120.0
"""seconds; for a shared machine with two slow cores"""


def ask(there: Installation, path: str, *, timeout: float = 10) -> tuple[int, dict[str, Any]]:
    """What a worker answers; status 0 while it doesn't."""
    return asked(f"http://{there.settings.health}/{path}", timeout=timeout)


def comes(there: Installation, path: str, status: int) -> None:
    """Wait for an answer."""
    until(lambda: ask(there, path)[0] == status, timeout=PATIENCE)


@pytest.fixture
def there(installation: Installation) -> Installation:
    """An installation whose workers say how they are."""
    (port,) = ports.choose(1)
    return installation.with_(health=f"127.0.0.1:{port}", stuck_seconds=6.0, story_seconds=4.0)


def test_a_stage_that_blocks_the_event_loop_is_noticed_and_so_is_that_it_goes_on(
    there: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, goes_on = threading.Event(), threading.Event()

    async def handle(self: Count, batch: Sequence[Record], out: Outbox) -> None:
        if batch[0].value == b"hang":
            hangs.set()
            goes_on.wait()

    monkeypatch.setattr(Count, "handle", handle)

    def watch() -> None:
        try:
            comes(there, "ready", 200)
            there.put("claims", [("key", b"one")])
            there.wait()
            comes(there, "live", 200)
            there.put("claims", [("key", b"hang"), ("key", b"three")])
            assert hangs.wait(PATIENCE)
            comes(there, "live", 503)
            (reason,) = ask(there, "live")[1]["reasons"]
            assert reason.startswith("count 2 messages wait, and nothing was committed for ")
            assert ask(there, "ready")[0] == 200, "its servers are there, and it has its partitions"
        finally:
            goes_on.set()
        comes(there, "live", 200)
        there.wait()

    async def run() -> None:
        working = asyncio.create_task(work(there.settings, ["count"]))
        try:
            await asyncio.to_thread(watch)
        finally:
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working

    asyncio.run(run())


def test_a_worker_that_is_stopped_answers_nothing_and_a_taken_address_is_one_clear_line(
    there: Installation,
) -> None:
    with there.worker(stages="count") as worker:
        comes(there, "ready", 200)
        worker.process.send_signal(signal.SIGSTOP)
        try:
            assert ask(there, "live", timeout=2) == (0, {})
        finally:
            worker.process.send_signal(signal.SIGCONT)
        comes(there, "live", 200)
        with contextlib.suppress(Exception), there.worker(stages="count", name="second") as second:
            second.process.wait(PATIENCE)
    assert second.process.returncode == 2
    assert (
        f"MUSTER_HEALTH: can't listen at {there.settings.health}" in lines(there.log("second"), "muster:")[-1]
    )


def test_the_desk_and_the_gateway_say_which_of_their_servers_is_away_and_need_no_restart_for_it(
    installation: Installation, servers: LocalServers, after: None, tmp_path: Path
) -> None:
    settings = installation.settings
    users = tmp_path / "users"
    Users(users).add("mari", "reader", "a password that is long enough")
    signed_in = installation.with_(desk_users=users).settings
    log = tmp_path / "desk.log"
    with (
        serving(signed_in, "desk", "--port", "0", log=log) as (desk, _),
        serving(settings, "gateway", "--port", "0", log=tmp_path / "gateway.log") as (gateway, _),
    ):
        until(lambda: asked(f"{gateway}/ready") == (200, {"ready": True}), timeout=PATIENCE)
        until(lambda: asked(f"{desk}/ready") == (200, {"ready": True}), timeout=PATIENCE)
        servers.elasticsearch.stop()
        until(lambda: asked(f"{desk}/ready")[0] == 503, timeout=PATIENCE)
        assert asked(f"{desk}/ready")[1] == {"ready": False, "reasons": ["Elasticsearch does not answer"]}
        assert asked(f"{desk}/live") == (200, {"live": True})
        assert asked(f"{gateway}/ready")[0] == 200, "it needs Kafka alone"
        servers.elasticsearch.start()
        until(lambda: asked(f"{desk}/ready")[0] == 200, timeout=PATIENCE)
        lose(installation, "alerts")
        until(lambda: asked(f"{desk}/ready")[0] == 503, timeout=PATIENCE)
        assert asked(f"{desk}/ready")[1]["reasons"] == ["an index is not there"]
        servers.kafka.stop()
        until(lambda: asked(f"{gateway}/ready")[0] == 503, timeout=PATIENCE)
        assert asked(f"{gateway}/live") == (200, {"live": True})
    assert "ready" not in log.read_text(encoding="utf-8"), "a probe is nothing to log"
