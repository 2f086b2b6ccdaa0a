"""What HTML's elements mean to a reader of the text."""

# what a browser puts on lines of its own
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre"}
    | {"section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
# what it doesn't show as text, or shows only where it can't show something else
UNREAD = frozenset(
    {"audio", "button", "canvas", "datalist", "head", "iframe", "math", "meter", "noembed"}
    | {"noframes", "noscript", "object", "progress", "rp", "rt", "script", "select", "style", "svg"}
    | {"template", "textarea", "video"}
)
# what stands beside the prose: pictures with their captions, boxes
BESIDE = frozenset({"aside", "figcaption", "figure"})
CELLS = frozenset({"td", "th"})
# what has no end
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
LAYOUT_ROLES = frozenset({"presentation", "none"})
