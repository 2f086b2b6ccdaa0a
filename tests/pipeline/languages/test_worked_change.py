"""The worked change of docs/languages.md: a language is a folder and a row, and nothing else changes."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pipeline.languages
from pipeline.enrich import enrich
from pipeline.story import begin
from schemas import Article, Story
from tests.pipeline.languages.test_any_text import NoParser
from tests.pipeline.troops.cases import differences

PAGE = Path(__file__).parents[3] / "docs" / "languages.md"


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder and the row, as the page has them."""
    page = PAGE.read_text(encoding="utf-8")
    names = re.findall(r"`fr/([\w.]+)`", page)
    row, *blocks = re.findall(r"```\w+\n(.*?)```", page, re.DOTALL)
    assert len(names) == len(blocks)
    (tmp_path / "fr").mkdir()
    for name, block in zip(names, blocks, strict=True):
        (tmp_path / "fr" / name).write_text(block, encoding="utf-8")
    code, _, read = row.strip().split("\t")
    monkeypatch.setattr(pipeline.languages, "__path__", [*pipeline.languages.__path__, str(tmp_path)])
    monkeypatch.setattr(pipeline.languages, "_listed", lambda: {code: read})
    yield
    for module in [name for name in sys.modules if name.startswith("pipeline.languages.fr")]:
        del sys.modules[module]
    pipeline.languages._load.cache_clear()


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Au moins 3 000 soldats nord-coréens ont été tués en Russie.", "3 000 KP killed @RU"),
        ("Trois mille militaires français sont en Estonie.", "Trois mille FR @EE"),
        ("Un camp pour 500 soldats.", "none"),
        ("Quelque 300 étudiants et 20 soldats et pompiers.", "none"),
    ],
)
def test_the_language_of_the_page_is_read(text: str, expected: str) -> None:
    story = _read(text)
    assert story.notes == ("read for numbers and troop counts only: no model for the language 'fr'",)
    assert differences(expected, [(story.numbers[each.number], each) for each in story.troop_counts]) == []


def test_without_the_folder_it_is_not() -> None:
    story = _read("Au moins 3 000 soldats nord-coréens ont été tués en Russie.")
    assert story.notes == ("not enriched: no model for the language 'fr'",)
    assert story.numbers == ()


def _read(text: str) -> Story:
    (story,) = enrich([begin(Article(uri="urn:a", text=text, language="fr"), model="none")], NoParser())
    return story
