"""How far the stages are behind, while messages move from one to the next."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from kafka import TopicPartition
from kafka.admin import OffsetSpec

from consumers import lag as module
from consumers.groups import READS, group_of
from consumers.lag import lag
from consumers.settings import Settings

SETTINGS = Settings(_env_file=None, prefix="t-")
TOPICS = [SETTINGS.prefix + topic for topic in READS.values()]
GROUPS = [group_of(stage, SETTINGS) for stage in READS]


class Moving:
    """A broker with one message, which so many stages have done; with each question one more has."""

    def __init__(self, done: int) -> None:
        self._done = done

    def _asked(self) -> int:
        self._done += 1
        return self._done - 1

    def list_group_offsets(self, groups: Sequence[str]) -> dict[str, dict[TopicPartition, Any]]:
        done = self._asked()
        return {
            group: {TopicPartition(topic, 0): SimpleNamespace(offset=1)} if index < done else {}
            for index, (group, topic) in enumerate(zip(GROUPS, TOPICS, strict=True))
            if group in groups
        }

    def describe_topics(self, topics: Sequence[str]) -> list[dict[str, Any]]:
        self._asked()
        return [{"name": topic, "partitions": [{"partition_index": 0}]} for topic in topics]

    def list_partition_offsets(self, asked: Mapping[TopicPartition, OffsetSpec]) -> dict[TopicPartition, Any]:
        done = self._asked()
        return {
            part: SimpleNamespace(offset=int(spec is OffsetSpec.LATEST and TOPICS.index(part.topic) <= done))
            for part, spec in asked.items()
        }


@pytest.mark.parametrize("done", range(len(READS) + 1))
def test_what_moves_on_while_it_is_asked_for_is_never_taken_for_done(
    done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def asking(_settings: Settings) -> Iterator[Moving]:
        yield Moving(done)

    monkeypatch.setattr(module, "asking", asking)
    found = lag(SETTINGS)
    assert list(found) == list(READS)
    assert all(count >= 0 for count in found.values())
    assert any(found.values()) == (done < len(READS))
