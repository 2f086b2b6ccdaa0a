"""Names and furniture: what a dateline names, and what of a heading is no name."""

from collections.abc import Iterator

from pipeline.entities.known import known_type
from pipeline.entities.mentions import Mention, at, surface
from pipeline.furniture import NAMELESS, Furniture, datelines
from pipeline.parse import Parse


def of_datelines(parse: Parse) -> Iterator[Mention]:
    """ "KYIV, Oct 24 (Reuters) -": the place and the agency, each a name by itself"""
    for start, opening in datelines(parse.text):
        for place in opening.places:
            kind = known_type(parse.text[start + place[0] : start + place[1]]) or "PLACE"
            yield from at(parse, start + place[0], start + place[1], kind)
        if opening.agency is not None:
            yield from at(parse, start + opening.agency[0], start + opening.agency[1], "ORG")


def in_prose(parse: Parse, marks: Furniture, mentions: list[Mention]) -> list[Mention]:
    """The mentions without those that furniture only seems to name (`pipeline.furniture` says what counts there)."""
    if not marks.marks:
        return mentions
    kinds = [mark.kind if (mark := marks.at(parse.tokens[m.first].start)) else None for m in mentions]
    said = {
        word.lower
        for m, kind in zip(mentions, kinds, strict=True)
        if kind is None
        for word in parse.tokens[m.first : m.end]
    }
    return [
        m
        for m, kind in zip(mentions, kinds, strict=True)
        if kind in (None, "dateline")
        or (
            kind not in NAMELESS
            and (
                (kind == "caption" and m.type == "PLACE")
                or known_type(surface(parse, m.first, m.end)) is not None
                or all(word.lower in said for word in parse.tokens[m.first : m.end])
            )
        )
    ]
