"""What has been reached on German passages of our own must not be lost again; half of them nobody has read the errors of."""

from collections.abc import Mapping

import pytest

from tests.quality.german import halves, of_counts, of_numbers, passages

FLOORS: Mapping[tuple[str, bool], tuple[float, float, int]] = {
    ("first", False): (100, 100, 20),
    ("first", True): (95, 100, 19),
    ("second", False): (100, 93, 9),
    ("second", True): (100, 100, 10),
}
"""by set and by whether they are held back: precision and recall of troop counts in percent, and how many are whole"""


def test_no_passage_is_there_twice_and_every_label_is_in_its_text() -> None:
    texts = passages()
    assert len({passage.text for passage in texts}) == len(texts) >= 60
    for passage in texts:
        for surface in (*passage.numbers, *(count.surface for count in passage.counts)):
            assert surface in passage.text
        assert {count.surface for count in passage.counts} <= set(passage.numbers)


def test_at_least_25_passages_count_no_troops() -> None:
    assert sum(bool(passage.numbers) and not passage.counts for passage in passages()) >= 25


@pytest.mark.parametrize("half", FLOORS)
def test_no_figure_falls(half: tuple[str, bool]) -> None:
    texts = halves()[half]
    numbers, counts = of_numbers(texts), of_counts(texts)
    assert numbers.precision >= 98, numbers
    assert numbers.recall >= 98, numbers
    reached = (counts.precision, counts.recall, counts.whole)
    assert all(now >= floor for now, floor in zip(reached, FLOORS[half], strict=True)), reached
