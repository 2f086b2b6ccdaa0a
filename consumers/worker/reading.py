"""What the processes that read stories do: bytes in, bytes out. Nothing here is called in the worker itself.

`ready_to_parse` and `ready_to_enrich` are called in a process before its first task, which must not wait for what is
loaded at first use.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from consumers.errors import MusterError
from consumers.record import Record, why
from pipeline import enrich
from pipeline.draft import Draft, OnTheWay, pack
from pipeline.intake import NotAStory, language, read
from pipeline.parse import Columns, ModelMissing, Parser, Repeated
from pipeline.story import begin, is_enriched
from schemas import Article, Story

_parser: Repeated | None = None
"""a process's own; the worker's stays None"""
_on_the_way = OnTheWay()
"""what one stage in this process has written for another"""


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
    """Not what the stage can read."""

    reason: str


Read = Parsed | PassedOver | Refused


def ready_to_parse(model: str) -> None:
    """Load the model. Raises `MusterError` if it is not installed."""
    global _parser  # noqa: PLW0603  # a process has one model, loaded before any task
    try:
        _parser = Repeated(Parser(model=model))
    except ModelMissing as error:
        raise MusterError(str(error)) from error
    language.warm()


def parser() -> Repeated:
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


def entities(drafts: Sequence[bytes]) -> list[bytes | Refused]:
    """Drafts with who and what is named; in the place of what is no draft, as in those below, why."""
    return [_done(enrich.entities, draft, _on_the_way.pack) for draft in drafts]


def quotes(drafts: Sequence[bytes]) -> list[bytes | Refused]:
    """Drafts with who says what."""
    return [_done(enrich.quotes, draft, _on_the_way.pack) for draft in drafts]


def numbers(drafts: Sequence[bytes]) -> list[bytes | Refused]:
    """The drafts' stories, whole and public, with their numbers and troop counts."""
    return [_done(enrich.numbers, draft, _whole) for draft in drafts]


def ready_to_enrich() -> None:
    """Load the tables of names and places."""
    story = begin(Article(uri="urn:muster:ready", text="Mali"), model="", language="en")
    parse = Columns([0], [4], ["Mali"], ["PROPN"], ["NNP"], ["ROOT"], [0], [0], [(0, 1, "GPE")])
    draft = pack(Draft(story, parse))
    for part in (entities, quotes, numbers):
        part([draft])


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


def _done(stage: enrich.Stage, draft: bytes, written: Callable[[Draft], bytes]) -> bytes | Refused:
    try:
        known = _on_the_way.unpack(draft)
    except ValueError as error:
        return Refused(why(error))
    return written(stage(known))


def _whole(draft: Draft) -> bytes:
    draft.let_go()
    return draft.story.model_dump_json().encode()
