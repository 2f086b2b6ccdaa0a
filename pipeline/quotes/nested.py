"""Quotes within quotes: which of them stand beside the outer one, which within it, and which add nothing to it."""

from dataclasses import replace

from pipeline.parse import Parse
from pipeline.quotes.content import Span
from pipeline.quotes.join import Draft

_IN_WORDS = frozenset(
    [
        "say",
        "write",
        "claim",
        "deny",
        "confirm",
        "admit",
        "warn",
        "explain",
        "stress",
        "suggest",
        "ask",
        "promise",
        "refuse",
        "agree",
        "criticize",
        "praise",
        "support",
    ]
)
"""kinds of cue for what someone puts into words; what one thinks or finds, as another says, is that other's word"""


def unnested(parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """The drafts, less those that stand in another and are not the statement of a speaker with a name.

    "Reuters reported that Ross said …" is two quotes; "Ross said he believed …" is one. In "Ross said she was
    sure, adding that …" what is added stands beside the first quote, which ends before it.
    """
    held = _held(drafts)
    ends: dict[int, int] = {}
    kept = []
    for k, outer in held.items():
        start = _added_from(parse, drafts[k])
        if start is not None:
            ends[outer] = min(start, ends.get(outer, start))
    for k, draft in enumerate(drafts):
        if k not in held:
            kept.append(_until(ends[k], draft, parse.text) if k in ends else draft)
        elif _added_from(parse, draft) is not None:
            kept.append(_spoken_by(drafts[held[k]], draft))
        elif _named_statement(draft):
            kept.append(_until(ends[k], draft, parse.text) if k in ends else draft)
    return kept


def _held(drafts: list[Draft]) -> dict[int, int]:
    """Which draft stands wholly within which other: their indexes."""
    spans = sorted((start, -end, k) for k, draft in enumerate(drafts) for start, end in draft.spans)
    found: dict[int, int] = {}
    seen: set[int] = set()
    around: list[tuple[int, int]] = []
    for start, minus_end, k in spans:
        while around and around[-1][0] <= start:
            around.pop()
        if k not in seen:
            outer = next((o for end, o in reversed(around) if end >= -minus_end and o != k), None)
            if outer is not None and all(_inside(span, drafts[outer].spans) for span in drafts[k].spans):
                found[k] = outer
        seen.add(k)
        around.append((-minus_end, k))
    return found


def _inside(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _added_from(parse: Parse, draft: Draft) -> int | None:
    """ "…, adding that": where what the same speaker adds begins; None for what is no afterthought"""
    cue = draft.cue
    if cue is None or cue.tag != "VBG" or cue.dep not in {"advcl", "conj", "dep", "parataxis"}:
        return None
    first = cue.i
    while first and parse.tokens[first - 1].dep in {"aux", "neg", "advmod", "cc"}:
        first -= 1
    led = parse.tokens[first].dep == "cc" or (first and parse.tokens[first - 1].text == ",")
    return parse.tokens[first].start if led else None


def _until(end: int, draft: Draft, text: str) -> Draft:
    """The draft up to an offset."""
    spans = [(a, a + len(text[a : min(b, end)].rstrip(" ,;:–—-\n"))) for a, b in draft.spans if a < end]
    spans = [(a, b) for a, b in spans if a < b]
    return replace(draft, spans=tuple(spans)) if spans else draft


def _spoken_by(outer: Draft, draft: Draft) -> Draft:
    """The draft in the mouth of who speaks the outer one, where its own source is a word of what is said there."""
    own = draft.source
    if own is None or _inside((own[0].start, own[0].end), outer.spans):
        return replace(draft, source=outer.source)
    return draft


def _named_statement(draft: Draft) -> bool:
    """ "Reuters reported that Ross said" """
    return draft.reports in _IN_WORDS and draft.source is not None and draft.source[0].pos == "PROPN"
