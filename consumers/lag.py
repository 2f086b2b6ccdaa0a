"""How far each stage is behind, and waiting until none is."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kafka import TopicPartition
from kafka.admin import OffsetSpec

from consumers.admin import asking
from consumers.clients.kafka import Admin
from consumers.errors import MusterError, Unavailable
from consumers.groups import READS, group_of
from consumers.settings import Settings


def lag(settings: Settings) -> dict[str, int]:
    """Messages that each stage has not yet done, in the order of the way.

    A stage is done with a message only after what it made of it is in Kafka; so if none is behind, read in this
    order, then nothing is under way. Raises `Unavailable` if Kafka can't be reached.
    """
    with asking(settings) as admin:
        return {name: _behind(admin, settings, name) for name in READS}


def behind(settings: Settings, stage: str) -> int:
    """Messages that one stage has not yet done. Raises `Unavailable` if Kafka can't be reached."""
    with asking(settings) as admin:
        return _behind(admin, settings, stage)


@dataclass(frozen=True)
class Place:
    """Where a group is in a partition: the first message that it has not done, and the end."""

    done: int
    end: int


def places(admin: Admin, group: str, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, Place]:
    """Where a group is in each of these. Raises `KafkaError`."""
    if not partitions:
        return {}
    ends = admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
    starts = admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST))
    done = admin.list_group_offsets(group)[group]
    return {
        # what retention has taken away nobody waits for
        part: Place(max(_offset(done.get(part)), starts[part].offset), ends[part].offset)
        for part in partitions
    }


def places_of(admin: Admin, settings: Settings, stage: str) -> dict[int, Place]:
    """Where a stage is in each partition of what it reads. Raises `KafkaError`."""
    topic = settings.prefix + READS[stage]
    (described,) = admin.describe_topics([topic])
    partitions = [TopicPartition(topic, part["partition_index"]) for part in described["partitions"]]
    found = places(admin, group_of(stage, settings), partitions)
    return {part.partition: place for part, place in found.items()}


def _behind(admin: Admin, settings: Settings, stage: str) -> int:
    return sum(place.end - place.done for place in places_of(admin, settings, stage).values())


def _offset(committed: object) -> int:
    # -1 where a group has committed nothing yet
    return max(0, getattr(committed, "offset", 0))


def wait_until_done(
    settings: Settings,
    *,
    timeout: float,
    alive: Callable[[], bool] = lambda: True,
    show: Callable[[Mapping[str, int]], None] = lambda _: None,
) -> None:
    """Wait until no stage is behind; `show` is given the lag of each as it changes.

    Raises `MusterError` after `timeout` seconds, or as soon as `alive` says that the worker has gone.
    """
    until = time.monotonic() + timeout
    left = "unknown"
    while True:
        try:
            behind = lag(settings)
        except Unavailable as error:
            # a broker that has just started has no coordinator for its groups yet
            left = str(error)
        else:
            show(behind)
            if not any(behind.values()):
                return
            left = ", ".join(f"{stage} {count}" for stage, count in behind.items() if count)
        if not alive():
            raise MusterError(f"the worker has stopped with messages left: {left}")
        if time.monotonic() > until:
            raise MusterError(f"not done after {timeout:.0f} s; messages left: {left}")
        time.sleep(0.2)
