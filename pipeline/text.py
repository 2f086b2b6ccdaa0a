"""An article's body as text."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

# what a browser puts on lines of its own, and what it doesn't show as text
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
    }
    | {"p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_UNREAD = frozenset(
    {"button", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template"}
    | {"textarea"}
)
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


def from_html(html: str) -> str:
    """HTML as text: one line a block, white space as a browser would show it.

    Any input at all is HTML to a browser, and so here: nothing raises.
    """
    parser = LexborHTMLParser(html)
    lines: list[str] = [""]
    if parser.root is not None:
        _read(parser.root, lines)
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip(" ") for line in lines) if line)


def _read(root: LexborNode, lines: list[str]) -> None:
    """Walk without recursion, for a newsroom's markup may nest as deep as it likes."""
    todo: list[LexborNode | None] = [root]
    while todo:
        node = todo.pop()
        if node is None:
            lines.append("")
        elif node.is_text_node:
            lines[-1] += node.text_content or ""
        elif node.tag == "br":
            lines.append("")
        elif node.tag not in _UNREAD:
            block = node.tag in _BLOCKS
            if block:
                lines.append("")
                todo.append(None)
            todo.extend(reversed(list(node.iter(include_text=True))))
