"""What the processes that read stories do: bytes in, bytes out. Nothing here is called in the worker itself.

`ready_to_parse` and `ready_to_enrich` are called in a process before its first task, which must not wait for what is
loaded at first use.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consumers.errors import MusterError, Unreadable
from consumers.record import Record, why
from pipeline import enrich
from pipeline.draft import Draft, pack, unpack
from pipeline.intake import NotAStory, language, read
from pipeline.parse import Columns, ModelMissing, Parser
from pipeline.story import begin, is_enriched
from schemas import Article, Story

_parser: Parser | None = None
"""a process's own; the worker's stays None"""


@dataclass(frozen=True)
class Parsed:
    """A story with its parse, as it travels."""

    uri: str
    draft: bytes


@dataclass(frozen=True)
class PassedOver:
    """Well-formed and without a text to read, such as a picture: nobody's fault."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """Not an article."""

    reason: str


Read = Parsed | PassedOver | Refused


def ready_to_parse(model: str) -> None:
    """Load the model. Raises `MusterError` if it is not installed."""
    global _parser  # noqa: PLW0603  # a process has one model, loaded before any task
    try:
        _parser = Parser(model=model)
    except ModelMissing as error:
        raise MusterError(str(error)) from error
    language.warm()


def parser() -> Parser:
    """This process's own parser. Raises `MusterError` where there is none."""
    if _parser is None:
        raise MusterError("only a process of the pool has a parser")
    return _parser


def parse(records: Sequence[Record], *, default_language: str) -> list[Read]:
    """What newsrooms sent as stories with their words and grammar, one result each."""
    begun = [_begun(record, default_language) for record in records]
    texts = [story.text for story in begun if isinstance(story, Story) and is_enriched(story)]
    parses = parser().parse(texts)
    return [_parsed(story, parses) if isinstance(story, Story) else story for story in begun]


def entities(value: bytes) -> bytes:
    """A draft with who and what is named. Raises `Unreadable`, as those below, if it is no draft."""
    return pack(enrich.entities(_draft(value)))


def quotes(value: bytes) -> bytes:
    """A draft with who says what."""
    return pack(enrich.quotes(_draft(value)))


def numbers(value: bytes) -> bytes:
    """A draft's story, whole and public, with its numbers and troop counts."""
    return enrich.numbers(_draft(value)).story.model_dump_json().encode()


def ready_to_enrich() -> None:
    """Load the tables of names and places."""
    story = begin(Article(uri="urn:muster:ready", text="Mali"), model="", language="en")
    parse = Columns([0], [4], ["Mali"], ["PROPN"], ["NNP"], ["ROOT"], [0], [0], [(0, 1, "GPE")])
    draft = pack(Draft(story, parse))
    for part in (entities, quotes, numbers):
        part(draft)


def _begun(record: Record, default_language: str) -> Story | PassedOver | Refused:
    try:
        article = read(record.value)
        if article.provider is None and record.provider is not None:
            article = article.model_copy(update={"provider": record.provider})
        return begin(
            article,
            received=record.timestamp,
            model=parser().name,
            language=default_language,
            silent=record.silent,
        )
    except NotAStory as reason:
        return PassedOver(why(reason))
    except ValueError as error:
        return Refused(why(error))


def _parsed(story: Story, parses: Iterator[Columns]) -> Parsed:
    return Parsed(story.uri, pack(Draft(story, next(parses) if is_enriched(story) else None)))


def _draft(value: bytes) -> Draft:
    try:
        return unpack(value)
    except ValueError as error:
        raise Unreadable(why(error)) from None
