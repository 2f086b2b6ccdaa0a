"""An article's HTML body as text: its prose, and what stands beside it.

selectolax reads it by HTML5's own rules. Markup that those rules would take time or memory with the square of its
size for is read tag by tag instead (`pipeline.html.flat`).
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.html.flat import read_flat
from pipeline.html.reader import Page, Reader
from pipeline.html.tags import CELLS, LAYOUT_ROLES, UNREAD
from pipeline.html.tame import is_tame

__all__ = ["Page", "from_html", "looks_like_html", "read_html"]

_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_PULL_QUOTE = re.compile(r"pull-?quote", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|table|blockquote|figure|span|strong|em|b|i|a)(?:\s[^<>=]{1,40}=[^<>]{0,500})?\s?/?>"
)


def from_html(html: str) -> str:
    """HTML as prose: one line a block, white space as a browser would show it; no captions, tables or boxes.

    Any input at all is HTML to a browser, and so here: nothing raises.
    """
    return read_html(html).prose


def read_html(html: str) -> Page:
    """HTML as prose and what stands beside it: figures with their captions, tables (a line a row), boxes, pull quotes.

    Soft hyphens, zero-width characters and marks of direction are left out. A table is beside the prose unless it
    only lays out the page; where there is no prose but in tables, they are the prose. Nothing raises.
    """
    page = _read(html, tables_beside=True)
    return page if page.prose or not page.beside else _read(html, tables_beside=False)


def looks_like_html(text: str) -> bool:
    """Whether a text that doesn't say what it is has the tags that an article has."""
    return _MARKUP.search(text) is not None


def _read(html: str, *, tables_beside: bool) -> Page:
    reader = Reader()
    if is_tame(html):
        parser = LexborHTMLParser(html)
        if parser.root is not None:
            _walk(parser.root, reader, tables_beside=tables_beside)
    else:
        read_flat(html, reader, tables_beside=tables_beside)
    return reader.page()


def _walk(root: LexborNode, reader: Reader, *, tables_beside: bool) -> None:
    """Walk without recursion, for a newsroom's markup may nest as deep as it likes."""
    todo: list[LexborNode | str] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            reader.end(node)
        elif node.is_text_node:
            reader.text(node.text_content or "")
        elif node.tag is not None and node.tag not in UNREAD:
            said = node.attributes
            if "hidden" in said or _NOT_SHOWN.search(said.get("style") or ""):
                continue
            reader.start(node.tag, beside=_is_beside(node, tables_beside=tables_beside))
            todo.append(node.tag)
            todo.extend(reversed(list(node.iter(include_text=True))))


def _is_beside(node: LexborNode, *, tables_beside: bool) -> bool:
    if node.tag == "table":
        return tables_beside and not _is_layout(node)
    return _PULL_QUOTE.search(node.attributes.get("class") or "") is not None


def _is_layout(table: LexborNode) -> bool:
    """A table that only lays out the page: one column, or a cell with a table or several paragraphs in it."""
    if (table.attributes.get("role") or "") in LAYOUT_ROLES:
        return True
    rows = [[cell for cell in row.iter() if cell.tag in CELLS] for row in _rows(table)]
    return all(len(row) <= 1 for row in rows) or any(_holds_prose(cell) for row in rows for cell in row)


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag in _ROW_GROUPS:
            yield from (row for row in child.iter() if row.tag == "tr")


def _holds_prose(cell: LexborNode) -> bool:
    tags = [child.tag for child in cell.iter()]
    return "table" in tags or tags.count("p") > 1
