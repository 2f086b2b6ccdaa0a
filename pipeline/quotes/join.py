"""From cues, contents and sources to quotes: what belongs together becomes one, what says nothing is dropped."""

import re
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
    reports: str = ""
    """the cue's kind in the table"""
    beside: tuple[Region, ...] = field(default=())
    """of the regions, those that only stand next to the cue"""


def merged(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Spans in order, joined where they touch or only marks and spaces stand between them."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or not text[found[-1][1] : start].strip(" \n,.;:")):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def each_to_its_nearest(drafts: list[Draft]) -> list[Draft]:
    """The drafts with a quotation beside several cues left to the nearest: "he said, explaining by saying: “…”"

    A cue whose own words hold the quotation keeps it from those beside it: "as Ross said that “it is over,” one
    of the guides said", but not from those in its words: "“It is over,” Ross said, according to Lang".
    """
    nearest: dict[Region, tuple[int, int]] = {}
    holder: dict[Region, Draft] = {}
    for k, draft in enumerate(drafts):
        for region in draft.beside:
            if draft.cue is not None:
                far = (
                    region.start - draft.cue.end
                    if draft.cue.start < region.start
                    else draft.cue.start - region.end
                )
                nearest[region] = min(nearest.get(region, (far, k)), (far, k))
        for region in draft.regions:
            if region not in draft.beside:
                holder.setdefault(region, draft)
    kept = []
    for k, draft in enumerate(drafts):
        lost = {r for r in draft.beside if nearest[r][1] != k or (r in holder and _keeps(holder[r], draft))}
        spans = tuple(span for span in draft.spans if not any(_same(span, region) for region in lost))
        if spans:
            regions = tuple(region for region in draft.regions if region not in lost)
            kept.append(replace(draft, spans=spans, regions=regions) if lost else draft)
    return kept


def _keeps(holder: Draft, draft: Draft) -> bool:
    return draft.cue is not None and not any(start <= draft.cue.start < end for start, end in holder.spans)


def _same(span: Span, region: Region) -> bool:
    return span == (region.start, region.end)


def with_the_rest(parse: Parse, drafts: list[Draft], regions: Regions) -> list[Draft]:
    """Quotations that no cue has claimed, given to the quote that they carry on: “…,” Ross said. “…”"""
    text = parse.text
    claimed = {region: k for k, draft in enumerate(drafts) for region in draft.regions}
    found = list(drafts)
    last: tuple[Region, int] | None = None
    for region in regions.all:
        if region.single:
            continue
        if region in claimed:
            last = region, claimed[region]
            continue
        if last is None:
            continue
        before, k = last
        cue = found[k].cue
        if cue is not None and _carries_on(text, before, cue, region):
            spans = merged([*found[k].spans, (region.start, region.end)], text)
            found[k] = replace(found[k], spans=spans, regions=(*found[k].regions, region))
            last = region, k
    return found


_ENDS = re.compile(r"[a-z0-9)%]{2}[.!?](?=\s+\S)")


def _carries_on(text: str, before: Region, cue: Token, region: Region) -> bool:
    """Whether between two quotations stands the rest of the sentence with the cue, or nothing at all."""
    if cue.start < before.start:
        return not text[before.end : region.start].strip(" \n.")
    tail = text[max(before.end, cue.end) : region.start]
    if len(tail) > _LONGEST_TAIL:
        return False
    bare = tail.rstrip(" \n\u00a0\"”’'")
    if "\n" in bare:
        return False
    if bare.endswith(","):  # “We are cold,” said Ana Ruiz, who leads the choir, “and hungry.”
        return text[region.start + 1 : region.start + 2].islower() and _ENDS.search(bare) is None
    if bare and bare[-1] not in ".!?":
        return False
    return _ENDS.search(bare) is None


_LONGEST_TAIL = 300
"""code points from a cue to the end of its sentence"""
