"""HTML read tag by tag, in one pass: for markup that a browser's rules would take too long for.

It knows no tree, so what is left open stays open; words and paragraphs are found all the same.
"""

import html as entities
import re

from pipeline.html.reader import Reader
from pipeline.html.tags import LAYOUT_ROLES, UNREAD, VOID

# Possessive, so that no character is looked at more often than a few times.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)
    ((?:[\s/]++ | [^\s/>][^\s/>=]*+ (?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)*+)
    (?:>|\Z)""",
    re.VERBOSE,
)
_MARK = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ROLE = re.compile(r"""\brole\s*=\s*["']?(\w+)""", re.IGNORECASE)
_LONGEST_NAME = 32


def read_flat(html: str, reader: Reader, *, tables_beside: bool) -> None:
    """Tell `reader` of each tag and text. Time is in proportion to the length of `html`, whatever is in it."""
    never_ended: set[str] = set()
    at = 0
    while found := _MARK.search(html, at):
        start = found.start()
        reader.text(_unescaped(html[at:start]))
        if html.startswith("<!--", start):
            at = _after(html, "-->", start + 4)
        elif html.startswith(("<!", "<?"), start):
            at = _after(html, ">", start)
        elif tag := _TAG.match(html, start):
            name = tag[2].lower() if len(tag[2]) <= _LONGEST_NAME else ""
            at = tag.end()
            if tag[1]:
                reader.end(name)
            elif name in UNREAD and name not in never_ended:
                at = _after_element(html, name, at, never_ended)
            elif name not in UNREAD:
                _start(reader, name, tag[3], tables_beside=tables_beside)
        else:
            reader.text("<")
            at = start + 1
    reader.text(_unescaped(html[at:]))


def _start(reader: Reader, name: str, attributes: str, *, tables_beside: bool) -> None:
    role = _ROLE.search(attributes) if name == "table" else None
    is_layout = role is not None and role[1].lower() in LAYOUT_ROLES
    reader.start(name, beside=name == "table" and tables_beside and not is_layout)
    if name in VOID:
        reader.end(name)


def _after(html: str, mark: str, start: int) -> int:
    found = html.find(mark, start)
    return len(html) if found < 0 else found + len(mark)


def _after_element(html: str, name: str, start: int, never_ended: set[str]) -> int:
    """Where an element that isn't read ends; one that never does is passed over by itself."""
    if end := re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, start):
        return _after(html, ">", end.end())
    never_ended.add(name)
    return start


def _unescaped(text: str) -> str:
    return _CHARACTER.sub(lambda found: entities.unescape(found[0]), text)
