"""Quotations that no reporting word claims: whose they are if the text shows it, else no one's."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pipeline.parse import Parse, Token
from pipeline.quotes.join import Draft
from pipeline.quotes.marks import Region, Regions
from pipeline.quotes.source import extent, subject
from pipeline.quotes.tree import Reach

SHORTEST = 8
"""words; fewer between marks and without a cue are a title, a nickname or a word held at arm's length"""

Source = tuple[Token, int, int]
"""the head of the words that name a source, the first of them, the one after the last"""


def unclaimed(parse: Parse, reach: Reach, regions: Regions, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """A quote for every long quotation that is not in a draft yet."""
    drafts = list(drafts)
    claimed = {region for draft in drafts for region in draft.regions}
    drafts = sorted((draft for draft in drafts if draft.cue and draft.source), key=_place)
    places = [_place(draft) for draft in drafts]
    first, last = len(parse.text) - len(parse.text.lstrip()), len(parse.text.rstrip(" .\n"))
    for region in regions.all:
        if region in claimed or len(parse.text[region.start : region.end].split()) < SHORTEST:
            continue
        if region.start <= first and region.end >= last:
            # a text that is nothing but a quotation has no one in it to say it
            continue
        k = bisect_right(places, region.start) - 1
        yield _whose(parse, reach, region, drafts[k] if k >= 0 else None)


def _place(draft: Draft) -> int:
    return draft.cue.start if draft.cue else draft.spans[0][0]


def _whose(parse: Parse, reach: Reach, region: Region, before: Draft | None) -> Draft:
    spans = ((region.start, region.end),)
    source = (
        _named_inside(parse, region)
        or _signed(parse, region)
        or _led_up_to(parse, reach, region)
        or _spoken_before(parse, reach, region, before)
        or _governed(parse, reach, region)
    )
    return Draft(spans=spans, source=source, regions=(region,))


_TRANSCRIPT = re.compile(r"\W?([A-Z][A-Z.'’ -]{1,30}):\s")
_SIGNED = re.compile(r"[\s,]{0,3}[―—–-]\s*(?=[A-Z])")


def _named_inside(parse: Parse, region: Region) -> Source | None:
    """ "“WALLACE: Governor, …”": a transcript names its speaker inside the marks"""
    match = _TRANSCRIPT.match(parse.text, region.start, region.end)
    tokens = parse.tokens_in(match.start(1), match.end(1)) if match else []
    return (tokens[-1], tokens[0].i, tokens[-1].i + 1) if tokens else None


def _signed(parse: Parse, region: Region) -> Source | None:
    """ "“…” — Anna Ross": the name behind a dash"""
    match = _SIGNED.match(parse.text, region.end)
    token = parse.token_at(match.end()) if match else None
    if token is None or token.pos != "PROPN":
        return None
    last = token
    while last.i + 1 < len(parse.tokens) and (after := parse.tokens[last.i + 1]).pos == "PROPN":
        last = after
    return last, token.i, last.i + 1


def _led_up_to(parse: Parse, reach: Reach, region: Region) -> Source | None:
    """ "He returned to his old lines: “…”" is his; "Ross: “…”" is Ross's"""
    at = region.start - 1
    while at > 0 and parse.text[at].isspace():
        at -= 1
    colon = parse.token_at(at) if at >= 0 and parse.text[at] == ":" else None
    if colon is None or not colon.i:
        return None
    root = _root(parse.tokens[colon.i - 1], region.start)
    return _source(root if root.pos == "PROPN" else subject(root), reach, colon, region)


def _spoken_before(parse: Parse, reach: Reach, region: Region, before: Draft | None) -> Source | None:
    """ "Ross was not sure. “We do not know.”": in one paragraph, who spoke or acted in the sentence before"""
    at = region.start - 1
    while at >= 0 and parse.text[at] in " \u00a0":
        at -= 1
    if at < 0 or parse.text[at] not in ".!?”\"'’":
        return None
    last = parse.token_at(at)
    if last is None:
        return None
    sentence = last.sentence
    if before is not None and before.cue is not None and before.cue.sentence is sentence and before.source:
        return before.source
    root = next((token for token in sentence if token.head is token), None)
    who = subject(root) if root is not None else None
    if who is None or who.pos not in {"PROPN", "PRON"} or who.lower in _NO_ONE:
        return None
    return _source(who, reach, last, region)


def _governed(parse: Parse, reach: Reach, region: Region) -> Source | None:
    """ "Ross attacked “a policy of …”", "Ross wrote a note that ended, “…”": who acts on the words in the sentence"""
    inside = parse.tokens_in(region.start + 1, region.end - 1)
    for token in inside:
        if token.head.start < region.start and token.head.sentence is token.sentence:
            verb = token.head
            while verb.pos not in {"VERB", "AUX"} and verb.head is not verb:
                verb = verb.head
            who = subject(verb)
            if who is None and verb.dep in {"conj", "xcomp", "advcl"}:
                who = subject(verb.head)
            if who is not None and who.pos in {"PROPN", "PRON"} and who.lower not in _NO_ONE:
                return _source(who, reach, verb, region)
            return None
    return None


_NO_ONE = frozenset({"it", "this", "that", "there", "i", "we", "you", "which", "who", "they"})


def _root(token: Token, limit: int) -> Token:
    while token.head is not token and token.head.start < limit and token.head.sentence is token.sentence:
        token = token.head
    return token


def _source(head: Token | None, reach: Reach, cue: Token, region: Region) -> Source | None:
    if head is None or head.start >= region.start:
        return None
    return head, *extent(head, reach, cue)
