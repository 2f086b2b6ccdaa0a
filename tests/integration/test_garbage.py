"""What is not an article ends in the dead letters, each with the reason, and the stream goes on."""

import pytest
from kafka import KafkaProducer

from consumers.errors import MusterError
from consumers.stages import STAGES
from tests.integration.garbage import GARBAGE
from tests.integration.installation import Installation, soldiers

GOOD = soldiers("urn:test:after-the-garbage", 2_400)


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
