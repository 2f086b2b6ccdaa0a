"""One piece of news gives one story, whichever dialect it comes in."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.intake import read
from pipeline.story import begin
from pipeline.text import read_html

EXAMPLES = Path(__file__).with_name("examples")
MODEL = "a-model"
TEXT = (
    "BUCHAREST — About 1,200 Portuguese soldiers have landed at Constanța, Romania’s defence ministry said on Friday.\n"
    "“They will stay for six months,” the ministry’s spokeswoman, Ioana Petrescu, told reporters.\n"
    "Lisbon had promised 900 in March & paid for the journey itself."
)
CAPTION = "Soldiers leave a ferry at Constanța, November 20, 2026"
PARENT = "urn:northwire:2026:portugal-promise"
# AP's items are AP's, and have an id of its own
AP = {"uri": "urn:ap:5f0c2b1d9e7a4c3b8a6d1e0f2c4b6a89", "provider": "AP"}
# what a dialect has no word for
MISSING: dict[str, dict[str, Any]] = {
    "ap.json": {**AP, "url": None},
    "superdesk.json": {"url": None},
}
NO_PARENT = {"ap.json", "atom.xml", "ninjs-1.json", "ninjs-2.json", "rss.xml"}

FILES = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in {".json", ".xml"})


def test_there_is_an_example_of_every_dialect() -> None:
    assert FILES == [
        "ap.json",
        "atom.xml",
        "newsml-g2.xml",
        "ninjs-1.json",
        "ninjs-2.json",
        "ninjs-3.json",
        "nitf.xml",
        "plain.json",
        "rss.xml",
        "superdesk.json",
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_dialect_gives_the_same_story_for_the_same_news(name: str) -> None:
    plain = begin(read((EXAMPLES / "plain.json").read_bytes()), model=MODEL)
    assert plain.text == TEXT
    story = begin(read((EXAMPLES / name).read_bytes()), model=MODEL)
    # plain text has nothing beside it
    beside = () if name == "plain.json" else (CAPTION,)
    parent = None if name in NO_PARENT else PARENT
    own = {"beside": beside, "evolvedfrom": parent, **MISSING.get(name, {})}
    assert story == plain.model_copy(update=own)


@pytest.mark.parametrize("name", FILES)
def test_a_rewrite_names_the_story_whose_place_it_takes(name: str) -> None:
    article = read((EXAMPLES / name).read_bytes())
    assert article.evolvedfrom == (None if name in NO_PARENT else PARENT)
    assert article.embargoed is None


@pytest.mark.parametrize("name", [name for name in FILES if name != "plain.json"])
def test_the_caption_is_kept_beside_the_prose(name: str) -> None:
    html = read((EXAMPLES / name).read_bytes()).html
    assert html is not None
    assert read_html(html) == (TEXT, (CAPTION,))
