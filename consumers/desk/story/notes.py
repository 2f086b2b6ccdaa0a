"""What is known about a story, as notes that its marks point to: who, what is said by whom, which numbers, how many
troops."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from unicodedata import bidirectional

from consumers.desk.story.spans import Mark
from pipeline.claims import words
from pipeline.claims.make import counted
from schemas import Number, Quote, Story, TroopCount

_CLASSES: Final = {"PERSON": "person", "ORG": "org", "PLACE": "place"}
_TYPES: Final = {"person": "person", "org": "organisation", "place": "place"}
_BOUNDS: Final = {
    "exact": "",
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
    "range": "",
    "vague": "in the order of ",
}
_LONGEST: Final = 400
_FROM_THE_RIGHT: Final = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "FSI", "LRI", "PDF", "PDI"})
"""classes of characters that change the direction of writing"""


@dataclass(frozen=True)
class Note:
    """Something that a story holds. `says` is shown at its marks; `spans` are where it stands, the first one first."""

    id: str
    kind: str
    title: str
    says: str
    spans: tuple[tuple[int, int], ...]
    detail: str = ""
    speaker: tuple[int, int] | None = None


@dataclass(frozen=True)
class Speech:
    """A speaker's quotes."""

    speaker: str | None
    quotes: tuple[Note, ...]


@dataclass(frozen=True)
class Notes:
    """All of a story, as lists for a page, and the marks in its text."""

    names: tuple[Note, ...]
    speech: tuple[Speech, ...]
    numbers: tuple[Note, ...]
    troops: tuple[Note, ...]
    marks: tuple[Mark, ...]

    @property
    def everything(self) -> tuple[Note, ...]:
        """All notes."""
        said = (note for speech in self.speech for note in speech.quotes)
        return (*self.names, *said, *self.numbers, *self.troops)

    def names_of(self, kind: str) -> tuple[Note, ...]:
        """The people, bodies or places."""
        return tuple(note for note in self.names if note.kind == kind)


def notes(story: Story) -> Notes:
    """The notes of a story. What points to a number or a quote that isn't there is left out."""
    names = tuple(_names(story))
    quotes = [(quote, _quote(story, at, quote)) for at, quote in enumerate(story.quotes)]
    troops = tuple(
        _troops(at, count, story.numbers[count.number])
        for at, count in enumerate(story.troop_counts)
        if count.number < len(story.numbers)
    )
    counted = {count.number for count in story.troop_counts}
    numbers = tuple(_number(at, number) for at, number in enumerate(story.numbers) if at not in counted)
    listed = [*names, *(note for _, note in quotes), *numbers, *troops]
    marks = [Mark(start, end, note.kind, note.id) for note in listed for start, end in note.spans]
    marks += [
        Mark(quote.speaker.start, quote.speaker.end, "speaker", note.id)
        for quote, note in quotes
        if quote.speaker is not None
    ]
    return Notes(names, tuple(_speech(quotes)), numbers, troops, tuple(marks))


def _names(story: Story) -> Iterator[Note]:
    """One for each name, with all of its mentions, in order of appearance."""
    found: dict[tuple[str, str], list[int]] = {}
    for at, mention in enumerate(story.entities):
        found.setdefault((mention.type, mention.name), []).append(at)
    for number, ((kind, name), mentions) in enumerate(found.items()):
        first = story.entities[mentions[0]]
        role = next((story.entities[at].role for at in mentions if story.entities[at].role), None)
        # a country's code says something; a number in GeoNames doesn't
        code = first.id if first.id and first.id.isalpha() else None
        detail = ", ".join(filter(None, [role, code]))
        times = f"{len(mentions)} mentions" if len(mentions) > 1 else "1 mention"
        shown = _CLASSES[kind]
        says = f"{_clip(name)}{f', {_clip(role)}' if role else ''} ({_TYPES[shown]}, {times})"
        spans = tuple((story.entities[at].start, story.entities[at].end) for at in mentions)
        yield Note(f"e{number}", shown, name, says, spans, detail)


def _quote(story: Story, at: int, quote: Quote) -> Note:
    speaker = quote.speaker
    who = _clip(speaker.name) if speaker else "no one named"
    cue = f", “{_clip(quote.cue.text)}”" if quote.cue else ""
    text = " … ".join(story.text[start:end] for start, end in quote.spans)
    place = (speaker.start, speaker.end) if speaker else None
    says = f"Said by {who} ({quote.kind}{cue})"
    return Note(f"q{at}", "quote", _clip(text), says, quote.spans, quote.kind, place)


def _speech(quotes: list[tuple[Quote, Note]]) -> Iterator[Speech]:
    by: dict[str | None, list[Note]] = {}
    for quote, note in quotes:
        by.setdefault(quote.speaker.name if quote.speaker else None, []).append(note)
    for speaker, said in sorted(by.items(), key=lambda each: each[0] is None):
        yield Speech(speaker, tuple(said))


def _number(at: int, number: Number) -> Note:
    value = value_of(number)
    thing = number.item.text if number.item else None
    title = " ".join(filter(None, [value, number.unit if number.unit != "percent" else "%", thing]))
    says = f"Number: {_clip(title)}"
    return Note(f"n{at}", "number", title, says, ((number.start, number.end),), number.bound)


def _troops(at: int, count: TroopCount, number: Number) -> Note:
    said = words(counted(count, number))
    detail = ", ".join(
        filter(
            None,
            [
                f"according to {_clip(count.source.name)}" if count.source else "no source named",
                count.status if count.status != "actual" else None,
                "historic" if count.historic else None,
            ],
        )
    )
    return Note(
        f"t{at}", "troops", said, f"Troop count: {said}; {detail}", ((number.start, number.end),), detail
    )


def value_of(number: Number) -> str:
    """A number as it is meant: "at least 3,000", "3,000 to 5,000"."""
    low, high = number.low, number.high
    if low is not None and high is not None and low != high:
        value = f"{_plain(low)} to {_plain(high)}"
    else:
        value = _plain(low if low is not None else high)
    return f"{_BOUNDS[number.bound]}{value}"


def _plain(value: float | None) -> str:
    return "?" if value is None else f"{value:,.15g}"


def _clip(text: str) -> str:
    flat = " ".join(text[: 2 * _LONGEST].split())
    short = flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
    # a name written from right to left must not turn the words around it: Unicode's isolate, for a note is plain text
    return f"\u2068{short}\u2069" if any(map(_turns, short)) else short


def _turns(char: str) -> bool:
    return bidirectional(char) in _FROM_THE_RIGHT
