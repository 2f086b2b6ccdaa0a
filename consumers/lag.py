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

    A stage is done with a message only after what it made of it is in Kafka; so if none is behind, and what they have
    done is asked before what there is, then nothing is under way. All stages are asked about at once: one by one it
    was a tenth of a second's work, which whoever waits for a worker on a small machine took from it several times a
    second. Raises `Unavailable` if Kafka can't be reached.
    """
    reads = {stage: settings.prefix + topic for stage, topic in READS.items()}
    groups = {stage: group_of(stage, settings) for stage in READS}
    with asking(settings) as admin:
        done = admin.list_group_offsets(list(groups.values()))
        partitions = _partitions(admin, list(reads.values()))
        bounds = _bounds(admin, [part for parts in partitions.values() for part in parts])
    return {
        stage: sum(_place(bounds[part], done[groups[stage]].get(part)).left for part in partitions[topic])
        for stage, topic in reads.items()
    }


def behind(settings: Settings, stage: str) -> int:
    """Messages that one stage has not yet done. Raises `Unavailable` if Kafka can't be reached."""
    with asking(settings) as admin:
        return _behind(admin, settings, stage)


@dataclass(frozen=True)
class Place:
    """Where a group is in a partition: the first message that it has not done, and the end."""

    done: int
    end: int

    @property
    def left(self) -> int:
        """Messages that it has not done."""
        return self.end - self.done


def places(admin: Admin, group: str, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, Place]:
    """Where a group is in each of these. Raises `KafkaError`."""
    if not partitions:
        return {}
    bounds = _bounds(admin, partitions)
    done = admin.list_group_offsets(group)[group]
    return {part: _place(bounds[part], done.get(part)) for part in partitions}


def places_of(admin: Admin, settings: Settings, stage: str) -> dict[int, Place]:
    """Where a stage is in each partition of what it reads. Raises `KafkaError`."""
    topic = settings.prefix + READS[stage]
    partitions = _partitions(admin, [topic])[topic]
    found = places(admin, group_of(stage, settings), partitions)
    return {part.partition: place for part, place in found.items()}


def _partitions(admin: Admin, topics: Sequence[str]) -> dict[str, list[TopicPartition]]:
    return {
        topic["name"]: [
            TopicPartition(topic["name"], part["partition_index"]) for part in topic["partitions"]
        ]
        for topic in admin.describe_topics(list(topics))
    }


def _bounds(admin: Admin, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, tuple[int, int]]:
    """The first offset of each, and the one after its last."""
    starts = admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.EARLIEST))
    ends = admin.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
    return {part: (starts[part].offset, ends[part].offset) for part in partitions}


def _place(bounds: tuple[int, int], committed: object) -> Place:
    start, end = bounds
    # what retention has taken away nobody waits for
    return Place(max(_offset(committed), start), end)


def _behind(admin: Admin, settings: Settings, stage: str) -> int:
    return sum(place.left for place in places_of(admin, settings, stage).values())


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
