"""NewsML-G2: a `newsItem` with its text in it, by itself or in a `newsMessage`.

The standard: https://iptc.org/standards/newsml-g2/
"""

from collections.abc import Sequence

from pipeline.intake import moments
from pipeline.intake.dialect import Dialect, NotAStory, compose, must_be_text
from pipeline.intake.markup import html_inside
from pipeline.intake.ninjs import Body, body
from pipeline.intake.nitf import html_of_body
from pipeline.intake.status import local, status
from pipeline.intake.xml_tree import Element, text_at
from schemas import Article

_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_ITEMS = frozenset({"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
_NOTHING = Element("")


def is_mine(root: Element) -> bool:
    return root.name in _ITEMS or root.name == "newsMessage" or root.namespace == _NAMESPACE


def parts(root: Element) -> Sequence[Element]:
    """The items of a message; where there is text among them, the pictures and packages around it are left out."""
    if root.name != "newsMessage":
        return (root,)
    items = tuple(item for group in root.all("itemSet") for item in group.elements() if item.name in _ITEMS)
    return tuple(item for item in items if _is_text(item)) or items


def article(item: Element) -> Article:
    """Raises `NotAStory` for anything but a text news item; `ValueError` if it has no `guid`, its text isn't in it,
    or a field that matters is wrong.

    An empty `embargoed` holds a story back until a version says otherwise.
    """
    if item.name != "newsItem":
        raise NotAStory(f"is a {item.name}; only a newsItem has a text to read")
    about = item.first("itemMeta") or _NOTHING
    content = item.first("contentMeta") or _NOTHING
    must_be_text(_code(about, "itemClass"))
    held = about.first("embargoed")
    embargoed = moments.required("embargoed", text_at(about, "embargoed"))
    pubstatus = status(_code(about, "pubStatus"), embargoed=embargoed)
    read = _body(item)
    if read is None and pubstatus == "usable" and item.first("contentSet", "remoteContent"):
        raise ValueError(
            "has no inlineXML or inlineData: its text lies behind a remoteContent, and is to be sent with it"
        )
    return compose(
        uri=_guid(item),
        headline=text_at(content, "headline") or text_at(about, "title"),
        text=read.text if read else None,
        html=read.html if read else None,
        language=_language(item, content),
        provider=_name(about, "provider") or _name(content, "infoSource"),
        published=moments.if_readable(text_at(about, "firstCreated")),
        versioncreated=moments.required("versionCreated", text_at(about, "versionCreated")),
        embargoed=embargoed,
        pubstatus="withheld" if held and not embargoed and pubstatus == "usable" else pubstatus,
        evolvedfrom=_parent(about),
        byline=text_at(content, "by"),
        url=_web_page(item),
    )


def _is_text(item: Element) -> bool:
    return item.name == "newsItem" and _code(item.first("itemMeta") or _NOTHING, "itemClass") in {
        None,
        "text",
    }


def _guid(item: Element) -> str:
    if found := item.attribute("guid"):
        return found
    raise ValueError("has no guid")


def _code(about: Element, name: str) -> str | None:
    found = about.first(name) or _NOTHING
    code = found.attribute("qcode") or found.attribute("uri") or found.attribute("literal")
    return local(code) if code else None


def _body(item: Element) -> Body | None:
    """Its text: marked up before plain."""
    content = item.first("contentSet") or _NOTHING
    for inline in content.all("inlineXML"):
        for root in inline.elements():
            inner = root.first("body") or root
            if found := html_of_body(inner) or html_inside(inner):
                return Body(html=found)
    for inline in content.all("inlineData"):
        if (inline.attribute("encoding") or "").endswith("base64"):
            continue
        text = "".join(child for child in inline.children if isinstance(child, str))
        if text.strip():
            return body(text, inline.attribute("contenttype") or "")
    return None


def _language(item: Element, content: Element) -> str | None:
    said = content.first("language") or _NOTHING
    inline = item.first("contentSet", "inlineXML") or _NOTHING
    return said.attribute("tag") or inline.attribute("xml:lang") or item.attribute("xml:lang")


def _name(about: Element, name: str) -> str | None:
    """ "North Wire" of `<name>`, else its literal, else its code."""
    found = about.first(name) or _NOTHING
    return text_at(found, "name") or found.attribute("literal") or found.attribute("qcode")


def _parent(about: Element) -> str | None:
    for link in about.all("link"):
        if local(link.attribute("rel") or link.attribute("reluri") or "") == "evolvedfrom":
            return link.attribute("residref") or link.attribute("href")
    return None


def _web_page(item: Element) -> str | None:
    content = item.first("contentSet") or _NOTHING
    for remote in content.all("remoteContent"):
        if remote.attribute("contenttype") == "text/html":
            return remote.attribute("href")
    return None


DIALECT = Dialect(name="NewsML-G2", is_mine=is_mine, article=article, parts=parts)
