"""What a cue reports: the words that it governs, and the quotations beside it."""

from collections.abc import Iterator

from pipeline.parse import Parse, Token
from pipeline.quotes.clauses import is_clause, is_that, parenthesis, told
from pipeline.quotes.cues import Cue
from pipeline.quotes.marks import Region, Regions
from pipeline.quotes.source import passive, quoted_as, subject
from pipeline.quotes.table import documents, reporting
from pipeline.quotes.tree import Reach

Span = tuple[int, int]
"""code points: start, end"""


class Reader:
    """Reads contents out of one parse."""

    def __init__(self, parse: Parse, regions: Regions) -> None:
        self.parse = parse
        self.regions = regions
        self.reach = Reach(parse)

    def governed(self, cue: Cue, source: tuple[int, int] | None) -> tuple[list[Span], bool]:
        """What the cue governs by its grammar, and whether that is a clause; else it is to and a verb, an object …"""
        frames = cue.word.frames
        token = cue.token
        if token.lower == "according":
            return self._according(token), True
        clauses = [child for child in token.children if "c" in frames and is_clause(child, token)]
        clauses = clauses or told(token)
        if clauses:
            said = self._said(token, clauses)
            return [*self._pieces(said, cue, source), *self._joined(said, token)], True
        if "c" in frames and (around := parenthesis(token)) is not None:
            return self._pieces(around, cue, source), True
        found = self._complement(cue)
        return ([self._span(*found)] if found else []), False

    def _said(self, verb: Token, clauses: list[Token]) -> Token:
        """The clause that is said, of several that the parser hangs on a verb of saying.

        That is one with "that" behind the verb, else one behind it where the subject stands before it: "The
        vote was a surprise: most people say they had expected less". A quotation before the verb stays.
        """
        own = subject(verb)
        if len(clauses) == 1 or own is None or own.i > verb.i:
            return clauses[0]
        behind = [clause for clause in clauses if self.reach.first[clause.i] > verb.i]
        with_that = [clause for clause in behind if any(is_that(child) for child in clause.children)]
        quoted = self.regions.between(*self._span(*self.reach.of(clauses[0])))
        return (with_that or ([] if quoted else behind) or clauses)[0]

    def _joined(self, said: Token, verb: Token) -> Iterator[Span]:
        """ "said that the dam had held(,) and the road was open": what the parser joins to the verb of saying"""
        last = verb.sentence.tokens[-1].i
        for child in verb.children:
            if child.dep != "conj" or child.i < said.i or (child.lemma.lower(), "v") in reporting():
                continue
            of_its_own = subject(child) is not None and last - self.reach.last[child.i] <= _FULL_STOP
            if of_its_own or any(is_that(mark) for mark in child.children):
                yield self._span(*self._trim(*self.reach.of(child)))

    def _complement(self, cue: Cue) -> tuple[int, int] | None:
        """What follows the cue other than a clause, as tokens: to and a verb, a name given, "as …", an object."""
        after = [child for child in cue.token.children if child.i > cue.token.i]
        head = self._complement_head(cue, after)
        if head is None:
            return None
        first, end = self.reach.of(head)
        if first <= cue.token.i:
            first = cue.token.i + 1
        if head.dep in _OF_SOMEONE:
            # "called him a hero", "urged them to go", "accused him of lying": he is part of what is said
            first = min([first, *(self.reach.first[c.i] for c in after if c.dep == "dobj")])
        if head.dep == "dobj":
            end = self._with_prepositions(after, end)
        first, end = self._trim(*self._without_aside(first, end))
        return (first, end) if first < end else None

    def _with_prepositions(self, after: list[Token], end: int) -> int:
        """ "opposed intervention | in the states": the parser hangs on the verb what belongs to its object"""
        for child in after:
            if child.dep == "prep" and self.reach.first[child.i] == end:
                end = self.reach.last[child.i] + 1
        return end

    def _complement_head(self, cue: Cue, after: list[Token]) -> Token | None:
        frames = cue.word.frames
        for child in after:
            if child.dep in {"xcomp", "ccomp", "acl", "advcl"}:
                to = any(c.tag == "TO" for c in child.children)
                if ("t" in frames and to) or ("g" in frames and child.tag == "VBG" and child.dep != "advcl"):
                    return child
        if "p" in frames and not (cue.token.tag == "VBN" and cue.token.dep == "acl"):
            given = next((c for c in after if c.dep in {"oprd", "ccomp", "xcomp"}), None)
            if given is not None and self._is_given(given, cue.token, after):
                return given
        for child in after:
            if child.dep in {"prep", "agent"} and child.lower in frames:
                return next((c for c in child.children if c.dep in {"pobj", "pcomp"}), None)
        if ("o" in frames or ("d" in frames and _speaks_for_itself(cue.token))) and not passive(cue.token):
            return next((c for c in after if c.dep == "dobj" and c.pos != "PRON"), None)
        return None

    def _is_given(self, name: Token, verb: Token, after: list[Token]) -> bool:
        """ "called him a thief", "called the plan “a gift”"; "called the police" gives no one a name"""
        someone = name.dep != "oprd" or passive(verb) or any(c.dep == "dobj" for c in after)
        return someone or bool(self.regions.between(*self._span(*self.reach.of(name))))

    def _according(self, token: Token) -> list[Span]:
        """ "…, according to the ministry": the rest of the sentence"""
        first, end = self._according_to(token)
        sentence = token.sentence
        start = next(
            (t.i + 1 for t in reversed(sentence.tokens) if t.i < first and t.text in {":", ";"}),
            sentence.tokens[0].i,
        )
        before = self._trim(start, first)
        after = self._trim(end, sentence.tokens[-1].i + 1)
        return [self._span(*piece) for piece in (before, after) if piece[0] < piece[1]]

    def _according_to(self, token: Token) -> tuple[int, int]:
        """The words of "according to the ministry" alone, up to the comma where the rest goes on."""
        first, end = self.reach.of(token)
        if first == token.sentence.tokens[0].i:
            comma = next((t.i for t in self.parse.tokens[token.i : end] if t.text == ","), end)
            if comma - token.i > 2:
                end = comma
        return first, end

    def _pieces(self, head: Token, cue: Cue, source: tuple[int, int] | None) -> list[Span]:
        """What hangs on `head`, cut where the cue and its source stand in it."""
        first, end = self.reach.of(head)
        first = self._from_that(first, head)
        cut = [cue.token.i, cue.token.i + 1]
        if first <= cue.token.i < end:
            own_first, own_end = (
                self.reach.of(cue.token) if cue.token.head is head or head in cue.token.ancestors() else cut
            )
            cut = [own_first, own_end]
            if source:
                cut = [min(cut[0], source[0]), max(cut[1], source[1])]
        elif source and first <= source[0] < end:
            cut = [source[0], max(source[1], cue.token.i + 1)]
        inner = first < cut[1] and cut[0] < end
        pieces = [(first, min(end, cut[0])), (max(first, cut[1]), end)] if inner else [(first, end)]
        trimmed = (self._trim(*piece) for piece in pieces if piece[0] < piece[1])
        return [self._span(*piece) for piece in trimmed if piece[0] < piece[1]]

    def _without_aside(self, first: int, end: int) -> tuple[int, int]:
        """Without a relative clause behind a comma at the end, which is the reporter's: "…, who was born in Ohio" """
        tokens = self.parse.tokens
        while end > first and (tokens[end - 1].pos in {"SPACE", "PUNCT"}):
            end -= 1
        if end > first and self.regions.at(tokens[end - 1].start):
            return first, end
        for i in range(first + 1, end - 1):
            token = tokens[i]
            if token.dep in _ASIDES and self.reach.last[i] == end - 1:
                start = self.reach.first[i]
                if start > first + 1 and tokens[start - 1].text in {",", "-", "–", "—", "--", "("}:
                    return first, start - 1
        return first, end

    def _from_that(self, first: int, head: Token) -> int:
        """ "said | earlier | that they had gone": what stands before "that" belongs to the cue"""
        mark = next((child for child in head.children if is_that(child)), None)
        return mark.i if mark is not None and first < mark.i < head.i and mark.i - first < _FEW else first

    def _trim(self, first: int, end: int) -> tuple[int, int]:
        """Without commas, full stops and spaces at the ends; quotation marks stay."""
        tokens = self.parse.tokens
        while first < end and (tokens[first].pos == "SPACE" or tokens[first].text in _LOOSE):
            first += 1
        while first < end and (tokens[end - 1].pos == "SPACE" or tokens[end - 1].text in _LOOSE):
            end -= 1
        return first, end

    def _span(self, first: int, end: int) -> Span:
        return self.parse.tokens[first].start, self.parse.tokens[end - 1].end

    def widened(self, spans: list[Span]) -> list[Span]:
        """The spans, each drawn out to the whole of the quotations that it stands in or ends in."""
        wide: list[Span] = []
        for span in spans:
            start, end = span
            for region in self.regions.between(*span):
                if not region.single or region.start < start or end < region.end:
                    start, end = min(start, region.start), max(end, region.end)
            if wide and start <= wide[-1][1]:
                wide[-1] = (wide[-1][0], max(end, wide[-1][1]))
            else:
                wide.append((start, end))
        return wide

    def beside(self, cue: Cue, source: tuple[int, int] | None) -> Iterator[Region]:
        """The quotations next to a cue and its source: “…,” Ross said, “…”"""
        tokens, v = self.parse.tokens, quoted_as(cue.token) or cue.token
        own = source is not None and any(source[0] <= c.i < source[1] for c in v.children)
        left = min(
            [
                v.i,
                *([source[0]] if source and own else []),
                *(c.i for c in v.children if c.dep in {"aux", "auxpass", "advmod", "neg"}),
            ]
        )
        before = self.regions.index_before(tokens[left].start - 1) if left else -1
        if before >= 0:
            region = self.regions.all[before]
            gap = self.parse.text[region.end : tokens[left].start]
            ended = self.parse.text[region.end - 2 : region.end - 1] == "." and "," not in gap
            near = region.end <= tokens[left].start and len(gap) < 6 and not gap.strip(" ,-–—")
            if near and not ended and not self._is_title(region):
                yield region
        i = self.regions.index_before(cue.token.start) + 1
        if i < len(self.regions.all):
            region = self.regions.all[i]
            gap = self.parse.text[cue.token.end : region.start]
            if len(gap) <= 200 and self._leads_to(gap, cue, region):
                yield region

    def _is_title(self, region: Region) -> bool:
        """ "On CBS’s “Face the Nation,” Ross said she was sure": capitals throughout, with words before it"""
        words = [word for word in self.parse.text[region.start : region.end].split() if len(word) > _SMALL]
        before = self.parse.text[max(0, region.start - 3) : region.start].rstrip()[-1:]
        return len(words) > 1 and (before.isalnum() or before == ",") and all(map(_is_capital, words))

    def _leads_to(self, gap: str, cue: Cue, region: Region) -> bool:
        """Whether the words between a cue and a quotation behind it lead up to it: "said in a letter: “…" """
        bare = gap.rstrip()
        if not bare:
            return "\n" not in gap and "q" in cue.word.frames
        if bare[-1] == ":":
            return ". " not in bare and bare.count("\n") == 0
        if bare[-1] != ",":
            return False
        return (
            "\n" not in gap
            and ". " not in gap
            and not any(
                t.tag.startswith("VB") and t.pos == "VERB"
                for t in self.parse.tokens_in(cue.token.end, region.start)
            )
        )


_ASIDES = frozenset({"relcl", "appos"})
_OF_SOMEONE = frozenset({"oprd", "ccomp", "xcomp", "pobj", "pcomp"})

_SMALL = 3
"""letters; words of so few stay small in a title"""

_FULL_STOP = 2
"""tokens; a clause that ends so near to its sentence's end ends it"""

_FEW = 6
"""tokens; more before "that" are not just "earlier" or "on Monday" """

_LOOSE = frozenset(",.;:-–—") | {"--", "...", "…"}


def _speaks_for_itself(verb: Token) -> bool:
    """ "the footage shows smoke": a document's own verb"""
    own = subject(verb)
    return own is not None and (own.lower in documents() or own.lemma.lower() in documents())


def _is_capital(word: str) -> bool:
    return word.strip("“”\"'‘’(«»„")[:1].isupper()
