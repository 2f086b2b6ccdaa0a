"""Stories that would hold a worker up for minutes, each in the midst of others that must get through."""

import json

from tests.integration.installation import Installation, lines, soldiers

GOOD = [soldiers(f"urn:test:good-{i}", 2_000 + 100 * i) for i in range(6)]
_WORDS = "".join(f"“{i:x} ” " for i in range(120_000))
ENDLESS = json.dumps(soldiers("urn:test:endless", 3_000, text=_WORDS), ensure_ascii=False).encode()
"""a quarter of a minute in the model or more, for no piece of it comes again, and gigabytes if it were given all at once"""
DEEP = {
    "uri": "urn:test:deep",
    "html": "<div>" * 100_000 + "<p>At least 3,000 soldiers have arrived in Mali." + "<b>" * 100_000,
    "language": "en",
}


def test_a_story_that_never_ends_costs_its_time_and_a_dead_letter_and_nothing_else(
    installation: Installation,
) -> None:
    there = installation.with_(story_seconds=8.0)
    there.publish(*GOOD[:3], ENDLESS, DEEP, *GOOD[3:])
    with there.worker() as worker:
        there.wait(worker)
        there.publish(soldiers("urn:test:after", 4_000))
        there.wait(worker)
        found = there.look()

    (letter,) = found.dead_letters.values()
    assert (letter.stage, letter.reason) == ("parse", "took longer than 8 s (MUSTER_STORY_SECONDS)")
    assert letter.key == b"urn:test:endless"
    assert set(found.stories) == {*(story["uri"] for story in GOOD), "urn:test:deep", "urn:test:after"}
    assert found.stories["urn:test:deep"].text == "At least 3,000 soldiers have arrived in Mali."
    assert lines(there.log(), "a process was lost"), "nothing was killed"
