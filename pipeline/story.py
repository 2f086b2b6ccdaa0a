"""The beginning of a story: an article with its text, its version and its language settled."""

import hashlib
from functools import cache
from importlib.metadata import version as installed

from pipeline.copies import signature
from pipeline.intake.language import language_of
from pipeline.languages import language_of_tag, primary, what_is_read
from pipeline.text import Page, read_html
from schemas import Article, Story, epoch_ms

LANGUAGE = "en"
"""the language that there is a model for"""


def begin(
    article: Article,
    *,
    received: int | None = None,
    model: str,
    language: str = LANGUAGE,
    silent: bool = False,
) -> Story:
    """The story that an article begins, not yet enriched.

    `received` is the Kafka record's timestamp in epoch milliseconds, the version of an article that has none of
    its own; without one, `published` will do, and then 0. An article that doesn't say its language is in that of
    its text; `language` is for a text too short to tell. `silent`: no one is to be told what is found in it.
    """
    text, beside = _body(article) if article.pubstatus == "usable" else Page("", ())
    tongue = (article.language or "").strip() or language_of(text) or language
    note, reader = _read_as(tongue, model)
    return Story(
        uri=article.uri,
        version=_version(article, received),
        pubstatus=article.pubstatus,
        headline=article.headline,
        text=text,
        language=tongue,
        provider=article.provider,
        published=article.published,
        byline=article.byline,
        url=article.url,
        embargoed=article.embargoed,
        evolvedfrom=article.evolvedfrom if article.evolvedfrom != article.uri else None,
        beside=beside,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        extractor=f"muster-{_version_of_ours()} {reader}",
        notes=note,
        signature=signature(text) if text else None,
        silent=silent,
    )


def is_enriched(story: Story) -> bool:
    """Whether there is something to read in it, in the language that there is a model for: it is parsed then."""
    return bool(story.text) and primary(story.language) == LANGUAGE


@cache
def _version_of_ours() -> str:
    """Of this Muster, looked up once: it is read from a file."""
    return installed("muster")


def _read_as(tongue: str, model: str) -> tuple[tuple[str, ...], str]:
    """What a reader of a story in this language should know, and what reads it: the model, or tables."""
    if primary(tongue) == LANGUAGE:
        return (), model
    tables = language_of_tag(tongue)
    if tables is None:
        return (f"not enriched: no model for the language {tongue!r}",), model
    return (
        f"read for {what_is_read(tables)} only: no model for the language {tongue!r}",
    ), f"{tables.code}-tables"


def text_of(article: Article) -> str:
    """The body's prose; a flash with a headline alone has its headline as its text."""
    return _body(article).prose


def _body(article: Article) -> Page:
    if article.text and article.text.strip():
        return Page(article.text, ())
    page = read_html(article.html) if article.html else Page("", ())
    return page if page.prose else Page(article.headline or "", page.beside)


def _version(article: Article, received: int | None) -> int:
    if article.versioncreated is not None:
        return max(0, epoch_ms(article.versioncreated))
    if received is not None:
        return received
    return max(0, epoch_ms(article.published)) if article.published is not None else 0
