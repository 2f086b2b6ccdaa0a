"""The German seed, counted without a server as the demo counts it with one."""

from pathlib import Path

from pipeline.claims.play import play
from pipeline.enrich import enrich
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article, Rule

SEEDS = Path(__file__).parents[3] / "seeds"


def test_it_tells_the_figure_that_no_english_story_has_told_and_no_other(parser: Parser) -> None:
    articles = [
        Article.model_validate_json((SEEDS / name).read_bytes())
        for name in ("16-flash.json", "25-german.json")
    ]
    stories = enrich([begin(article, model=parser.name) for article in articles], parser)
    told = play(stories, [Rule(name="all")]).alerts.values()
    assert [alert.words for alert in told] == [
        "900 Canadian troops in Latvia",
        "350 Danish troops to Lithuania",
    ]
