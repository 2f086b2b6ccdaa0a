"""What a form of the analyst's hand has in it."""

from collections.abc import Mapping
from typing import Any, Final

from consumers.desk.hand.faults import refused
from pipeline.hand import Given, standing
from schemas import Story
from schemas.feedback import About, CountLabel, Label, NameLabel, NumberLabel, Verdict

LONGEST: Final = 200
"""characters of the words of a figure"""


def given(story: Story, about: About, verdict: Verdict, fields: Mapping[str, str]) -> Given:
    """The verdict as it was filled in. Raises `Refused`, with what is wrong in one line."""
    try:
        start, end = _missed(story, fields) if verdict == "missed" else _place(fields.get("words", ""))
        return Given(
            about=about,
            verdict=verdict,
            start=start,
            end=end,
            right=_right(about, fields) if verdict in ("corrected", "missed") else None,
            note=fields.get("note", "").strip() or None,
        )
    except ValueError as error:
        raise refused(error) from error


def _place(words: str) -> tuple[int, int]:
    start, _, end = words.partition("-")
    if not all(len(part) <= 9 and part.isascii() and part.isdigit() for part in (start, end)):
        raise ValueError("words: are not given as START-END")
    return int(start), int(end)


def _missed(story: Story, fields: Mapping[str, str]) -> tuple[int, int]:
    """Where the words of a figure stand; `which` of them, counted from 1, if they stand in several places."""
    words = fields.get("text", "").strip()
    if not words or len(words) > LONGEST:
        raise ValueError(f"say the words of the figure as the story has them, at most {LONGEST} characters")
    places = standing(story.text, words)
    if not places:
        raise ValueError(f"the story has no {words!r}: copy the words from it")
    which = fields.get("which", "").strip()
    if not which and len(places) > 1:
        raise ValueError(f"{words!r} stands {len(places)} times in the story: say which of them")
    try:
        place = int(which or "1")
    except ValueError:
        raise ValueError(f"which: {which!r} is no number") from None
    if not 1 <= place <= len(places):
        raise ValueError(f"which: {words!r} stands {len(places)} times in the story")
    return places[place - 1]


def _right(about: About, fields: Mapping[str, str]) -> Label:
    match about:
        case "troop_count":
            return _count(fields)
        case "number":
            rest = {name: fields.get(name, "").strip() or None for name in ("unit", "item")}
            return NumberLabel.model_validate(_ends(fields) | rest)
        case "speaker" | "entity":
            names = {name: fields.get(name, "").strip() or None for name in ("name", "same_as")}
            if about == "entity" and not any(names.values()):
                raise ValueError("say what it is called, or what it is the same as")
            return NameLabel(**names)


def _count(fields: Mapping[str, str]) -> CountLabel:
    label: dict[str, Any] = {
        name: fields[name] for name in ("measure", "role", "status") if name in fields
    } | _ends(fields)
    label["force"] = fields.get("force", "").strip() or None
    label["places"] = [place.strip() for place in fields.get("places", "").split(",") if place.strip()]
    label["historic"] = fields.get("historic") == "true"
    return CountLabel.model_validate(label)


def _ends(fields: Mapping[str, str]) -> dict[str, Any]:
    ends: dict[str, Any] = {end: _number(end, fields.get(end, "")) for end in ("low", "high")}
    return ends | ({"bound": fields["bound"]} if "bound" in fields else {})


def _number(name: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text.strip().replace(",", ""))
    except ValueError:
        raise ValueError(f"{name}: {text!r} is no number") from None
