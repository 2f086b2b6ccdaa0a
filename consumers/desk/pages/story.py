"""A story: its text with all that is known about it marked, its copies, where it came from, what changed."""

import asyncio
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from consumers.desk.access import Reader, TheDesk
from consumers.desk.page import is_part, page
from consumers.desk.story import beside, read
from consumers.desk.story.changes import changes
from consumers.desk.story.notes import notes
from consumers.desk.story.spans import MOST_MARKS, Mark, paragraphs
from consumers.desk.story.state import language_name, read_by, remarks
from pipeline.furniture import furniture
from pipeline.story import is_enriched
from schemas import Story

router = APIRouter(include_in_schema=False)


@router.get("/story")
async def story(request: Request, desk: TheDesk, user: Reader, uri: str) -> Response:
    """The page. `#c=START-END` after its address opens it at those code points of the text."""
    found = await read.read(desk.store, uri)
    known = notes(found.story)
    marks = (*known.marks, *_toned_down(found.story))
    return page(
        request,
        "story.html",
        story=found.story,
        stands_since=found.at,
        origin=found.origin,
        copies=found.copies,
        most_copies=read.MOST_COPIES,
        versions=found.versions,
        notes=known,
        paragraphs=paragraphs(found.story.text, marks),
        beside=beside.parts(found.story.beside),
        remarks=list(remarks(found.story, held_until=found.held_until)),
        language=language_name(found.story.language),
        read_by=read_by(found.story.extractor),
        says={note.id: note.says for note in known.everything},
        unmarked=max(0, len(marks) - MOST_MARKS),
    )


def _toned_down(story: Story) -> Iterator[Mark]:
    """Bylines, datelines, "Read more": furniture is no prose, in a language that is read."""
    if is_enriched(story):
        for mark in furniture(story.text):
            yield Mark(mark.start, mark.end, "furniture", "")


@router.get("/story/changes")
async def story_changes(
    request: Request, desk: TheDesk, user: Reader, uri: str, version: Annotated[int, Query(ge=0)]
) -> Response:
    """What changed from an earlier version to the one after it."""
    now, _ = await read.story(desk.store, uri)
    before = await read.version(desk.store, uri, version)
    listed = await read.versions(desk.store, uri)
    between = [one.version for one in listed if version < one.version < now.version]
    after = (
        await read.version(desk.store, uri, min(between))
        if between
        else read.Version(now.version, now.headline, now.text, now.pubstatus)
    )
    return page(
        request,
        "changes.html",
        uri=uri,
        whole=not is_part(request),
        before=before,
        after=after,
        # of texts that are all different it may take seconds, in which others are answered
        headline=await asyncio.to_thread(changes, before.headline or "", after.headline or ""),
        text=await asyncio.to_thread(changes, before.text, after.text),
        is_gone=before.pubstatus != "usable",
    )
