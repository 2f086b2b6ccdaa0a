"""What the broker knows of this worker's consumers."""

from collections.abc import Iterable, Mapping
from typing import Any

from kafka import TopicPartition

from consumers.clients.kafka import Admin
from consumers.groups import group_of
from consumers.health.judge import Seen
from consumers.lag import places
from consumers.settings import Settings
from consumers.worker.agents import CLIENT

_JOINED = "Stable"
"""of a group whose members know their partitions"""


def look(admin: Admin, settings: Settings, stages: Iterable[str]) -> dict[str, Seen]:
    """Each stage as its group has it. Raises `KafkaError`."""
    groups = {group_of(stage, settings): stage for stage in stages}
    return {
        groups[name]: _seen(admin, name, group) for name, group in admin.describe_groups(list(groups)).items()
    }


def _seen(admin: Admin, name: str, group: Mapping[str, Any]) -> Seen:
    ours = [member for member in group["members"] if member["client_id"] == CLIENT]
    if not ours:
        return Seen(is_member=False, is_ready=False, committed={}, ends={})
    if group["group_state"] != _JOINED:
        return Seen(is_member=True, is_ready=False, committed={}, ends={})
    found = places(admin, name, [part for member in ours for part in _partitions(member)])
    return Seen(
        is_member=True,
        is_ready=True,
        committed={part.partition: place.done for part, place in found.items()},
        ends={part.partition: place.end for part, place in found.items()},
    )


def _partitions(member: Mapping[str, Any]) -> list[TopicPartition]:
    """None, as bytes, where it has not been told yet."""
    assignment = member["member_assignment"]
    if not isinstance(assignment, Mapping):
        return []
    return [
        TopicPartition(each["topic"], number)
        for each in assignment["assigned_partitions"]
        for number in each["partitions"]
    ]
