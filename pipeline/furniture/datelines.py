"""Datelines: the place, the day and the agency that open a story: "KYIV, Oct 24 (Reuters) -"."""

import re
from dataclasses import dataclass

from pipeline.gazetteer import place

Span = tuple[int, int]

_BARE_AGENCY = "CNN|AP|AFP|UPI|Reuters|BBC|TASS|Xinhua|Yonhap|DPA|dpa|ANI|IANS|PTI"
_SHOUTED = r"[A-Z][A-Z.’'-]*[A-Z.](?: [A-Z][A-Z.’'-]*[A-Z.]){0,3}"
_CAPITAL = rf"(?!(?:{_BARE_AGENCY})\b)(?:(?:[A-Z]\.){{2,3}}|[A-Z][\w.’'-]{{1,20}})"
_TITLED = rf"{_CAPITAL}(?: (?:{_CAPITAL}|of|the)){{0,2}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thurs?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY = r"[A-Z][\w.&’'/-]{1,24}(?: [A-Z][\w.&’'/-]{1,24}){0,3}"
_DASH = r" ?(?:—|–|--|-|:)(?= |$|[A-Z“\"‘])"

_DATELINE = re.compile(
    rf"(?:(?P<shouted>{_SHOUTED})|(?P<titled>{_TITLED}))"
    rf"(?: ?/ ?(?P<second>{_SHOUTED}|{_TITLED}))?"
    rf"(?P<within>, ?(?!(?:{_MONTH}) ?\d)(?P<holder>{_TITLED}))?"
    rf"(?P<day>,? ?[({{]?{_DAY}[)}}]?)?"
    rf"(?:,? ?[(\[] ?(?P<agency>{_AGENCY}) ?[)\]]|,? (?P<bare>{_BARE_AGENCY}))?{_DASH}"
)
_AGENCY_ALONE = re.compile(rf"(?:[(\[] ?(?P<agency>{_AGENCY}) ?[)\]]|(?P<bare>{_BARE_AGENCY})){_DASH}")
_FILED = re.compile(rf"(?P<place>{_SHOUTED})(?: ?, (?P<holder>{_TITLED}))? \d{{4}}-\d\d-\d\d$")
LONGEST = 120
"""code points that a dateline can have"""
_A_DASH = re.compile("[—–:-]")
"""every dateline has one; most lines have none so early, and need not be looked at"""


@dataclass(frozen=True)
class Dateline:
    """A dateline: offsets into its line. `end` is that of its dash."""

    end: int
    places: tuple[Span, ...]
    agency: Span | None


def dateline(line: str) -> Dateline | None:
    """The dateline that opens a line; None where none does.

    A place in capitals with its dash is one if it has a day, an agency, a country or state behind it, or is known;
    a place in small letters needs an agency. "NATO - the alliance" and "Kyiv - the capital" are prose.
    """
    head = line[:LONGEST]
    if _A_DASH.search(head) is None:
        return None
    if not head[:1].isupper() and head[:1] not in "([":
        return None
    filed = _FILED.match(head)
    if filed and len(line) < LONGEST:
        return Dateline(
            filed.end(), tuple(filed.span(name) for name in ("place", "holder") if filed[name]), None
        )
    alone = _AGENCY_ALONE.match(head)
    if alone:
        return (
            Dateline(alone.end(), (), _agency(alone))
            if alone["bare"] or _is_agency(alone["agency"])
            else None
        )
    match = _DATELINE.match(head)
    if match is None or not _told(match):
        return None
    places = [match.span(name) for name in ("shouted", "titled", "second", "holder") if match[name]]
    return Dateline(match.end(), tuple(places), _agency(match))


def datelines(text: str) -> list[tuple[int, Dateline]]:
    """Every dateline of a text, with the offset of the line that it opens."""
    found = []
    for match in re.finditer(r"(?m)^[ \t]*(?=[A-Z(\[])", text):
        line = text[match.end() : match.end() + LONGEST].split("\n", 1)[0]
        if (opening := dateline(line)) is not None:
            found.append((match.end(), opening))
    return found


def _told(match: re.Match[str]) -> bool:
    """Whether what looks like a dateline has enough of one."""
    agency = bool(match["bare"]) or bool(match["agency"] and _is_agency(match["agency"]))
    if match["titled"]:
        known = any(place(match[part] or "") is not None for part in ("titled", "holder"))
        return agency and not match.group().endswith(":") and (known or (match["agency"] or "").isupper())
    if match.group().endswith(":"):
        return match["agency"] is None and _is_city(match["shouted"])
    return agency or bool(match["day"]) or _is_city(match["shouted"])


_CITY_STATES = frozenset(
    {"SINGAPORE", "HONG KONG", "MONACO", "LUXEMBOURG", "KUWAIT", "PANAMA", "DJIBOUTI", "MACAU"}
)


def _is_city(name: str) -> bool:
    """A known place smaller than a country: "BRITAIN - 5 gold" opens a row of a table."""
    found = place(name)
    return name in _CITY_STATES or (found is not None and found.kind != "country")


_NOT_AGENCIES = frozenset({"UPDATE", "ADDS", "FILE", "D", "R", "Update", "Updated"})


def _is_agency(name: str) -> bool:
    return name not in _NOT_AGENCIES


def _agency(match: re.Match[str]) -> Span | None:
    return next((match.span(name) for name in ("agency", "bare") if match[name]), None)
