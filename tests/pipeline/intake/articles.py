"""Articles of all kinds, for property tests: any words that XML can carry, and all that looks like markup."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from pipeline.html.clean import clean
from schemas import Article

_LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Mn"])
_WORDS = st.text(_LETTERS, min_size=1, max_size=8).filter(lambda word: clean(word) == word) | st.sampled_from(
    [
        "<b>",
        "&amp;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "]]>",
        "</p>",
        "<!--",
        "“No,”",
        "2,400",
        "é",
        "🪖",
        "सैनिक",
        "&#8220;",
    ]
)
LINES = st.lists(_WORDS, min_size=1, max_size=8).map(" ".join)
_TIMES = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda time: time.replace(microsecond=0)
)
_URIS = st.from_regex(r"urn:[a-z]{2,8}:[A-Za-z0-9._~-]{1,20}", fullmatch=True)


def articles() -> st.SearchStrategy[Article]:
    """Usable articles with every field that a dialect may carry."""
    return st.builds(
        Article,
        uri=_URIS,
        headline=LINES,
        text=st.lists(LINES, min_size=1, max_size=4).map("\n".join),
        html=st.none(),
        language=st.sampled_from(["en", "en-GB", "pt-BR", "zh-Hans", "uk"]),
        provider=LINES,
        published=_TIMES,
        versioncreated=_TIMES,
        pubstatus=st.just("usable"),
        embargoed=st.none() | _TIMES,
        evolvedfrom=st.none() | _URIS,
        byline=LINES,
        url=st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/-]{0,20}", fullmatch=True),
    ).filter(lambda article: article.evolvedfrom != article.uri)
