"""Stories for the tests, written as one would tell them: `wire("a", "AFP", "08:00", "at least 3,000 KP in RU")`."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, cast

from pipeline.claims import claims_of
from pipeline.claims.estimate import figure_of
from pipeline.copies import signature
from pipeline.gazetteer import country_name
from schemas import (
    Bound,
    Figure,
    Force,
    Measure,
    Number,
    Place,
    PubStatus,
    Role,
    Source,
    Status,
    Story,
    TroopCount,
    epoch_ms,
)

DAY = datetime(2024, 10, 23, tzinfo=UTC)

_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "zo")

_BOUNDS: dict[str, Bound] = {
    "": "exact",
    "about": "about",
    "at least": "at_least",
    "more than": "more_than",
    "at most": "at_most",
    "fewer than": "less_than",
    "vaguely": "vague",
}
_FIGURE = re.compile(
    r"(?P<historic>historic )?(?:(?P<status>planned|denied|hypothetical) )?"
    r"(?:(?P<bound>about|at least|more than|at most|fewer than|vaguely) )?"
    r"(?P<low>[\d,]+)(?:-(?P<high>[\d,]+))?(?P<measure> more| of the)? (?P<force>[A-Z]{2}|[A-Z][a-z]+|troops)"
    r"(?: (?P<role>killed|wounded|casualties|captured|missing|mobilised|trained|withdrawn))?"
    r"(?: (?P<to>in|to) (?P<places>[A-Za-z:, ]+?))?(?: says (?P<source>.+))?"
)
_LOW: frozenset[Bound] = frozenset({"at_least", "more_than", "vague"})
_HIGH: frozenset[Bound] = frozenset({"at_most", "less_than"})


def wire(
    uri: str,
    provider: str | None,
    time: str,
    *figures: str,
    body: str | None = None,
    pubstatus: PubStatus = "usable",
    published: str | None = None,
    flash: bool = False,
    silent: bool = False,
    rewrites: str | None = None,
) -> Story:
    """One version of a story, as enrichment gives it, made at `time` of the day of the tests (or `1d 08:00` later).

    Two stories with the same `body` are copies; without one, a story's body is its own. A `flash` has no body.
    A `silent` one is a replay of the version made at that time. `rewrites` is the story that it is a rewrite of.
    """
    body = body or uri
    sentences, numbers, counts = [], [], []
    at = 0
    for index, written in enumerate(figures):
        number, count = _figure(written, index)
        sentence = f"Officials said {number.text} were counted that day."
        start = at + sentence.index(number.text)
        numbers.append(number.model_copy(update={"start": start, "end": start + len(number.text)}))
        counts.append(count)
        sentences.append(sentence)
        at += len(sentence) + 1
    text = " ".join(sentences) if flash else " ".join([*sentences, _prose(body)])
    if pubstatus != "usable":
        text, numbers, counts = "", [], []
    moment = clock(time)
    return Story(
        uri=uri,
        version=epoch_ms(moment),
        pubstatus=pubstatus,
        headline=f"Story {uri}",
        text=text,
        language="en",
        provider=provider,
        published=clock(published) if published else None,
        byline=None,
        url=None,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        extractor="tests",
        numbers=tuple(numbers),
        troop_counts=tuple(counts),
        signature=signature(text) if text else None,
        silent=silent,
        evolvedfrom=rewrites,
    )


def kill(uri: str, provider: str | None, time: str) -> Story:
    """The version of a story that takes it back for good."""
    return wire(uri, provider, time, pubstatus="canceled")


def withhold(uri: str, provider: str | None, time: str) -> Story:
    """The version of a story that must not be published yet."""
    return wire(uri, provider, time, pubstatus="withheld")


def figure(written: str) -> Figure:
    """A figure by itself: `figure("about 500 UA killed in RU")`."""
    claim, *_ = claims_of(wire("figure", None, "08:00", written))
    return figure_of(claim)


def clock(time: str) -> datetime:
    """`08:00` on the day of the tests; `1d 08:00` a day later; `-1d 08:00` a day before."""
    day, _, hour = time.rpartition("d ")
    hours, minutes = hour.split(":")
    return DAY + timedelta(days=int(day or 0), hours=int(hours), minutes=int(minutes))


def _figure(written: str, index: int) -> tuple[Number, TroopCount]:
    match = _FIGURE.fullmatch(written)
    assert match, written
    bound: Bound = "range" if match["high"] else _BOUNDS[match["bound"] or ""]
    value, top = _value(match["low"]), _value(match["high"] or match["low"])
    number = Number(
        start=0,
        end=0,
        text=match["low"],
        low=None if bound in _HIGH else value,
        high=None if bound in _LOW else top,
        bound=bound,
        unit=None,
        item=None,
    )
    places = [name.strip() for name in (match["places"] or "").split(",") if name.strip()]
    measures: dict[str | None, Measure] = {None: "total", " more": "additional", " of the": "part"}
    return number, TroopCount(
        number=index,
        force=_force(match["force"]),
        role=cast("Role", match["role"] or "present"),
        measure=measures[match["measure"]],
        places=tuple(_place(name, to=match["to"] == "to") for name in places),
        status=cast("Status", match["status"] or "actual"),
        source=Source(text=match["source"], name=match["source"]) if match["source"] else None,
        historic=bool(match["historic"]),
    )


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


def _force(name: str) -> Force | None:
    if name == "troops":
        return None
    return Force(name=country_name(name), iso=name) if len(name) == 2 else Force(name=name, iso=None)


def _place(name: str, **to: Any) -> Place:
    """`RU` is Russia, `Kursk:RU` a place in it, `Donbas` one of no country."""
    place, _, iso = name.partition(":")
    if len(place) == 2 and place.isupper():
        return Place(name=country_name(place), iso=place, **to)
    return Place(name=place, iso=iso or None, **to)


def _prose(seed: str) -> str:
    """120 made-up words, the same for the same seed."""
    draw = Random(seed)
    return " ".join("".join(draw.choices(_SYLLABLES, k=3)) for _ in range(120)).capitalize() + "."
