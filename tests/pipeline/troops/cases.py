"""Reads the tables of troop counts: one line a text, `text | counts`.

A count is its number as written and what is told of it, in any order, separated by spaces; counts by `;`:
- an ISO code or a group's name in capitals is the force ("KP", "WAGNER"), "-" no force; not given, not asked
- a role, a measure, a status: not given, they are present, total, actual
- `@RU` a place where they are, `>RU` where they go (`@>RU` either)
- `by=word` a word of who says so, `by=-` nobody; `historic`
`none` is a text without a troop count.
"""

from collections.abc import Callable
from typing import get_args

from pipeline.numbers import find_numbers
from pipeline.parse import Parse
from pipeline.troops import find_troop_counts
from schemas import Number, TroopCount
from schemas.story import Measure, Role, Status

ROLES = get_args(Role)
MEASURES = get_args(Measure)
STATUSES = get_args(Status)


def counts(parse: Callable[[str], Parse], text: str) -> list[tuple[Number, TroopCount]]:
    """The troop counts of a text, with their numbers."""
    parsed = parse(text.replace(r"\n", "\n"))
    numbers = find_numbers(parsed)
    return [
        (numbers[count.number], count) for count in find_troop_counts(parsed, numbers, entities=(), quotes=())
    ]


def differences(expected: str, found: list[tuple[Number, TroopCount]]) -> list[str]:
    """What is not as expected, in words; empty if all is."""
    wanted = [] if expected == "none" else [count.strip() for count in expected.split(";")]
    if len(wanted) != len(found):
        return [f"{len(found)} counts: {[number.text for number, _ in found]}"]
    return [
        fault
        for words, (number, count) in zip(wanted, found, strict=True)
        for fault in _faults(words, number, count)
    ]


def _faults(words: str, number: Number, count: TroopCount) -> list[str]:
    text = number.text
    if not words.startswith(text):
        return [f"number {text!r}"]
    said = words[len(text) :].split()
    faults = []
    for kind, values, default in (
        ("role", ROLES, "present"),
        ("measure", MEASURES, "total"),
        ("status", STATUSES, "actual"),
    ):
        want = next((word for word in said if word in values), default)
        if getattr(count, kind) != want:
            faults.append(f"{text}: {kind} {getattr(count, kind)}")
    if ("historic" in said) != count.historic:
        faults.append(f"{text}: historic {count.historic}")
    for word in said:
        if not _holds(word, count):
            faults.append(f"{text}: {word}, not {count.force} {count.places} {count.source}")
    return faults


def _holds(word: str, count: TroopCount) -> bool:
    if word == "-":
        return count.force is None
    if word.startswith("by="):
        source = f"{count.source.text} {count.source.name}" if count.source else "-"
        return word[3:] in source
    if word[0] in "@>":
        places = {(place.iso or place.name, place.to) for place in count.places}
        if word == "@-":
            return not places
        if word.startswith("@>"):
            return bool({(word[2:], True), (word[2:], False)} & places)
        return (word[1:], word[0] == ">") in places
    if word.isupper():
        force = count.force
        return force is not None and word in (force.iso, force.name.upper().replace(" ", "-"))
    return True
