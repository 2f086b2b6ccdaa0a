"""Which story a record is about, whatever its topic's key is."""

from typing import Literal

import pytest

from consumers import topics
from consumers.about import story_of
from consumers.record import Record
from schemas.published import examples


def record(topic: str, value: bytes, *, key: bytes | None = b"key") -> Record:
    return Record(f"prefix-{topic}", 0, 0, 0, key, value)


@pytest.mark.parametrize(
    "topic", [topics.ARTICLES, topics.PARSED, topics.NAMED, topics.QUOTED, topics.STORIES]
)
def test_a_storys_records_are_keyed_by_its_uri(topic: str) -> None:
    assert story_of(record(topic, b"whatever", key=b"urn:test:1")) == "urn:test:1"


def test_a_claim_and_a_stored_story_say_it_themselves() -> None:
    assert story_of(record(topics.CLAIMS, b'{"id": "1", "story": "urn:test:1", "url": "x"}')) == "urn:test:1"
    assert (
        story_of(record(topics.STORED, b'{"uri": "urn:test:1", "version": 1, "origin": "o"}')) == "urn:test:1"
    )


@pytest.mark.parametrize("name", ["alert", "claim"])
def test_the_examples_of_what_is_published_are_about_some_story(name: Literal["alert", "claim"]) -> None:
    for file, value in examples(name).items():
        assert story_of(record(f"{name}s", value)), file


def test_of_garbage_nobody_can_tell() -> None:
    assert story_of(record(topics.ARTICLES, b"", key=None)) is None
    assert story_of(record(topics.CLAIMS, b"garbage")) is None
    assert story_of(record(topics.ALERTS, b'{"claim": 3}')) is None
    assert story_of(record(topics.CLAIMS, b'{"claim": ' * 5_000)) is None
    assert story_of(record(topics.ARTICLES, b"", key=b"\xff")) == "\ufffd"
    assert len(story_of(record(topics.ARTICLES, b"", key=b"x" * 5_000)) or "") == 500
