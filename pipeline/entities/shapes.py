"""Names that their shape gives away, where the model often sees none: initials, hyphens, tables of results."""

import re
from collections.abc import Iterator

from pipeline.entities.mentions import Mention, at
from pipeline.entities.tables import east_asian_surnames
from pipeline.gazetteer import country
from pipeline.parse import Parse

_WORD = r"[A-Z][\w’'-]{1,40}"
_STARTS = r"(?!(?:He|She|It|They|We|The|But|In|His|Her|Its|This|That|An|On|At|If|As|So|And|When|For)\b)"
"""what starts the sentence behind "under Paul I." """
# what stands before is looked at behind the first letter: by that letter they are found at a glance
_INITIALS = re.compile(rf"[A-Z](?<![\w.].)\. ?(?:[A-Z]\. ?){{0,2}}{_STARTS}{_WORD}(?! Inc)")
_HYPHENED = re.compile(r"([A-Z](?<![\w-].)[a-z]+) [A-Z][a-z]+-[a-z]{2,6}(?![\w-])")
_STATES = ("U.S.", "U.N.", "U.K.", "E.U.", "D.C.", "N.Y.", "L.A.", "U. S.")
_ABBREVIATED = re.compile(
    rf"(?<!\w)({_WORD}(?: (?:{_WORD}|of|and|for|the|in|to|on)){{1,7}}) ?\( ?([A-Z]{{2,8}}) ?\)"
)
_ABBREVIATION = re.compile(r"\( ?[A-Z]{2,8} ?\)")
_SCORES = re.compile(rf"({_WORD}(?: {_WORD}){{0,2}}) \d+ ({_WORD}(?: {_WORD}){{0,2}}) \d+(?: \(.*\))?")
_STANDINGS = re.compile(rf"({_WORD}(?: {_WORD}){{0,2}})(?: [-.\d/]+){{3,}}")
_ENTRANT = re.compile(
    rf"(?:\d+\.? (?:- )?)?({_WORD}(?: {_WORD}){{1,2}}) ?\( ?({_WORD}(?: {_WORD})?|U\.S\.) ?\)"
)


_SPEAKER = re.compile(
    r"(?m)^(?:MR|MRS|MS|DR|SECRETARY|PRESIDENT|SENATOR|SEN|REP|GOVERNOR|GENERAL|GEN|ADMIRAL|AMBASSADOR|MINISTER)\.? "
    r"((?:[A-Z][A-Z’'-]+ ){0,2}[A-Z][A-Z’'-]+):"
)
"""the speaker of a transcript: "SECRETARY KERRY:", "MR KIRBY:" """


def by_shape(parse: Parse) -> Iterator[Mention]:
    """People, bodies and teams in the forms that tell them: "J. R. Ewing", "Park Sun-won", "Leeds 2 Everton 1"."""
    for match in _INITIALS.finditer(parse.text):
        if not match.group().startswith(_STATES):
            yield from at(parse, *match.span(), "PERSON")
    for match in _SPEAKER.finditer(parse.text):
        yield from at(parse, *match.span(1), "PERSON")
    for match in _HYPHENED.finditer(parse.text):
        if match.group(1) in east_asian_surnames():
            yield from at(parse, *match.span(), "PERSON")
    # most texts have none, and then need not be searched for what stands before
    for match in _ABBREVIATED.finditer(parse.text) if _ABBREVIATION.search(parse.text) else ():
        if _initials(match.group(1)).endswith(match.group(2)):
            start = match.start(1) + _where_initials_begin(match.group(1), match.group(2))
            yield from at(parse, start, match.end(1), "ORG")
            yield from at(parse, *match.span(2), "ORG")
    for line in re.finditer(r"[^\n]+", parse.text):
        yield from _results(parse, line.start(), line.end())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _where_initials_begin(name: str, abbreviation: str) -> int:
    """ "Turkish Syria Recovery Trust Fund (SRTF)": the words before the first that the letters stand for are not of it"""
    words = [match for match in re.finditer(r"\S+", name) if match.group()[0].isupper()]
    return words[len(words) - len(abbreviation)].start()


def _results(parse: Parse, start: int, end: int) -> Iterator[Mention]:
    """Lines of a table of results or standings: who stands before figures is a team, before a country a person."""
    if end - start > _LONGEST_LINE:
        return
    line = parse.text[start:end].strip(" .")
    start += len(parse.text[start:end]) - len(parse.text[start:end].lstrip(" ."))
    if match := _SCORES.fullmatch(line):
        yield from at(parse, start + match.start(1), start + match.end(1), "ORG")
        yield from at(parse, start + match.start(2), start + match.end(2), "ORG")
    elif match := _STANDINGS.fullmatch(line):
        yield from at(parse, start + match.start(1), start + match.end(1), "ORG")
    elif (match := _ENTRANT.match(line)) and country(match.group(2)):
        yield from at(parse, start + match.start(1), start + match.end(1), "PERSON")


_LONGEST_LINE = 120
"""code points; a table's line is short"""
