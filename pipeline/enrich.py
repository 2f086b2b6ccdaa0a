"""The main line: what becomes of an article, stage by stage, with no server in sight."""

from collections.abc import Callable, Iterable, Iterator

from pipeline.draft import Draft
from pipeline.entities import find_entities
from pipeline.furniture.skip import numbers_in_prose, quotes_in_prose
from pipeline.languages import language_of_tag, read
from pipeline.linking import linked
from pipeline.numbers import find_numbers
from pipeline.parse import Parser, Repeated
from pipeline.quotes import find_quotes
from pipeline.story import is_enriched
from pipeline.troops import find_troop_counts
from schemas import Story

Stage = Callable[[Draft], Draft]


def entities(draft: Draft) -> Draft:
    """Who and what is named."""
    if draft.parse is None:
        return draft
    return draft.with_(entities=find_entities(draft.parse, draft.furniture))


def quotes(draft: Draft) -> Draft:
    """Who says what."""
    if draft.parse is None:
        return draft
    return draft.with_(
        quotes=quotes_in_prose(find_quotes(draft.parse, draft.story.entities), draft.furniture)
    )


def numbers(draft: Draft) -> Draft:
    """Which numbers there are, and which of them count troops."""
    if draft.parse is None:
        return _by_tables(draft)
    found = numbers_in_prose(find_numbers(draft.parse), draft.furniture)
    counts = find_troop_counts(draft.parse, found, entities=draft.story.entities, quotes=draft.story.quotes)
    said, counts = linked(draft.story.quotes, found, counts)
    return draft.with_(numbers=found, troop_counts=counts, quotes=said)


def _by_tables(draft: Draft) -> Draft:
    """A story without a parse, whose language may have tables to read it by."""
    language = language_of_tag(draft.story.language)
    if language is None:
        return draft
    found, counts = read(draft.story.text, language)
    return draft.with_(numbers=found, troop_counts=counts)


STAGES: tuple[Stage, ...] = (entities, quotes, numbers)
"""Everything after the parse, in order."""


def enrich(stories: Iterable[Story], parser: Parser | Repeated) -> Iterator[Story]:
    """Enrich stories as `pipeline.story.begin` makes them, in order; those that can't be read stay as they are."""
    stories = list(stories)
    parses = parser.parse(story.text for story in stories if is_enriched(story))
    for story in stories:
        draft = Draft(story, next(parses) if is_enriched(story) else None)
        for stage in STAGES:
            draft = stage(draft)
        draft.let_go()
        yield draft.story
