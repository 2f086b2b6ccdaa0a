"""What was marked in a story, and what can be, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from consumers.desk.hand.giving import may_take_back
from consumers.desk.users import User
from consumers.forces import called
from pipeline.claims.words import amount
from pipeline.hand import count_label, number_label, placed
from schemas import Figure, Story
from schemas.feedback import About, CountLabel, Feedback, Label, NameLabel, NumberLabel

MOST: Final = 100
"""counts, numbers, quotes or names of a story that can be marked on the page; all can by the API"""


class Mark(NamedTuple):
    """What someone said of some words, in words; `span` is None where the story doesn't have them any more."""

    feedback: Feedback
    span: tuple[int, int] | None
    says: str
    theirs: bool
    """whether it is for whoever looks at it to take back"""


class Markable(NamedTuple):
    """Something that can be marked: its words' place, what the machine says of it, and the label."""

    start: int
    end: int
    says: str
    label: Label
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Hand:
    """All that is shown of a story: what the machine found with what was marked of it; what it `missed`; marks of what
    it finds no more, or that has no line here (`others`); and marks of words that are `gone`."""

    counts: tuple[Markable, ...]
    numbers: tuple[Markable, ...]
    quotes: tuple[Markable, ...]
    names: tuple[Markable, ...]
    missed: tuple[Mark, ...]
    others: tuple[Mark, ...]
    gone: tuple[Mark, ...]


def hand(story: Story, feedback: Sequence[Feedback], user: User) -> Hand:
    """What was marked, each mark once."""
    marks = [_mark(each, story.text, user) for each in feedback]
    counts, numbers = _counts(story, marks), _numbers(story, marks)
    quotes, names = _quotes(story, marks), _names(story, marks)
    listed = {
        mark.feedback.id for markable in chain(counts, numbers, quotes, names) for mark in markable.marks
    }
    left = [mark for mark in marks if mark.span is not None and mark.feedback.id not in listed]
    return Hand(
        counts=counts,
        numbers=numbers,
        quotes=quotes,
        names=names,
        missed=tuple(mark for mark in left if mark.feedback.verdict == "missed"),
        others=tuple(mark for mark in left if mark.feedback.verdict != "missed"),
        gone=tuple(mark for mark in marks if mark.span is None),
    )


def says(feedback: Feedback) -> str:
    """A verdict in words."""
    match feedback.right:
        case None:
            return feedback.verdict
        case NameLabel(same_as=str() as other):
            return f"the same as {other}"
        case NameLabel(name=name):
            return f"is {name}" if name else "is no one's"
        case NumberLabel() as label:
            return f"is {number_words(label)}"
        case label:
            return f"is {count_words(label)}"


def count_words(label: CountLabel) -> str:
    """A label as one would say it: "at least 3,000, KP, present, in RU"."""
    more = [] if label.measure == "total" else [label.measure]
    kind = [] if label.status == "actual" else [label.status]
    where = [f"in {', '.join(map(called, label.places))}"] if label.places else []
    past = ["historic"] if label.historic else []
    force = called(label.force) if label.force else "no force named"
    return ", ".join([amount(_figure(label)), *more, force, label.role, *where, *kind, *past])


def number_words(label: NumberLabel) -> str:
    """A label as one would say it: "about 40 percent", "12 bridges"."""
    return " ".join(filter(None, [amount(_figure(label)), label.unit, label.item]))


def _figure(label: CountLabel | NumberLabel) -> Figure:
    """What is needed of it for its amount in words."""
    return Figure(
        force=None,
        role="other",
        measure="total",
        low=label.low,
        high=label.high,
        bound=label.bound,
        places=(),
        status="actual",
        historic=False,
    )


def _mark(feedback: Feedback, text: str, user: User) -> Mark:
    where = placed(feedback, text)
    span = (where.start, where.end) if where else None
    return Mark(feedback, span, says(feedback), feedback.taken_back is None and may_take_back(feedback, user))


def _counts(story: Story, marks: Sequence[Mark]) -> tuple[Markable, ...]:
    found = []
    for count in story.troop_counts[:MOST]:
        number = story.numbers[count.number]
        label = count_label(story, count)
        found.append(_markable("troop_count", number.start, number.end, count_words(label), label, marks))
    return tuple(found)


def _numbers(story: Story, marks: Sequence[Mark]) -> tuple[Markable, ...]:
    """Those that count no troops; of those that do, the troop count is marked."""
    counted = {count.number for count in story.troop_counts}
    others = [number for at, number in enumerate(story.numbers) if at not in counted]
    found = []
    for number in others[:MOST]:
        label = number_label(number)
        said = f"{_short(number.text)}: {_short(number_words(label))}"
        found.append(_markable("number", number.start, number.end, said, label, marks))
    return tuple(found)


def _quotes(story: Story, marks: Sequence[Mark]) -> tuple[Markable, ...]:
    found = []
    for each in story.quotes[:MOST]:
        start, end = each.spans[0]
        name = each.speaker.name if each.speaker else None
        said = f"{_short(name) if name else 'no one'}: {_short(story.text[start:end])}"
        found.append(_markable("speaker", start, end, said, NameLabel(), marks))
    return tuple(found)


def _names(story: Story, marks: Sequence[Mark]) -> tuple[Markable, ...]:
    """Each name once, where it stands first; or where it was marked."""
    found: dict[str, Markable] = {}
    for mention in story.entities:
        made = _markable("entity", mention.start, mention.end, _short(mention.name), NameLabel(), marks)
        if mention.name not in found or (made.marks and not found[mention.name].marks):
            found[mention.name] = made
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _markable(about: About, start: int, end: int, said: str, label: Label, marks: Sequence[Mark]) -> Markable:
    here = tuple(each for each in marks if each.feedback.about == about and each.span == (start, end))
    return Markable(start, end, said, label, here)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 90 else f"{flat[:88]}…"
