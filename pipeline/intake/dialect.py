"""The one shape that all dialects share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from schemas import Article, PubStatus

T = TypeVar("T")


class NotAStory(ValueError):
    """A message that is well-formed and has no text to read: a picture, a package, a concept."""


@dataclass(frozen=True)
class Dialect(Generic[T]):
    """One way of writing an article, as parsed JSON or XML (`T`).

    `is_mine` knows it by its shape and raises nothing; `article` reads it, and raises `ValueError` that says what
    is missing or wrong. `parts` takes a message apart that may hold several, each a message of the same dialect.
    """

    name: str
    is_mine: Callable[[T], bool]
    article: Callable[[T], Article]
    parts: Callable[[T], Sequence[T]] = lambda parsed: (parsed,)


def compose(
    *,
    uri: str,
    headline: str | None = None,
    text: str | None = None,
    html: str | None = None,
    language: str | None = None,
    provider: str | None = None,
    published: datetime | None = None,
    versioncreated: datetime | None = None,
    embargoed: datetime | None = None,
    pubstatus: PubStatus = "usable",
    evolvedfrom: str | None = None,
    byline: str | None = None,
    url: str | None = None,
) -> Article:
    """An article from what a dialect says. The body of a kill is a kill notice, and is left out.

    Raises `pydantic.ValidationError`, a `ValueError`, if it makes no article.
    """
    killed = pubstatus == "canceled"
    return Article(
        uri=uri,
        headline=headline,
        text=None if killed else text,
        html=None if killed else html,
        language=language,
        provider=provider,
        published=published,
        versioncreated=versioncreated,
        embargoed=embargoed,
        pubstatus=pubstatus,
        evolvedfrom=None if evolvedfrom == uri else evolvedfrom,
        byline=byline,
        url=url,
    )


# what standards call an item that has no text of its own
_OTHER_MEDIA = frozenset(
    {"picture", "photo", "graphic", "video", "audio", "animated", "animation", "composite", "package"}
    | {"event", "planning", "concept"}
)


def must_be_text(kind: str | None) -> None:
    """Raise `NotAStory` if an item says that it is a picture, a film, a package, a calendar entry."""
    if kind in _OTHER_MEDIA:
        raise NotAStory(f"is of type {kind!r}; only text is read")
