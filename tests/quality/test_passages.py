"""What has been reached on passages of our own must not be lost again; half of them nobody has read the errors of."""

from collections.abc import Mapping

import pytest

from pipeline.parse import Parser
from tests.quality.passages import enriched, figures, halves, passages

FLOORS: Mapping[tuple[str, bool], Mapping[str, float]] = {
    ("other wars", True): {"found": 97, "whole": 94},
    ("other wars", False): {"found": 92, "whole": 74},
    ("many forms", True): {"found": 94, "whole": 86},
    ("many forms", False): {"found": 83, "whole": 66},
}
"""by set and by whether its errors have been read: F1 in percent"""


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def test_every_label_stands_in_its_text_and_no_passage_twice() -> None:
    texts = passages()
    assert len({passage.text for passage in texts}) == len(texts) == 298
    assert all(
        0 <= label["start"] < label["end"] <= len(passage.text)
        for passage in texts
        for label in passage.counts
    )


@pytest.mark.parametrize("half", FLOORS)
def test_no_figure_falls_and_few_false_alarms_sound(half: tuple[str, bool], parser: Parser) -> None:
    texts = halves()[half]
    reached = figures(texts, enriched(texts, parser))
    assert {
        "found": reached.found >= FLOORS[half]["found"],
        "whole": reached.whole >= FLOORS[half]["whole"],
    } == {
        "found": True,
        "whole": True,
    }, reached
    assert reached.precision >= 95, reached
