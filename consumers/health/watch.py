"""The thread that watches a worker's stages, and what it answers."""

import threading
import time
from collections.abc import Mapping

import structlog
from elasticsearch import ApiError, TransportError

from consumers.clients import elasticsearch, kafka
from consumers.health.broker import look
from consumers.health.judge import Judge
from consumers.health.server import HealthServer
from consumers.health.signs import Signs
from consumers.metrics import health as measures
from consumers.settings import Settings

log = structlog.get_logger()

LOOKS = 10
"""in the time that a stage may stand still"""
_ANSWER = 5.0
"""seconds that a server has to answer"""


class Health:
    """Answers at the address of the setting `health`, if there is one, from `open` to `close`; it judges from `begin`
    on."""

    def __init__(self, settings: Settings, signs: Mapping[str, Signs]) -> None:
        self._settings = settings
        self._signs = signs
        self._every = settings.stuck_seconds / LOOKS
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="health", daemon=True)
        self._faults: list[str] = []
        self._not_ready = ["it is starting"]
        self._looked_at = time.monotonic()
        self._server = HealthServer(settings.health, live=lambda: self._faults, ready=self._ready)

    def open(self) -> None:
        """Answer. Raises `MusterError` if the address is taken."""
        if self._settings.health:
            self._server.open()

    def begin(self) -> None:
        """Watch the stages, which have been told to join their groups."""
        if self._settings.health:
            self._thread.start()

    def close(self) -> None:
        """Stop watching and answering."""
        self._ended.set()
        self._server.close()

    def _ready(self) -> list[str]:
        age = time.monotonic() - self._looked_at
        if age > 2 * self._every + 2 * _ANSWER:
            return [f"Kafka and Elasticsearch have not answered for {age:.0f} s"]
        return self._not_ready

    def _watch(self) -> None:
        now = time.monotonic()
        judges = {stage: Judge(limit=self._settings.stuck_seconds, now=now) for stage in self._signs}
        while not self._ended.is_set():
            try:
                with kafka.admin(
                    self._settings,
                    bootstrap_timeout_ms=int(1000 * _ANSWER),
                    request_timeout_ms=int(1000 * _ANSWER),
                ) as admin:
                    self._look_until_it_fails(admin, judges)
            except Exception as error:
                # nothing can be said of the stages until it answers: that it doesn't is no fault of theirs
                log.warning("health: Kafka does not answer", reason=f"{type(error).__name__}: {error}")
                self._not_ready = [f"Kafka at {self._settings.kafka} does not answer"]
                self._faults = []
                self._looked_at = time.monotonic()
                for stage, judge in judges.items():
                    judge.forget(time.monotonic())
                    measures.unseen(stage)
                self._ended.wait(self._every)

    def _look_until_it_fails(self, admin: kafka.Admin, judges: Mapping[str, Judge]) -> None:
        while not self._ended.is_set():
            seen = look(admin, self._settings, judges)
            now = time.monotonic()
            faults = []
            not_ready = [f"{stage} has no partitions yet" for stage in seen if not seen[stage].is_ready]
            for stage, judge in judges.items():
                signs = self._signs[stage]
                judge.look(seen[stage], batches=signs.batches, now=now)
                fault = judge.fault(progress_at=signs.progress_at, now=now)
                measures.seen(stage, seen[stage], is_stuck=fault is not None)
                if fault:
                    faults.append(f"{stage} {fault}")
            if faults and not self._faults:
                log.error("stuck", reasons=faults)
            self._faults = faults
            self._not_ready = [*not_ready, *self._elasticsearch()]
            self._looked_at = time.monotonic()
            self._ended.wait(self._every)

    def _elasticsearch(self) -> list[str]:
        try:
            with elasticsearch.blocking(self._settings, request_timeout=_ANSWER) as client:
                # asks for no more than the role of a worker lets it
                client.indices.exists_alias(name=f"{self._settings.prefix}stories")
        except (ApiError, TransportError) as error:
            return [
                f"Elasticsearch at {self._settings.elasticsearch} does not answer ({type(error).__name__})"
            ]
        return []
