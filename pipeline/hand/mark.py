"""Marking what a story's annotations say of some of its words."""

import hashlib
from datetime import datetime

from pipeline.claims.ids import made_from
from pipeline.claims.sentences import sentence_at
from pipeline.hand.labels import count_label
from schemas import Span, Story
from schemas.base import Message
from schemas.feedback import About, CountLabel, Feedback, NameLabel, Verdict


class Given(Message):
    """What an analyst gives: a verdict on what stands at some words of a story."""

    about: About
    verdict: Verdict
    start: int
    end: int
    right: CountLabel | NameLabel | None = None
    note: str | None = None


def mark(story: Story, given: Given, *, by: str, at: datetime) -> Feedback:
    """The verdict with all that it needs to be known again. Raises `ValueError` where nothing was found at those
    words, or the verdict makes no sense."""
    found = _found(story, given)
    span = Span(start=given.start, end=given.end, text=story.text[given.start : given.end])
    sentence = sentence_at(story.text, given.start, given.end)
    if not (sentence.start <= span.start and span.end <= sentence.end):
        # a quote that begins with the blank before it, or the like
        sentence = span
    digest = hashlib.sha256(sentence.text.encode("utf-8", "surrogatepass")).hexdigest()
    offset = span.start - sentence.start
    return Feedback(
        id=made_from("feedback", given.about, story.uri, digest, offset, span.text, by),
        about=given.about,
        verdict=given.verdict,
        story=story.uri,
        version=story.version,
        span=span,
        sentence=sentence,
        sentence_sha256=digest,
        found=found,
        right=given.right,
        note=given.note or None,
        by=by,
        at=at,
        extractor=story.extractor,
    )


def _found(story: Story, given: Given) -> CountLabel | NameLabel:
    here = (given.start, given.end)
    match given.about:
        case "troop_count":
            for count in story.troop_counts:
                number = story.numbers[count.number]
                if (number.start, number.end) == here:
                    return count_label(story, count)
        case "speaker":
            for quote in story.quotes:
                if tuple(quote.spans[0]) == here:
                    return NameLabel(name=_line(quote.speaker.name) if quote.speaker else None)
        case "entity":
            for mention in story.entities:
                if (mention.start, mention.end) == here:
                    return NameLabel(name=_line(mention.name))
    raise ValueError(f"no {given.about.replace('_', ' ')} was found at {given.start} to {given.end}")


def _line(name: str) -> str:
    """A name on one line, however it stands in the text."""
    return " ".join(name.split())[:300] or "?"
