"""What has been reached on labelled text must not be lost again: floors under the scorer's figures."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.quality.sets import SCORER, SETS, LabelledSet, Score, held_back, score

pytestmark = pytest.mark.skipif(
    not SCORER.exists(), reason="the labelled sets lie beside the checkout, and are not here"
)

FLOORS: Mapping[str, Mapping[str, float]] = {
    "seed_expected": {"troops.found": 100, "troops.whole": 100},
    "troop_counts_dev": {
        "troops.found": 98,
        "troops.whole": 93,
        "troops.force_accuracy": 95,
        "troops.role_accuracy": 97,
        "troops.status_accuracy": 93,
        "troops.place_accuracy": 88,
        "troops.source_accuracy": 87,
    },
    "newsquant_dev": {"numbers.value": 92.3, "numbers.value+unit": 81.5, "numbers.value+concept": 79.5},
    "polnear_dev": {"quotes.quoted.end_to_end": 81.5, "quotes.all.span": 68, "quotes.all.end_to_end": 63.5},
    "factappeal_val": {"quotes.all.span": 76},
    "re3d_open": {"names.typed": 68.2},
    "conllpp_dev": {"names.typed": 84},
    "ukraine_articles_dev": {},
}
"""figure by figure, in percent; the long sets are left to `make quality`"""


@pytest.mark.parametrize("name", FLOORS)
def test_no_story_is_lost_no_text_is_changed_and_no_figure_falls(name: str, tmp_path: Path) -> None:
    found = score(_named(name), tmp_path)
    assert found.figures["coverage"] == 100
    assert _below(FLOORS[name], found) == {}


def test_on_the_sentences_held_back_no_number_is_taken_for_troops_that_is_none(tmp_path: Path) -> None:
    found = score(held_back(tmp_path), tmp_path)
    assert found.figures["coverage"] == 100
    assert "P 100.0" in found.words.splitlines()[1], found.words
    assert found.figures["troops.found"] >= 88


def _named(name: str) -> LabelledSet:
    return next(labelled for labelled in SETS if labelled.name == name)


def _below(floors: Mapping[str, float], found: Score) -> dict[str, tuple[float | None, float]]:
    """Figures under their floor: what they are, and what they should be at least."""
    return {
        figure: (found.figures.get(figure), floor)
        for figure, floor in floors.items()
        if found.figures.get(figure, -1) < floor
    }
