"""What is not an article ends in the dead letters, each with the reason, and the stream goes on."""

import json

import pytest
from kafka import KafkaProducer

from consumers.errors import MusterError
from consumers.stages import STAGES
from tests.integration.installation import Installation, soldiers

GOOD = soldiers("urn:test:after-the-garbage", 2_400)


def _with(**changes: object) -> bytes:
    return json.dumps({**soldiers("urn:test:bad", 1), **changes}).encode()


GARBAGE: dict[str, bytes] = {
    "nothing": b"",
    "white space": b"  \n\t ",
    "not JSON": b"<html>oops</html>",
    "cut off": b'{"uri": "urn:test:cut", "text": "At least 3,0',
    "binary": bytes(range(256)) * 4,
    "UTF-8 cut in a character": '{"uri": "urn:test:é", "text": "caf'.encode() + b"\xc3",
    "UTF-16 that doesn't say so": '{"uri": "urn:test:utf16", "text": "x"}'.encode("utf-16-le"),
    "null": b"null",
    "a number": b"42",
    "a list of two": b'[{"uri": "urn:test:list", "text": "x"}, {"uri": "urn:test:listed", "text": "x"}]',
    "XML of another kind": b"<invoice><total>3</total></invoice>",
    "XML that blows up": b"<!DOCTYPE nitf [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><nitf>&b;</nitf>",
    "no uri": b'{"text": "At least 3,000 soldiers"}',
    "an empty uri": _with(uri=""),
    "a uri that is a number": _with(uri=7),
    "a uri too long for an id": _with(uri="urn:" + "x" * 600),
    "nothing to read": b'{"uri": "urn:test:empty"}',
    "blank text": _with(text="   ", headline="  "),
    "a text that is a list": _with(text=["a", "b"]),
    "an unknown pubstatus": _with(pubstatus="embargoed?"),
    "a version that is no time": _with(versioncreated="yesterday-ish"),
    "nested 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
    "nested deep in an article": b'{"uri": "urn:test:deep", "text": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "a key twice and a stray comma": b'{"uri": "a", "uri": "b", "text": "x",}',
    "NaN": b'{"uri": "urn:test:nan", "text": NaN}',
    "50 MB": b'{"uri": "urn:test:big", "text": "' + b"x" * 50_000_000 + b'"}',
}


def test_each_kind_of_garbage_is_dead_lettered_and_the_stream_goes_on(installation: Installation) -> None:
    installation.publish(*GARBAGE.values())
    with installation.worker() as worker:
        installation.publish(GOOD)
        installation.wait(worker)
        found = installation.look()

    by_size = {(letter.size, letter.value): letter for letter in found.dead_letters.values()}
    keep = installation.settings.dead_letter_bytes
    for name, value in GARBAGE.items():
        letter = by_size.get((len(value), value[:keep]))
        assert letter is not None, f"{name}: is in no dead letter"
        assert letter.stage == "parse", name
        assert letter.reason, name
        assert "\n" not in letter.reason, name
        assert letter.truncated == (len(value) > keep), name
    assert len(found.dead_letters) == len(GARBAGE)
    assert len({(letter.partition, letter.offset) for letter in found.dead_letters.values()}) == len(GARBAGE)
    assert list(found.stories) == [GOOD["uri"]]
    assert len(found.alerts) == 1


def test_what_a_later_stage_cannot_read_is_dead_lettered_there(installation: Installation) -> None:
    with KafkaProducer(bootstrap_servers=installation.settings.kafka) as producer:
        for stage in STAGES.values():
            producer.send(installation.settings.prefix + stage.reads, key=b"k", value=b"\x00 garbage").get(30)
            producer.send(installation.settings.prefix + stage.reads, key=None, value=b"").get(30)
    with installation.worker() as worker:
        installation.publish(GOOD)
        installation.wait(worker)
        found = installation.look()

    assert sorted(letter.stage for letter in found.dead_letters.values()) == sorted([*STAGES, *STAGES])
    assert list(found.stories) == [GOOD["uri"]]


def test_many_dead_letters_at_once_stop_the_worker_and_drain_nothing(installation: Installation) -> None:
    small = installation.with_(dead_letter_limit=5)
    small.publish(*[b"garbage %d" % i for i in range(200)])
    with pytest.raises(MusterError, match="could not be read"), small.worker() as worker:
        worker.process.wait(60)
    assert worker.process.returncode == 2
    log = small.log().read_text(encoding="utf-8")
    assert "Traceback" not in log
    # what was given up before the limit was reached is at most the limit; the rest is still to be read
    assert len(small.look().dead_letters) <= 5
