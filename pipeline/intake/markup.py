"""The markup inside an XML document (XHTML, NITF) as HTML, which `pipeline.text` reads."""

from html import escape

from pipeline.intake.xml_tree import Element

# NITF's own words for what HTML has too; what isn't here or in HTML is text in its line
_NITF = {
    "block": "div",
    "hl1": "h1",
    "hl2": "h2",
    "bq": "blockquote",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "figcaption",
    "nitf-table": "figure",
    "fn": "aside",
    "note": "aside",
    "credit": "p",
    "datasource": "p",
}
_HTML = frozenset(
    {
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "br",
    }
    | {"hr", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "aside"}
    | {"section", "article", "header", "footer", "main", "address", "sup", "sub"}
)
_EMPTY = frozenset({"br", "hr"})
_UNREAD = frozenset(
    {"head", "script", "style", "media-reference", "media-metadata", "media-object", "tobject"}
)
_KEPT = ("class", "role", "hidden")


def html_of(element: Element) -> str:
    """An element and what lies in it. Depth is bounded where it was parsed."""
    name = element.name.lower()
    if name in _UNREAD:
        return ""
    tag = _NITF.get(name, name)
    inner = html_inside(element)
    if tag not in _HTML:
        return inner
    attributes = "".join(
        f' {key}="{escape(value)}"' for key in _KEPT if (value := element.attributes.get(key)) is not None
    )
    return f"<{tag}{attributes}>" if tag in _EMPTY else f"<{tag}{attributes}>{inner}</{tag}>"


def html_inside(element: Element) -> str:
    """What lies in an element."""
    return "".join(
        escape(child, quote=False) if isinstance(child, str) else html_of(child) for child in element.children
    )
