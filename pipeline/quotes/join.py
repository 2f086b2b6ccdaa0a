"""From cues, contents and sources to quotes: what belongs together becomes one, what says nothing is dropped."""

from dataclasses import dataclass, field, replace

from pipeline.parse import Parse, Token
from pipeline.quotes.content import Span
from pipeline.quotes.marks import Region, Regions


@dataclass(frozen=True)
class Draft:
    """A quote before it is sorted and joined."""

    spans: tuple[Span, ...]
    cue: Token | None = None
    source: tuple[Token, int, int] | None = None
    regions: tuple[Region, ...] = field(default=())


def merged(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, joined where they touch or only marks and spaces stand between them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip(" \n,.;:")):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def with_the_rest(parse: Parse, drafts: list[Draft], regions: Regions) -> list[Draft]:
    """Quotations that no cue has claimed, given to the quote that they carry on: “…,” Ross said. “…”"""
    text = parse.text
    claimed = {region for draft in drafts for region in draft.regions}
    ends: dict[int, int] = {}
    for k, draft in enumerate(drafts):
        if draft.regions and draft.cue is not None:
            last = max(draft.cue.sentence.end, *(region.end for region in draft.regions))
            ends[_next_word(text, last)] = k
    found = list(drafts)
    for region in regions.all:
        if region in claimed or region.single:
            continue
        if region.start not in ends:
            continue
        k = ends.pop(region.start)
        found[k] = replace(
            found[k],
            spans=merged([*found[k].spans, (region.start, region.end)], text),
            regions=(*found[k].regions, region),
        )
        ends[_next_word(text, region.end)] = k
    return found


def _next_word(text: str, at: int) -> int:
    """Where the text goes on after spaces and a full stop, in this paragraph or the next."""
    while at < len(text) and (text[at].isspace() or text[at] in ".,"):
        at += 1
    return at
