"""What the benches stand on: that the peers read as Muster does, and that the texts are as many stories as they seem."""

from itertools import combinations

import pytest

from pipeline.copies import is_copy, signature
from pipeline.parse import Parser
from tests.bench.peers.given import Given
from tests.bench.peers.reading import action, begun, columns, enriched, load
from tests.bench.texts import originals, stories, texts
from tests.bench.throughput import MUSTER, Took, ratios

TEXT = (
    "KYIV, Nov 16 (Reuters) - Norway has sent 2,400 soldiers to Estonia, the defence ministry said on Monday.\n\n"
    "What next\n“We will stay,” Captain Kari Lunde said. They train with local units until spring."
)


def test_what_a_peer_makes_of_a_doc_is_what_our_parser_makes_of_the_text() -> None:
    (ours,) = Parser().parse([TEXT])
    nlp = load("ours")
    assert columns(nlp(TEXT)) == ours


def test_a_peer_stores_the_story_under_its_uri_with_its_counts() -> None:
    nlp = load("ours")
    value = (
        b'{"uri": "urn:test:peer", "text": "Norway has sent 2,400 soldiers to Estonia, the ministry said."}'
    )
    story = begun(value, received=1_763_272_800_000, nlp=nlp)
    stored = action(enriched(story, nlp(story.text)), "t-stories-all")
    assert (stored["_id"], stored["_index"]) == ("urn:test:peer", "t-stories-all")
    assert [count["role"] for count in stored["_source"]["troop_counts"]] == ["present"]
    assert stored["_source"]["version"] == 1_763_272_800_000


def test_what_a_peer_is_given_it_reads_back(monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given("127.0.0.1:1", "t-articles", "t-peer", "http://127.0.0.1:2", "t-stories-all", "ours", 3)
    monkeypatch.setattr("sys.argv", ["peer", *given.arguments()])
    assert Given.on_command_line() == given


def test_a_text_that_comes_again_is_no_copy_of_what_it_was() -> None:
    whole = len(originals())
    for at in (0, 7, whole - 1):
        again = [signature(text) for time in range(4) for text in texts(1, first=at + time * whole)]
        assert not any(is_copy(a, b) for a, b in combinations(again, 2))


def test_the_same_number_is_the_same_story_every_time() -> None:
    count = len(originals()) + 3
    assert stories(texts(count)) == stories(texts(count))
    assert len({story["uri"] for story in stories(texts(count))}) == count


def test_what_muster_does_is_compared_with_what_another_does_in_the_same_round() -> None:
    took = {
        MUSTER: [_took(seconds=10, cpu=4), _took(seconds=40, cpu=6)],
        "other": [_took(seconds=20, cpu=2)] * 2,
    }
    assert ratios(took, "other") == {"done": [2, 0.5], "searchable": [2, 0.5], "cpu": [2, 3]}
    assert ratios({"other": took["other"]}, "other") == {"done": [], "searchable": [], "cpu": []}


def _took(*, seconds: float, cpu: float) -> Took:
    return Took(
        stories=100,
        words=50_000,
        searchable=seconds,
        done=seconds,
        own=cpu,
        kafka=0,
        elasticsearch=0,
        bench=0,
        start=1,
        found={},
    )
