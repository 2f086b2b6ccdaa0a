"""Quotes: who says what. Find cues and content, find the source, resolve it, join."""

from pipeline.parse import Parse
from pipeline.quotes.asserted import asserted
from pipeline.quotes.closing import closing
from pipeline.quotes.content import Reader, Span
from pipeline.quotes.cues import Cue, cues
from pipeline.quotes.join import Draft, each_to_its_nearest, merged, with_the_rest
from pipeline.quotes.marks import Region, Regions
from pipeline.quotes.nested import unnested
from pipeline.quotes.resolve import Resolver
from pipeline.quotes.source import extent, source
from pipeline.quotes.unclaimed import unclaimed
from schemas.story import Cue as CueSpan
from schemas.story import EntityMention, Quote, QuoteKind

__all__ = ["find_quotes"]


def find_quotes(parse: Parse, entities: tuple[EntityMention, ...]) -> tuple[Quote, ...]:
    """Every quote of a text, direct, mixed and indirect, with its cue and its speaker, in text order.

    A quote split around its cue is one quote with two spans. A pronoun speaker keeps its own offsets; its
    `name` is the one it stands for. Of several who speak as one, the first is the speaker.
    """
    regions = Regions(parse.text)
    reader = Reader(parse, regions)
    drafts = [draft for cue in cues(parse, regions) if (draft := _draft(reader, cue)) is not None]
    drafts += closing(parse, regions, drafts)
    drafts = with_the_rest(parse, each_to_its_nearest(drafts), regions)
    drafts += unclaimed(parse, reader.reach, regions, drafts)
    drafts = unnested(parse, drafts)
    resolver = Resolver(parse, regions, entities, [span for draft in drafts for span in draft.spans])
    drafts.sort(key=lambda draft: draft.cue.start if draft.cue else draft.spans[0][0])
    quotes = [_quote(resolver, draft, regions) for draft in drafts]
    return tuple(sorted(quotes, key=lambda quote: quote.spans[0]))


def _draft(reader: Reader, cue: Cue) -> Draft | None:
    head = source(cue, reader.parse)
    where = extent(head, reader.reach, cue.token) if head is not None else None
    governed, clause = reader.governed(cue, where)
    spans: list[Span] = reader.widened(governed) if asserted(cue, head, clause=clause) else []
    beside: list[Region] = []
    if cue.word.frames & {"q", "r"}:
        for region in reader.beside(cue, where):
            beside.extend(_chain(reader, region))
    spans += [(region.start, region.end) for region in beside]
    if not spans:
        return None
    inside = dict.fromkeys(region for start, end in spans for region in reader.regions.between(start, end))
    last = next(reversed(inside), None)
    if last is not None and last.goes_on:
        for more in _chain(reader, last)[1:]:
            inside[more] = None
            spans.append((more.start, more.end))
    return Draft(
        spans=merged(spans, reader.parse.text),
        cue=cue.token,
        reports=cue.word.kind,
        source=(head, *where) if head is not None and where else None,
        beside=tuple(beside),
        regions=tuple(inside),
    )


def _chain(reader: Reader, region: Region) -> list[Region]:
    """A quotation over several paragraphs, each of which opens with a mark and only the last of which closes."""
    chain, every = [region], reader.regions.all
    i = reader.regions.index_before(region.start) + 1
    while (
        chain[-1].goes_on and i < len(every) and not reader.parse.text[chain[-1].end : every[i].start].strip()
    ):
        chain.append(every[i])
        i += 1
    return chain


def _quote(resolver: Resolver, draft: Draft, regions: Regions) -> Quote:
    cue = draft.cue
    who = resolver.speakers(*draft.source) if draft.source else ()
    return Quote(
        spans=draft.spans,
        kind=_kind(draft.spans, regions),
        speaker=who[0] if who else None,
        joint=who[1:],
        cue=CueSpan(start=cue.start, end=cue.end, text=cue.text, kind=draft.reports) if cue else None,
    )


def _kind(spans: tuple[Span, ...], regions: Regions) -> QuoteKind:
    inside = outside = 0
    for start, end in spans:
        covered = sum(min(end, r.end) - max(start, r.start) for r in regions.between(start, end))
        inside += covered
        outside += max(0, end - start - covered - 2) if covered else end - start
    if not inside:
        return "indirect"
    return "mixed" if outside > 2 else "direct"
