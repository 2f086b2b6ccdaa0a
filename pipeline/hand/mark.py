"""Marking what a story's annotations say of some of its words."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from pipeline.claims.ids import made_from
from pipeline.claims.sentences import sentence_at
from pipeline.hand.labels import count_label, number_label, settled
from schemas import Span, Story
from schemas.base import Message
from schemas.feedback import About, Feedback, Label, NameLabel, TakenBack, Verdict

LONGEST = 200
"""code points of a figure that was missed"""


class Given(Message):
    """What an analyst gives: a verdict on what stands at some words of a story, or, where the machine `missed` it,
    what stands there."""

    about: About
    verdict: Verdict
    start: int
    end: int
    right: Label | None = None
    note: str | None = None


def mark(story: Story, given: Given, *, by: str, at: datetime) -> Feedback:
    """The verdict with all that it needs to be known again. Raises `ValueError` where nothing was found at those
    words, where what was missed was found, or where the verdict makes no sense."""
    found = _found(story, given)
    if given.verdict == "missed":
        _ask_for_a_gap(story, given)
    elif found is None:
        raise ValueError(f"no {_thing(given.about)} was found at {given.start} to {given.end}")
    span = Span(start=given.start, end=given.end, text=story.text[given.start : given.end])
    sentence = sentence_at(story.text, given.start, given.end, language=story.language)
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
        right=settled(given.right) if given.right else None,
        note=given.note or None,
        by=by,
        at=at,
        extractor=story.extractor,
    )


def taken_back(feedback: Feedback, *, by: str, at: datetime) -> Feedback:
    """The mark as one that no longer holds; one that was taken back before stays as it is."""
    if feedback.taken_back is not None:
        return feedback
    return feedback.model_copy(update={"taken_back": TakenBack(by=by, at=at)})


def _found(story: Story, given: Given) -> Label | None:
    here = (given.start, given.end)
    return next((label for span, label in _known(story, given.about) if span == here), None)


def _known(story: Story, about: About) -> Iterator[tuple[tuple[int, int], Label]]:
    """What was found in a story: where it stands, and what the machine says of it."""
    match about:
        case "troop_count":
            for count in story.troop_counts:
                number = story.numbers[count.number]
                yield (number.start, number.end), count_label(story, count)
        case "number":
            for number in story.numbers:
                yield (number.start, number.end), number_label(number)
        case "speaker":
            for quote in story.quotes:
                yield quote.spans[0], NameLabel(name=_line(quote.speaker.name) if quote.speaker else None)
        case "entity":
            for mention in story.entities:
                yield (mention.start, mention.end), NameLabel(name=_line(mention.name))


def _ask_for_a_gap(story: Story, given: Given) -> None:
    """Raises `ValueError` where there are no words that a figure could be, or where one was found."""
    if given.about not in ("troop_count", "number"):
        raise ValueError(f"a {_thing(given.about)} can't be marked as missed; a figure can")
    words = story.text[given.start : given.end]
    if not 0 <= given.start < given.end <= len(story.text) or words != words.strip():
        raise ValueError(f"there are no words from {given.start} to {given.end}")
    if len(words) > LONGEST or "\n" in words:
        raise ValueError(f"a figure is at most {LONGEST} characters on one line: mark the figure alone")
    for (start, end), _ in _known(story, given.about):
        if start < given.end and given.start < end:
            raise ValueError(
                f"{story.text[start:end]!r} was found there: mark that one right, wrong or corrected"
            )


def _thing(about: About) -> str:
    return about.replace("_", " ")


def _line(name: str) -> str:
    """A name on one line, however it stands in the text."""
    return " ".join(name.split())[:300] or "?"
