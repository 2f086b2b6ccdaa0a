"""What can break. Each fault breaks something, waits, and mends it; whoever was killed is started again."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import psutil

from consumers.settings import Settings
from deploy.local import LocalServers
from tests.chaos.crew import DESK, GATEWAY, Crew
from tests.chaos.preload import Preload
from tests.chaos.proxy import Mode, Proxy
from tests.chaos.read_only import read_only


@dataclass(frozen=True)
class Scene:
    """What can be broken: the servers, the processes, their clocks, and the network between them and the servers."""

    servers: LocalServers
    crew: Crew
    to_elasticsearch: Proxy
    to_kafka: Proxy
    preload: Preload | None
    settings: Settings
    chance: random.Random

    def some(self, least: float, most: float) -> float:
        """Seconds."""
        return self.chance.uniform(least, most)

    def worker(self) -> str:
        """One of the workers, and all of them are there."""
        self.crew.see_to_it()
        return self.chance.choice(self.crew.workers)


Fault = Callable[[Scene], None]


def kill_worker(scene: Scene) -> None:
    """A worker dies at once, and is started again."""
    scene.crew.kill(scene.worker())
    time.sleep(scene.some(0, 3))
    scene.crew.see_to_it()


def kill_all_workers(scene: Scene) -> None:
    """All of them, as when the machine goes."""
    scene.crew.see_to_it()
    for name in scene.crew.workers:
        scene.crew.kill(name)
    time.sleep(scene.some(0, 3))
    scene.crew.see_to_it()


def freeze_worker(scene: Scene) -> None:
    """A worker is stopped for longer than its group waits for it, or shorter, and goes on as if nothing had been."""
    scene.crew.freeze(scene.worker(), scene.some(1, 25))


def kill_parser(scene: Scene) -> None:
    """A process in which a worker parses."""
    children = scene.crew.children(scene.worker())
    if children:
        with suppress(psutil.NoSuchProcess):
            scene.chance.choice(children).kill()


def rebalance(scene: Scene) -> None:
    """A worker leaves in good order, and comes back: partitions change hands twice."""
    scene.crew.stop(scene.worker())
    time.sleep(scene.some(0, 6))
    scene.crew.see_to_it()


def kill_kafka(scene: Scene) -> None:
    """The broker dies at once."""
    scene.servers.kafka.kill()
    time.sleep(scene.some(0, 5))
    scene.servers.kafka.start()


def restart_kafka(scene: Scene) -> None:
    """The broker is stopped in good order."""
    scene.servers.kafka.stop()
    time.sleep(scene.some(0, 5))
    scene.servers.kafka.start()


def freeze_kafka(scene: Scene) -> None:
    """The broker's port stays open, and nothing answers: to its clients, a network that stalls."""
    with _frozen(scene.servers.kafka.freeze, scene.servers.kafka.thaw):
        time.sleep(scene.some(1, 12))


def kill_elasticsearch(scene: Scene) -> None:
    """It dies at once."""
    scene.servers.elasticsearch.kill()
    time.sleep(scene.some(0, 5))
    scene.servers.elasticsearch.start()


def freeze_elasticsearch(scene: Scene) -> None:
    """As a long collection of garbage."""
    with _frozen(scene.servers.elasticsearch.freeze, scene.servers.elasticsearch.thaw):
        time.sleep(scene.some(1, 40))


def fill_disk(scene: Scene) -> None:
    """The flood-stage block, which Elasticsearch puts on every index when its disk is nearly full."""
    with read_only(scene.settings):
        time.sleep(scene.some(1, 10))


def step_clocks(scene: Scene) -> None:
    """The wall clock of all processes goes wrong by up to an hour, for good."""
    if scene.preload is not None:
        scene.preload.step(scene.chance.choice([-3_600, -60, -1, 1, 60, 3_600]))


def _kills(name: str) -> Fault:
    def fault(scene: Scene) -> None:
        scene.crew.see_to_it()
        scene.crew.kill(name)
        time.sleep(scene.some(0, 3))
        scene.crew.see_to_it()

    return fault


def _freezes(name: str) -> Fault:
    def fault(scene: Scene) -> None:
        scene.crew.see_to_it()
        scene.crew.freeze(name, scene.some(1, 15))

    return fault


def _network(between: Callable[[Scene], Proxy], mode: Mode, least: float, most: float) -> Fault:
    def fault(scene: Scene) -> None:
        proxy = between(scene)
        proxy.mode = mode
        try:
            time.sleep(scene.some(least, most))
        finally:
            proxy.mode = "pass"

    return fault


def _elasticsearch(scene: Scene) -> Proxy:
    return scene.to_elasticsearch


def _kafka(scene: Scene) -> Proxy:
    return scene.to_kafka


FAULTS: Final[Mapping[str, Fault]] = MappingProxyType(
    {
        "worker killed": kill_worker,
        "all workers killed": kill_all_workers,
        "worker frozen": freeze_worker,
        "parser killed": kill_parser,
        "workers leave and join": rebalance,
        "Kafka killed": kill_kafka,
        "Kafka restarted": restart_kafka,
        "Kafka frozen": freeze_kafka,
        "Elasticsearch killed": kill_elasticsearch,
        "Elasticsearch frozen": freeze_elasticsearch,
        "Elasticsearch read-only": fill_disk,
        "Elasticsearch answers 429": _network(_elasticsearch, "busy", 1, 10),
        "Elasticsearch slow": _network(_elasticsearch, "slow", 3, 15),
        "network to Elasticsearch stalls": _network(_elasticsearch, "stall", 1, 40),
        "network to Elasticsearch cut": _network(_elasticsearch, "cut", 1, 10),
        "network to Kafka slow": _network(_kafka, "slow", 3, 15),
        "network to Kafka stalls": _network(_kafka, "stall", 1, 40),
        "network to Kafka cut": _network(_kafka, "cut", 1, 10),
        "gateway killed": _kills(GATEWAY),
        "gateway frozen": _freezes(GATEWAY),
        "desk killed": _kills(DESK),
        "desk frozen": _freezes(DESK),
        "clocks step": step_clocks,
    }
)
NEED_PRELOAD: Final = frozenset(
    {"clocks step", "network to Kafka slow", "network to Kafka stalls", "network to Kafka cut"}
)
"""faults that a machine without a C compiler can't have"""


@contextmanager
def _frozen(freeze: Callable[[], None], thaw: Callable[[], None]) -> Iterator[None]:
    freeze()
    try:
        yield
    finally:
        thaw()
